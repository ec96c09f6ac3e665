from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.users.models import User
from conftest import PASSWORD

URL = "/api/v1/auth/users/"
ADA = {"email": "Ada@Example.com", "password": PASSWORD, "first_name": "Ada"}

pytestmark = pytest.mark.django_db


def test_registration_creates_an_account_and_logs_in(anonymous, status_of):
    response = anonymous.post(URL, ADA)
    assert response.status_code == 201
    body = response.json()
    assert body["email"] == "ada@example.com"
    assert body["username"] == "ada"
    assert body["profile"]["is_public"] is True
    assert "password" not in body
    assert status_of(body["access"]) == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("email", ["ada@example.com", "ADA@EXAMPLE.COM"])
def test_an_email_is_taken_regardless_of_case(anonymous, email):
    anonymous.post(URL, ADA)
    response = anonymous.post(URL, ADA | {"email": email})
    assert response.status_code == 400
    assert "email" in response.json()


def test_a_username_is_taken_regardless_of_case(anonymous):
    anonymous.post(URL, ADA | {"username": "Lovelace"})
    response = anonymous.post(URL, ADA | {"email": "other@example.com", "username": "lovelace"})
    assert response.status_code == 400
    assert "username" in response.json()


def test_a_username_that_normalizes_to_a_taken_one_is_400(anonymous):
    anonymous.post(URL, ADA | {"username": "film"})
    response = anonymous.post(URL, ADA | {"email": "other@example.com", "username": "\ufb01lm"})
    assert response.status_code == 400
    assert "username" in response.json()


def test_two_addresses_with_one_local_part_get_different_usernames(anonymous):
    first = anonymous.post(URL, ADA).json()
    second = anonymous.post(URL, ADA | {"email": "ada@elsewhere.org"}).json()
    assert first["username"] == "ada"
    assert second["username"].startswith("ada-")


def test_registration_ignores_protected_fields(anonymous):
    wishes = {"is_staff": True, "is_superuser": True, "origin": "demo", "id": 77, "roles": ["Curators"]}
    assert anonymous.post(URL, ADA | wishes | {"groups": [1], "email_verified": True}).status_code == 201
    user = User.objects.get(email="ada@example.com")
    assert (user.is_staff, user.is_superuser, user.origin) == (False, False, "registered")
    assert user.pk != 77
    assert not user.groups.exists()
    assert user.email_verified_at is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a" * 300 + "@example.com"}, "email"),
        ({"email": "a\x00@example.com"}, "email"),
        ({"email": ["ada@example.com"]}, "email"),
        ({"email": None}, "email"),
        ({"password": "12345678"}, "password"),
        ({"password": "short"}, "password"),
        ({"password": "ada@example.com"}, "password"),
        ({"password": "x" * 100_000}, "password"),
        ({"password": {"a": 1}}, "password"),
        ({"username": "victim@example.com"}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": "x" * 151}, "username"),
        ({"first_name": "x" * 151}, "first_name"),
    ],
)
def test_bad_input_is_400_with_its_field(anonymous, change, field):
    response = anonymous.post(URL, ADA | change)
    assert response.status_code == 400
    assert field in response.json()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "body", [r'{"email": "\ud800@example.com"}', "[]", '"text"', "null", "{", "[1, 2]", "17"]
)
def test_an_unreadable_body_is_400(anonymous, body):
    response = anonymous.post(URL, body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.django_db(transaction=True)
def test_concurrent_registrations_of_one_address_create_one_account():
    def register(email: str) -> int:
        try:
            return APIClient().post(URL, ADA | {"email": email}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(register, ["ada@example.com", "ADA@example.com"] * 2))
    assert statuses == [201, 400, 400, 400]
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_registrations_with_one_local_part_all_succeed():
    def register(number: int) -> int:
        try:
            return APIClient().post(URL, ADA | {"email": f"ada@host{number}.example"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(register, range(4))) == [201] * 4


@pytest.mark.parametrize("username", ["\ufdfa", "\ufdfa" * 150, "\u24621\u2044", "a\u2003b", "ada\ufe6bx"])
def test_a_username_is_validated_in_its_normal_form(anonymous, username):
    body = {"email": "new@example.com", "password": PASSWORD, "username": username}
    response = anonymous.post("/api/v1/auth/users/", body)
    assert response.status_code == 400
    assert list(response.json()) == ["username"]


def test_a_username_of_look_alike_characters_is_stored_in_its_normal_form(anonymous):
    body = {"email": "new@example.com", "password": PASSWORD, "username": "\uff41\uff44\uff41"}
    assert anonymous.post("/api/v1/auth/users/", body).json()["username"] == "ada"


def test_a_registration_in_cookie_mode_returns_no_refresh_token(anonymous):
    body = {"email": "new@example.com", "password": PASSWORD}
    response = anonymous.post("/api/v1/auth/users/", body, headers={"X-Auth-Mode": "cookie"})
    assert response.status_code == 201
    assert "refresh" not in response.json()
    assert response.cookies["refresh_token"]["httponly"]

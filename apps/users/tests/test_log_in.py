import pytest
from django.contrib.auth import hashers

from conftest import PASSWORD

URL = "/api/v1/auth/login/"

pytestmark = pytest.mark.django_db


def test_login_returns_both_tokens_and_the_account(anonymous, owner, status_of):
    response = anonymous.post(URL, {"email": owner.email.upper(), "password": PASSWORD})
    assert response.status_code == 200
    body = response.json()
    assert set(body) == {"access", "refresh", "user"}
    assert body["user"]["email"] == owner.email
    assert status_of(body["access"]) == 200


def test_login_accepts_a_username_in_email(anonymous, owner):
    response = anonymous.post(URL, {"email": "OWNER", "password": PASSWORD})
    assert response.status_code == 200
    assert response.json()["user"]["id"] == owner.pk


def test_a_username_equal_to_an_address_does_not_log_in_for_it(anonymous, make_user, owner):
    thief = make_user("thief")
    type(thief).objects.filter(pk=thief.pk).update(username=owner.email)
    response = anonymous.post(URL, {"email": owner.email, "password": PASSWORD})
    assert response.json()["user"]["id"] == owner.pk


def test_unknown_users_wrong_passwords_and_inactive_accounts_get_the_same_401(anonymous, owner, make_user):
    gone = make_user("gone", is_active=False)
    responses = [
        anonymous.post(URL, body)
        for body in (
            {"email": "unknown@example.com", "password": PASSWORD},
            {"email": owner.email, "password": "wrong"},
            {"email": gone.email, "password": PASSWORD},
            {"email": "no such name", "password": PASSWORD},
        )
    ]
    assert {response.status_code for response in responses} == {401}
    assert len({response.content for response in responses}) == 1
    assert responses[0].json()["code"] == "no_active_account"


@pytest.mark.parametrize("known", [True, False])
def test_login_hashes_once_for_known_and_unknown_users(anonymous, owner, monkeypatch, known):
    calls = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *args, **kw: calls.append(1) or encode(*args, **kw)
    )
    email = owner.email if known else "unknown@example.com"
    assert anonymous.post(URL, {"email": email, "password": "wrong"}).status_code == 401
    assert len(calls) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "a@b.c"},
        {"email": {"a": 1}, "password": PASSWORD},
        {"email": "a\x00b", "password": PASSWORD},
        {"email": "x" * 10_000, "password": PASSWORD},
        {"email": "a@b.c", "password": "x" * 10_000},
        [],
    ],
)
def test_bad_input_is_400(anonymous, body):
    assert anonymous.post(URL, body).status_code == 400


def test_login_ignores_an_invalid_token_in_the_header(bearer, owner):
    response = bearer("garbage").post(URL, {"email": owner.email, "password": PASSWORD})
    assert response.status_code == 200


def test_passwords_are_hashed_by_argon2id_with_owasp_parameters(settings):
    settings.PASSWORD_HASHERS = ["apps.users.hashers.Argon2Hasher"]
    assert hashers.make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer two words"])
def test_a_header_without_one_token_says_what_to_send(anonymous, header):
    response = anonymous.get("/api/v1/auth/users/me/", headers={"Authorization": header})
    assert response.status_code == 401
    assert "auth/login/" in response.json()["detail"]

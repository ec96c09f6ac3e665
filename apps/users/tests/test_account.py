import pytest

from apps.users.models import User
from conftest import PASSWORD

URL = "/api/v1/auth/users/me/"

pytestmark = pytest.mark.django_db


def test_the_account_needs_a_token(anonymous):
    for send in (anonymous.get, anonymous.patch, anonymous.delete):
        assert send(URL).status_code == 401


def test_the_account_contains_profile_and_roles(client_of, curator):
    body = client_of(curator).get(URL).json()
    assert body["email"] == curator.email
    assert body["roles"] == ["Curators"]
    assert body["profile"]["mature_content"] is False


def test_patch_updates_the_account_and_the_profile(as_owner, owner):
    change = {"first_name": "Ada", "profile": {"bio": "Films.", "mature_content": True}}
    assert as_owner.patch(URL, change).status_code == 200
    owner.refresh_from_db()
    assert (owner.first_name, owner.profile.bio) == ("Ada", "Films.")


def test_patch_ignores_protected_fields(as_owner, owner):
    wishes = {"is_staff": True, "is_superuser": True, "origin": "demo", "password": "x", "is_active": False}
    assert as_owner.patch(URL, wishes | {"email_verified": True, "roles": ["Curators"]}).status_code == 200
    owner.refresh_from_db()
    assert (owner.is_staff, owner.is_superuser, owner.origin) == (False, False, "registered")
    assert owner.check_password(PASSWORD)
    assert not owner.groups.exists()


def test_a_username_of_another_user_is_400(as_owner, stranger):
    assert as_owner.patch(URL, {"username": "Stranger"}).status_code == 400
    assert as_owner.patch(URL, {"username": "OWNER"}).status_code == 200


def test_erasure_needs_the_password(as_owner, owner):
    assert as_owner.delete(URL).status_code == 400
    assert as_owner.delete(URL, {"password": "wrong"}).status_code == 400
    assert as_owner.delete(URL, {"password": PASSWORD}).status_code == 204
    assert not User.objects.filter(pk=owner.pk).exists()


def test_the_list_of_accounts_is_for_staff(anonymous, as_owner, as_curator, as_staff):
    url = "/api/v1/auth/users/"
    assert anonymous.get(url).status_code == 401
    assert as_owner.get(url).status_code == as_curator.get(url).status_code == 403
    assert as_staff.get(url).status_code == 200
    found = as_staff.get(url, {"search": "owner@"}).json()["results"]
    assert [account["username"] for account in found] == ["owner"]


def test_listing_accounts_takes_a_fixed_number_of_queries(as_staff, make_user, django_assert_max_num_queries):
    for users in (2, 20):
        for _ in range(users):
            make_user()
        with django_assert_max_num_queries(2):
            as_staff.get("/api/v1/auth/users/")

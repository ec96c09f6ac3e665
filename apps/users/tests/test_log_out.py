import pytest
from rest_framework.test import APIClient

from apps.users.models import LoginSession
from conftest import PASSWORD

AUTH = "/api/v1/auth"
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


def test_logout_ends_this_login_and_no_other(owner, log_in, bearer, refresh, status_of):
    here, there = log_in(owner), log_in(owner)
    response = bearer(here["access"]).post(f"{AUTH}/logout/", {"refresh": here["refresh"]})
    assert response.status_code == 204
    assert status_of(here["access"]) == 401
    assert refresh(here["refresh"]).status_code == 401
    assert status_of(there["access"]) == 200


def test_logout_without_a_body_ends_the_login_of_the_access_token(owner, log_in, bearer, status_of):
    access = log_in(owner)["access"]
    assert bearer(access).post(f"{AUTH}/logout/").status_code == 204
    assert status_of(access) == 401


def test_logout_does_not_end_a_login_of_another_user(owner, stranger, log_in, bearer, status_of):
    mine, theirs = log_in(owner), log_in(stranger)
    bearer(mine["access"]).post(f"{AUTH}/logout/", {"refresh": theirs["refresh"]})
    assert status_of(theirs["access"]) == 200


def test_logout_needs_a_valid_token(anonymous, owner, log_in, bearer, as_owner):
    assert anonymous.post(f"{AUTH}/logout/").status_code == 401
    assert anonymous.post(f"{AUTH}/logout/all/").status_code == 401
    assert bearer(log_in(owner)["access"]).post(f"{AUTH}/logout/", {"refresh": "garbage"}).status_code == 401
    assert as_owner.post(f"{AUTH}/logout/").status_code == 400


def test_logout_everywhere_ends_every_login_of_the_account(
    owner, stranger, log_in, bearer, refresh, status_of
):
    here, there, other = log_in(owner), log_in(owner), log_in(stranger)
    assert bearer(here["access"]).post(f"{AUTH}/logout/all/").status_code == 204
    assert status_of(here["access"]) == status_of(there["access"]) == 401
    assert refresh(there["refresh"]).status_code == 401
    assert status_of(other["access"]) == 200


def test_a_password_change_invalidates_every_token_and_returns_a_new_pair(
    owner, log_in, bearer, refresh, status_of
):
    here, there = log_in(owner), log_in(owner)
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    response = bearer(here["access"]).post(f"{AUTH}/password/change/", body)
    assert response.status_code == 200
    assert status_of(response.json()["access"]) == 200
    assert status_of(here["access"]) == status_of(there["access"]) == 401
    assert refresh(here["refresh"]).status_code == refresh(there["refresh"]).status_code == 401
    assert "access" in log_in(owner, NEW_PASSWORD)
    assert "access" not in log_in(owner, PASSWORD)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"old_password": "wrong", "new_password": NEW_PASSWORD}, "old_password"),
        ({"old_password": PASSWORD, "new_password": "12345678"}, "new_password"),
        ({"old_password": PASSWORD, "new_password": "owner@example.com"}, "new_password"),
        ({"old_password": PASSWORD}, "new_password"),
        ({"new_password": NEW_PASSWORD}, "old_password"),
    ],
)
def test_a_wrong_or_weak_password_changes_nothing(as_owner, owner, body, field):
    response = as_owner.post(f"{AUTH}/password/change/", body)
    assert response.status_code == 400
    assert field in response.json()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_a_user_lists_their_logins_and_ends_one(owner, stranger, log_in, bearer, status_of):
    log_in(stranger)
    phone = APIClient().post(
        f"{AUTH}/login/",
        {"email": owner.email, "password": PASSWORD},
        headers={"user-agent": "Phone" + "!" * 500},
    )
    here = log_in(owner)
    api = bearer(here["access"])
    listed = api.get(f"{AUTH}/sessions/").json()
    assert listed["count"] == 2
    assert [row["is_current"] for row in listed["results"]] == [True, False]
    assert listed["results"][1]["user_agent"].startswith("Phone!")
    assert set(listed["results"][0]) >= {"id", "created_at", "last_used_at", "user_agent"}
    assert api.delete(f"{AUTH}/sessions/{listed['results'][1]['id']}/").status_code == 204
    assert status_of(phone.json()["access"]) == 401
    assert api.get(f"{AUTH}/sessions/").json()["count"] == 1


def test_a_login_shows_its_client_and_network_but_no_address(owner, bearer):
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    shown = {}
    for address in ("203.0.113.77", "2001:db8:1:2::3", "::ffff:198.51.100.9"):
        body = {"email": owner.email, "password": PASSWORD}
        api = APIClient(REMOTE_ADDR=address, headers={"User-Agent": firefox})
        access = api.post(f"{AUTH}/login/", body).json()["access"]
        row = bearer(access).get(f"{AUTH}/sessions/").json()["results"][0]
        shown[address] = (row["client"], row["network"])
        assert address not in str(LoginSession.objects.values_list())
    assert shown == {
        "203.0.113.77": ("Firefox on Linux", "203.0.113.0/24"),
        "2001:db8:1:2::3": ("Firefox on Linux", "2001:db8:1::/48"),
        "::ffff:198.51.100.9": ("Firefox on Linux", "198.51.100.0/24"),
    }


def test_a_user_ends_all_other_logins(owner, stranger, log_in, bearer, status_of):
    here, there, other = log_in(owner), log_in(owner), log_in(stranger)
    assert bearer(here["access"]).post(f"{AUTH}/logout/others/").status_code == 204
    assert [status_of(pair["access"]) for pair in (here, there, other)] == [200, 401, 200]


def test_a_login_of_another_user_is_404(as_stranger, owner, log_in, status_of):
    access = log_in(owner)["access"]
    session = LoginSession.objects.get(user=owner)
    assert as_stranger.delete(f"{AUTH}/sessions/{session.pk}/").status_code == 404
    assert as_stranger.get(f"{AUTH}/sessions/").json()["count"] == 0
    assert status_of(access) == 200


def test_listing_logins_takes_a_fixed_number_of_queries(owner, log_in, bearer, django_assert_num_queries):
    for logins in (1, 8):
        access = [log_in(owner) for _ in range(logins)][-1]["access"]
        with django_assert_num_queries(4):
            bearer(access).get(f"{AUTH}/sessions/")

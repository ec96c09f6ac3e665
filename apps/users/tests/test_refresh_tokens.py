"""Rotation, reuse detection, verification."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
import time_machine
from django.db import connection, transaction
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.users.authentication import LoginAuthentication
from apps.users.models import LoginSession

AUTH = "/api/v1/auth"

pytestmark = pytest.mark.django_db


@pytest.fixture
def verify(anonymous):
    return lambda token: anonymous.post(f"{AUTH}/token/verify/", {"token": token}).status_code


def test_rotation_returns_a_new_pair_and_the_old_access_token_stays_valid(owner, log_in, refresh, status_of):
    first = log_in(owner)
    response = refresh(first["refresh"])
    assert response.status_code == 200
    second = response.json()
    assert second["refresh"] != first["refresh"]
    assert status_of(first["access"]) == status_of(second["access"]) == 200
    assert refresh(second["refresh"]).status_code == 200


def test_a_reused_refresh_token_ends_its_login(owner, log_in, refresh, status_of, verify):
    first = log_in(owner)
    elsewhere = log_in(owner)
    second = refresh(first["refresh"]).json()
    with time_machine.travel(timedelta(seconds=31), tick=False):
        replay = refresh(first["refresh"])
    assert (replay.status_code, replay.json()["code"]) == (401, "token_not_valid")
    assert refresh(second["refresh"]).status_code == 401
    assert status_of(first["access"]) == status_of(second["access"]) == 401
    assert verify(second["refresh"]) == verify(second["access"]) == 401
    assert status_of(elsewhere["access"]) == 200
    assert refresh(elsewhere["refresh"]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_concurrent_refreshes_with_one_token_succeed_at_most_once(owner, log_in, refresh, status_of):
    first = log_in(owner)

    def race(_: int) -> int:
        try:
            return refresh(first["refresh"]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(race, range(4)))
    assert statuses.count(200) <= 1
    assert set(statuses) <= {200, 401}
    assert statuses.count(200) == 1
    assert status_of(first["access"]) == 200


@pytest.mark.parametrize(
    ("seconds", "headers", "ends"),
    [
        (29, {}, False),
        (31, {}, True),
        (1, {"User-Agent": "Another/1.0"}, True),
        (1, {"REMOTE_ADDR": "203.0.113.7"}, True),
        (1, {"REMOTE_ADDR": "127.0.0.9"}, False),
    ],
)
def test_only_the_same_client_may_repeat_a_refresh_and_only_at_once(
    owner, log_in, refresh, status_of, seconds, headers, ends
):
    first = log_in(owner)
    second = refresh(first["refresh"]).json()
    address = headers.pop("REMOTE_ADDR", "127.0.0.1")
    with time_machine.travel(timedelta(seconds=seconds), tick=False):
        again = APIClient(REMOTE_ADDR=address).post(
            f"{AUTH}/token/refresh/", {"refresh": first["refresh"]}, headers=headers
        )
    assert again.status_code == 401
    assert again.json()["code"] == ("token_not_valid" if ends else "token_superseded")
    assert status_of(second["access"]) == (401 if ends else 200)
    assert refresh(second["refresh"]).status_code == (401 if ends else 200)


def test_an_older_token_than_the_previous_one_ends_the_login_at_once(owner, log_in, refresh, status_of):
    first = log_in(owner)
    second = refresh(first["refresh"]).json()
    third = refresh(second["refresh"]).json()
    assert refresh(first["refresh"]).json()["code"] == "token_not_valid"
    assert status_of(third["access"]) == 401


def test_a_login_ends_at_its_maximum_age_however_often_it_is_refreshed(owner, log_in, refresh, settings):
    settings.LOGIN_MAX_DAYS = 10
    pair = log_in(owner)
    for day in (6, 9):
        with time_machine.travel(timedelta(days=day), tick=False):
            pair = refresh(pair["refresh"]).json()
    session = LoginSession.objects.get(user=owner)
    assert abs(session.expires_at - session.created_at - timedelta(days=10)) < timedelta(seconds=2)
    with time_machine.travel(timedelta(days=10, seconds=1), tick=False):
        assert refresh(pair["refresh"]).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_a_refresh_that_waited_for_another_with_the_same_token_fails(owner, log_in, refresh, status_of):
    first = log_in(owner)

    def wait_and_refresh() -> int:
        try:
            return refresh(first["refresh"]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert refresh(first["refresh"]).status_code == 200
            waiting = pool.submit(wait_and_refresh)
            time.sleep(0.3)
            assert not waiting.done()
        assert waiting.result() == 401


def test_verify_accepts_valid_tokens_only(owner, log_in, refresh, verify):
    pair = log_in(owner)
    assert verify(pair["access"]) == verify(pair["refresh"]) == 200
    newer = refresh(pair["refresh"]).json()
    assert verify(pair["refresh"]) == 401
    assert verify(newer["refresh"]) == 200
    assert verify("garbage") == 401


def test_a_revoked_token_neither_verifies_nor_refreshes(anonymous, owner, log_in, refresh, verify):
    pair = log_in(owner)
    assert anonymous.post(f"{AUTH}/token/blacklist/", {"refresh": pair["refresh"]}).status_code == 200
    assert verify(pair["refresh"]) == 401
    assert refresh(pair["refresh"]).status_code == 401
    assert anonymous.post(f"{AUTH}/token/blacklist/", {"refresh": pair["refresh"]}).status_code == 401


def test_an_access_token_does_not_refresh(owner, log_in, refresh, status_of):
    pair = log_in(owner)
    assert refresh(pair["access"]).status_code == 401
    assert status_of(pair["refresh"]) == 401


def test_tokens_of_a_deleted_user_are_401(owner, log_in, refresh, status_of, verify):
    pair = log_in(owner)
    owner.delete()
    assert status_of(pair["access"]) == 401
    assert refresh(pair["refresh"]).status_code == 401
    assert verify(pair["access"]) == 401


def test_tokens_of_a_deactivated_user_are_401(owner, log_in, refresh, status_of, verify):
    pair = log_in(owner)
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert status_of(pair["access"]) == 401
    assert refresh(pair["refresh"]).status_code == 401
    assert verify(pair["refresh"]) == 401


def test_tokens_expire(owner, log_in, refresh, status_of):
    pair = log_in(owner)
    with time_machine.travel(timedelta(minutes=61), tick=False):
        assert status_of(pair["access"]) == 401
        assert refresh(pair["refresh"]).status_code == 200
    other = log_in(owner)
    with time_machine.travel(timedelta(days=7, minutes=1), tick=False):
        assert refresh(other["refresh"]).status_code == 401


def test_an_invalid_token_is_401_on_public_routes_too(owner, log_in, bearer):
    expired = log_in(owner)["access"]
    with time_machine.travel(timedelta(hours=2), tick=False):
        assert bearer(expired).get("/api/v1/core/info/").status_code == 401
    assert bearer("garbage").get("/api/v1/core/info/").status_code == 401


@pytest.mark.parametrize("algorithm", ["none", "HS512", "HS256"])
def test_a_forged_token_is_401(owner, log_in, status_of, refresh, algorithm):
    pair = log_in(owner)
    key = "" if algorithm == "none" else "another key that is long enough to be taken for a real one" * 2
    for token, ask in ((pair["access"], status_of), (pair["refresh"], lambda t: refresh(t).status_code)):
        claims = jwt.decode(token, options={"verify_signature": False})
        assert ask(jwt.encode(claims, key, algorithm=algorithm)) == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer \xff", "Bearer " + "x" * 5000])
def test_a_malformed_authorization_header_is_401(anonymous, header):
    assert anonymous.get("/api/v1/auth/users/me/", HTTP_AUTHORIZATION=header).status_code == 401


@pytest.mark.parametrize("body", [{}, {"refresh": None}, {"refresh": {"a": 1}}, {"refresh": ""}, []])
def test_a_refresh_without_a_token_is_400(anonymous, body):
    assert anonymous.post(f"{AUTH}/token/refresh/", body).status_code == 400


def test_the_database_stores_no_token(owner, log_in, refresh, stored_rows):
    first = log_in(owner)
    second = refresh(first["refresh"]).json()
    rows = "\n".join(stored_rows())
    assert str(LoginSession.objects.get(user=owner).current_jti) in rows
    for pair in (first, second):
        for token in (pair["access"], pair["refresh"]):
            assert token.rsplit(".", 1)[1] not in rows


def test_a_token_without_a_session_follows_the_rules_of_simplejwt(owner, status_of, refresh):
    access = str(AccessToken.for_user(owner))
    assert status_of(access) == 200
    assert refresh(str(RefreshToken.for_user(owner))).status_code == 401
    owner.set_password("something-else-entirely")
    owner.save()
    assert status_of(access) == 401


def test_authentication_reads_user_profile_and_login_in_one_query(owner, log_in, django_assert_num_queries):
    header = {"Authorization": f"Bearer {log_in(owner)['access']}"}
    request = APIRequestFactory().get("/", headers=header)
    with django_assert_num_queries(1):
        user, _ = LoginAuthentication().authenticate(request)
        assert user.profile.pk == owner.pk


def test_verify_and_authentication_accept_the_same_access_tokens(owner, status_of, verify):
    access = str(AccessToken.for_user(owner))
    assert (status_of(access), verify(access)) == (200, 200)
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert (status_of(access), verify(access)) == (401, 401)

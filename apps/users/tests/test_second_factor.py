"""TOTP codes and recovery codes: enabling, logging in, disabling, and what an attacker tries."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_otp.oath import totp
from rest_framework.test import APIClient

from apps.users.models import AuditEvent, LoginChallenge, LoginSession, TotpDevice, User
from apps.users.services.emails import Link, password_tokens
from apps.users.services.second_factor import delete_old_challenges
from conftest import PASSWORD

AUTH = "/api/v1/auth"
SECOND_FACTOR = f"{AUTH}/second-factor/"
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(owner, enrol):
    """The authenticator app of the owner."""
    return enrol(owner)


def begin_login(user, password=PASSWORD):
    return APIClient().post(f"{AUTH}/login/", {"email": user.email, "password": password})


def finish_login(challenge, code, **headers):
    body = {"challenge": challenge, "code": code}
    return APIClient().post(f"{AUTH}/login/second-factor/", body, headers=headers)


def log_in_with(user, code):
    return finish_login(begin_login(user).json()["challenge"], code)


def test_enabling_takes_a_secret_and_a_code_of_it(owner, log_in, bearer):
    api = bearer(log_in(owner)["access"])
    enrolment = api.post(SECOND_FACTOR)
    assert enrolment.status_code == 201
    assert enrolment["Cache-Control"] == "private, no-store"
    secret = enrolment.json()["secret"]
    assert len(base64.b32decode(secret)) == 20
    uri = enrolment.json()["otpauth_uri"]
    assert uri.startswith("otpauth://totp/Movie%20Backend%3Aowner%40example.com?secret=" + secret)
    assert begin_login(owner).status_code == 200, "an unconfirmed secret does not count"
    assert api.post(f"{SECOND_FACTOR}confirm/", {"code": "000000"}).status_code == 400


def test_a_login_takes_two_steps(owner, app, status_of):
    first = begin_login(owner)
    assert first.status_code == 202
    assert set(first.json()) == {"challenge", "detail"}
    second = finish_login(first.json()["challenge"], app.code())
    assert second.status_code == 200
    assert second.json()["user"]["email"] == owner.email
    assert status_of(second.json()["access"]) == 200
    session = LoginSession.objects.order_by("created_at").last()
    assert session.second_factor_at is not None


def test_cookie_mode_works_in_the_second_step(owner, app):
    challenge = begin_login(owner).json()["challenge"]
    response = finish_login(challenge, app.code(), **{"X-Auth-Mode": "cookie"})
    assert "refresh" not in response.json()
    assert response.cookies["refresh_token"]["httponly"]


def test_a_wrong_password_gets_the_same_response_with_and_without_a_second_factor(owner, app, stranger):
    assert begin_login(owner, "wrong").content == begin_login(stranger, "wrong").content


def test_a_code_works_once(owner, app):
    code = app.code()
    assert log_in_with(owner, code).status_code == 200
    replay = log_in_with(owner, code)
    assert (replay.status_code, replay.json()["code"]) == (401, "second_factor_invalid")
    with time_machine.travel(timedelta(seconds=2), tick=False):
        assert log_in_with(owner, app.code(-1)).status_code == 401, "older than the last one"


@pytest.mark.django_db(transaction=True)
def test_of_concurrent_logins_with_one_code_one_succeeds(owner, app):
    challenges = [begin_login(owner).json()["challenge"] for _ in range(4)]
    code = app.code()

    def race(challenge):
        try:
            return finish_login(challenge, code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(race, challenges))
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 401, 429}


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (0, 200), (1, 200), (2, 401)])
def test_a_clock_may_be_off_by_one_step(owner, app, steps, status):
    assert log_in_with(owner, app.code(steps)).status_code == status


def test_a_challenge_works_once_and_for_five_minutes(owner, app):
    challenge = begin_login(owner).json()["challenge"]
    assert finish_login(challenge, app.code()).status_code == 200
    again = finish_login(challenge, app.code(1))
    assert (again.status_code, again.json()["code"]) == (401, "challenge_invalid")
    late = begin_login(owner).json()["challenge"]
    with time_machine.travel(timedelta(minutes=5, seconds=1), tick=False):
        assert finish_login(late, app.code()).json()["code"] == "challenge_invalid"
        assert delete_old_challenges() == "Deleted 1 login challenges"


@pytest.mark.parametrize("challenge", ["", "garbage", "x" * 201, "a:b:c"])
def test_a_forged_challenge_is_refused(owner, app, challenge):
    assert finish_login(challenge, app.code()).status_code in (400, 401)


def test_five_wrong_codes_end_a_challenge(owner, app):
    challenge = begin_login(owner).json()["challenge"]
    for attempt in range(5):
        with time_machine.travel(timedelta(seconds=40 * (attempt + 1)), tick=False):
            assert finish_login(challenge, "000000").json()["code"] == "second_factor_invalid"
    with time_machine.travel(timedelta(seconds=240), tick=False):
        assert finish_login(challenge, app.code()).json()["code"] == "challenge_invalid"


def test_wrong_codes_in_a_row_make_the_next_attempt_wait_across_challenges(owner, app):
    assert log_in_with(owner, "000000").status_code == 401
    blocked = log_in_with(owner, app.code())
    assert blocked.status_code == 429
    assert int(blocked["Retry-After"]) >= 1
    with time_machine.travel(timedelta(seconds=2), tick=False):
        assert log_in_with(owner, app.code()).status_code == 200
    assert TotpDevice.objects.get(user=owner).throttling_failure_count == 0


def test_the_pause_between_wrong_codes_has_a_limit(owner, app):
    TotpDevice.objects.filter(user=owner).update(
        throttling_failure_count=10, throttling_failure_timestamp=timezone.now()
    )
    with time_machine.travel(timedelta(minutes=10), tick=False):
        assert log_in_with(owner, "000000").status_code == 401
    with time_machine.travel(timedelta(minutes=20), tick=False):
        assert log_in_with(owner, app.code()).status_code == 200


@pytest.mark.parametrize("change", ["password", "deactivated"])
def test_a_begun_login_ends_with_the_password_or_the_account(owner, app, change):
    challenge = begin_login(owner).json()["challenge"]
    if change == "password":
        link = vars(Link.to(User.objects.get(pk=owner.pk), password_tokens))
        body = link | {"new_password": NEW_PASSWORD}
        User.objects.filter(pk=owner.pk).update(email_verified_at=timezone.now())
        assert APIClient().post(f"{AUTH}/password/reset/confirm/", body).status_code == 200
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)
    assert finish_login(challenge, app.code()).json()["code"] == "challenge_invalid"


def test_a_recovery_code_replaces_a_code_once(owner, app):
    assert len(set(app.recovery_codes)) == 10
    code = app.recovery_codes[0]
    assert log_in_with(owner, code.upper().replace("-", " ")).status_code == 200
    assert log_in_with(owner, code).status_code == 401
    assert AuditEvent.objects.filter(kind="recovery_code_used", user=owner).count() == 1


def test_a_recovery_code_of_another_user_is_refused(owner, app, stranger, enrol):
    theirs = enrol(stranger)
    assert log_in_with(owner, theirs.recovery_codes[0]).status_code == 401
    assert log_in_with(stranger, theirs.recovery_codes[0]).status_code == 200


@pytest.fixture
def me(owner, app, bearer):
    """A client that logged in with a recovery code."""
    return bearer(log_in_with(owner, app.recovery_codes[9]).json()["access"])


def test_the_state_shows_no_secret(me):
    body = me.get(SECOND_FACTOR).json()
    assert (body["enabled"], body["recovery_codes_left"], body["required"]) == (True, 9, False)
    assert set(body) == {"enabled", "enabled_at", "last_used_at", "recovery_codes_left", "required"}


def test_disabling_takes_a_code(me, owner, app):
    assert me.delete(SECOND_FACTOR, {"code": "000000"}).status_code == 400
    with time_machine.travel(timedelta(seconds=2), tick=False):
        assert me.delete(SECOND_FACTOR, {"code": app.code()}).status_code == 204
    assert begin_login(owner).status_code == 200
    assert not LoginSession.objects.exclude(second_factor_at=None).exists()
    assert me.delete(SECOND_FACTOR, {"code": app.code()}).status_code == 409


def test_new_recovery_codes_replace_the_old_ones(me, owner, app):
    codes = me.post(f"{SECOND_FACTOR}recovery-codes/", {"code": app.code()}).json()["recovery_codes"]
    assert not set(codes) & set(app.recovery_codes)
    assert log_in_with(owner, app.recovery_codes[0]).status_code == 401
    with time_machine.travel(timedelta(seconds=2), tick=False):
        assert log_in_with(owner, codes[0]).status_code == 200


def test_an_enabled_second_factor_is_not_replaced_without_disabling_it(me):
    assert me.post(SECOND_FACTOR).json()["code"] == "second_factor_enabled"
    assert me.post(f"{SECOND_FACTOR}confirm/", {"code": "123456"}).status_code == 409


def test_a_code_is_a_proof_of_who_the_user_is(me, app):
    with time_machine.travel(timedelta(minutes=11), tick=False):
        assert me.get(f"{AUTH}/users/me/export/").status_code == 403
        assert me.post(f"{AUTH}/reauthenticate/", {"code": "000000"}).status_code == 400
        assert me.post(f"{AUTH}/reauthenticate/", {"code": app.recovery_codes[1]}).status_code == 429
    with time_machine.travel(timedelta(minutes=12), tick=False):
        assert me.post(f"{AUTH}/reauthenticate/", {"code": app.code()}).status_code == 200
        assert me.get(f"{AUTH}/users/me/export/").status_code == 200


@pytest.mark.parametrize("body", [{}, {"password": PASSWORD, "code": "123456"}])
def test_a_proof_is_either_a_password_or_a_code(me, body):
    assert me.post(f"{AUTH}/reauthenticate/", body).status_code == 400


def test_a_code_without_a_second_factor_is_409(owner, log_in, bearer):
    api = bearer(log_in(owner)["access"])
    assert api.post(f"{AUTH}/reauthenticate/", {"code": "123456"}).json()["code"] == "no_second_factor"


def test_a_changed_password_keeps_the_second_factor_of_the_login(me, owner):
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert me.post(f"{AUTH}/password/change/", body).status_code == 200
    assert LoginSession.objects.alive().get().second_factor_at is not None
    assert begin_login(owner, NEW_PASSWORD).status_code == 202


def test_a_reset_keeps_the_second_factor_of_a_verified_address_only(owner, app):
    for verified_at, status in ((timezone.now(), 202), (None, 200)):
        User.objects.filter(pk=owner.pk).update(email_verified_at=verified_at)
        link = vars(Link.to(User.objects.get(pk=owner.pk), password_tokens))
        APIClient().post(f"{AUTH}/password/reset/confirm/", link | {"new_password": NEW_PASSWORD})
        assert begin_login(owner, NEW_PASSWORD).status_code == status


def test_no_table_export_or_log_contains_a_secret(owner, app, me, stored_rows, caplog, settings):
    settings.DEBUG = False
    exported = me.get(f"{AUTH}/users/me/export/").content.decode()
    everything = "\n".join([*stored_rows(), exported, caplog.text])
    encoded = base64.b32encode(app.secret).decode()
    assert '"enabled": true' in exported.replace('":true', '": true')
    for secret in (encoded, app.secret.hex(), str(app.secret), *app.recovery_codes):
        assert secret not in everything
        assert secret.replace("-", "") not in everything


def test_a_secret_of_another_key_is_refused_and_recovery_codes_still_work(owner, app, settings):
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 10
    assert log_in_with(owner, app.code()).status_code == 401
    with time_machine.travel(timedelta(seconds=2), tick=False):
        assert log_in_with(owner, app.recovery_codes[0]).status_code == 200
        settings.SECRET_KEY_FALLBACKS = [old]
        assert log_in_with(owner, app.code()).status_code == 200


def test_what_happens_is_recorded(me, owner, app):
    me.post(f"{SECOND_FACTOR}recovery-codes/", {"code": app.code()})
    me.delete(SECOND_FACTOR, {"code": app.code(1)})
    kinds = AuditEvent.objects.filter(user=owner).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "login",
        "second_factor_enabled",
        "recovery_code_used",
        "login",
        "recovery_codes_created",
        "second_factor_disabled",
    ]


def test_erasure_leaves_nothing(me, owner):
    begin_login(owner)
    assert me.delete(f"{AUTH}/users/me/", {"password": PASSWORD}).status_code == 204
    assert not TotpDevice.objects.exists()
    assert not LoginChallenge.objects.exists()


STAFF_ROUTES = ["/api/v1/auth/users/", "/api/v1/core/stats/", "/api/v1/favorites/reports/"]


@pytest.mark.parametrize("url", STAFF_ROUTES)
def test_staff_without_a_second_factor_have_no_rights_where_one_is_required(
    staff, log_in, bearer, settings, enrol, url
):
    before = bearer(log_in(staff)["access"])
    assert before.get(url).status_code == 200
    settings.STAFF_SECOND_FACTOR = "required"
    refused = before.get(url)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")
    assert before.get(f"{AUTH}/users/me/").status_code == 200
    assert before.get(SECOND_FACTOR).json()["required"] is True
    app = enrol(staff)
    assert before.get(url).status_code == 403, "this login had no second factor"
    assert bearer(log_in_with(staff, app.code()).json()["access"]).get(url).status_code == 200


def test_enabling_gives_the_rights_to_the_login_at_once(staff, log_in, bearer, settings):
    settings.STAFF_SECOND_FACTOR = "required"
    api = bearer(log_in(staff)["access"])
    secret = base64.b32decode(api.post(SECOND_FACTOR).json()["secret"])
    api.post(f"{SECOND_FACTOR}confirm/", {"code": f"{totp(secret):06}"})
    assert api.get(STAFF_ROUTES[0]).status_code == 200


def test_superusers_need_it_to_curate_and_curators_who_are_not_staff_do_not(
    superuser, curator, log_in, bearer, settings
):
    settings.STAFF_SECOND_FACTOR = "required"
    for user, status in ((superuser, 403), (curator, 201)):
        response = bearer(log_in(user)["access"]).post("/api/v1/movies/tags/", {"name": "noir"})
        assert response.status_code == status

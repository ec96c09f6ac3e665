"""Email changes: pending until confirmed, revertible, and silent about who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from apps.users.models import EmailChange, TotpDevice, User
from apps.users.services.email_changes import send_email_change_reversal
from apps.users.services.personal_tokens import create_personal_token
from apps.users.services.sessions import Caller
from conftest import PASSWORD

AUTH = "/api/v1/auth"
NEW_EMAIL = "countess@example.com"
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


def token_sent_to(address: str) -> str:
    """Return the token in the latest email to the address."""
    message = [message for message in mail.outbox if message.to == [address]][-1]
    return re.search(r"^token: (\S+)$", message.body, flags=re.M)[1]


def recipients() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


def email_of(user: Any) -> str:
    return User.objects.get(pk=user.pk).email


@pytest.fixture(autouse=True)
def verified_owner(owner):
    User.objects.filter(pk=owner.pk).update(email_verified_at="2026-01-01T00:00:00Z")


@pytest.fixture
def request_change(log_in, owner, bearer):
    api = bearer(log_in(owner)["access"])
    return lambda email=NEW_EMAIL, password=PASSWORD: api.post(
        f"{AUTH}/email/change/", {"email": email, "password": password}
    )


@pytest.fixture
def confirm(anonymous):
    return lambda token: anonymous.post(f"{AUTH}/email/change/confirm/", {"token": token}).status_code


@pytest.fixture
def revert(anonymous):
    def post(token: str, new_password: str = NEW_PASSWORD) -> int:
        body = {"token": token, "new_password": new_password}
        return anonymous.post(f"{AUTH}/email/change/revert/", body).status_code

    return post


def test_the_new_address_is_valid_after_its_link_is_followed(request_change, confirm, owner, as_owner):
    assert request_change().status_code == 202
    assert email_of(owner) == owner.email
    pending = as_owner.get(f"{AUTH}/email/change/").json()
    assert pending["email"] == NEW_EMAIL
    assert "password" not in pending
    token = token_sent_to(NEW_EMAIL)
    assert confirm(token) == 200
    changed = User.objects.get(pk=owner.pk)
    assert (changed.email, changed.email_verified_at is not None) == (NEW_EMAIL, True)
    assert confirm(token) == 400
    assert as_owner.get(f"{AUTH}/email/change/").status_code == 404


def test_a_wrong_password_changes_nothing_and_sends_nothing(request_change):
    response = request_change(password="wrong")
    assert (response.status_code, list(response.json())) == (400, ["password"])
    assert not EmailChange.objects.exists()
    assert not mail.outbox


def test_the_present_address_is_400(request_change, owner):
    response = request_change(email=owner.email.upper())
    assert (response.status_code, list(response.json())) == (400, ["email"])


def test_patch_refuses_another_address_and_accepts_the_present_one(as_owner, owner):
    for value in (NEW_EMAIL, None, 7, ["a@example.com"]):
        response = as_owner.patch(f"{AUTH}/users/me/", {"email": value, "first_name": "Ada"})
        assert (response.status_code, list(response.json())) == (400, ["email"])
    assert as_owner.patch(f"{AUTH}/users/me/", {"email": owner.email.upper()}).status_code == 200
    assert email_of(owner) == owner.email


def test_the_response_is_the_same_for_a_registered_address(
    request_change, stranger, settings, django_assert_num_queries
):
    mail_free = request_change()
    mail.outbox.clear()
    mail_taken = request_change(email=stranger.email)
    assert (mail_taken.status_code, mail_taken.content) == (mail_free.status_code, mail_free.content)
    [informed] = [message for message in mail.outbox if message.to == [stranger.email]]
    assert "already" in informed.subject
    assert "token" not in informed.body


@pytest.mark.parametrize("known", [True, False])
def test_the_request_reads_nothing_about_the_new_address(
    request_change, stranger, monkeypatch, django_assert_num_queries, known
):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    with django_assert_num_queries(10):  # two of them store the tasks
        assert request_change(email=stranger.email if known else NEW_EMAIL).status_code == 202


def test_an_address_that_was_registered_meanwhile_is_not_taken_over(
    request_change, confirm, make_user, owner
):
    request_change()
    make_user("countess")
    assert confirm(token_sent_to(NEW_EMAIL)) == 400
    assert email_of(owner) == owner.email


def test_a_second_request_replaces_the_first(request_change, confirm):
    request_change(email="first@example.com")
    request_change()
    assert confirm(token_sent_to("first@example.com")) == 400
    assert confirm(token_sent_to(NEW_EMAIL)) == 200


def test_a_cancelled_change_cannot_be_confirmed(request_change, confirm, as_owner):
    request_change()
    assert as_owner.delete(f"{AUTH}/email/change/").status_code == 204
    assert confirm(token_sent_to(NEW_EMAIL)) == 400


@pytest.mark.parametrize("event", ["password changed", "password reset", "deactivated", "expired"])
def test_a_pending_change_ends_with(request_change, confirm, as_owner, owner, event):
    request_change()
    token = token_sent_to(NEW_EMAIL)
    hours = 0
    if event == "password changed":
        body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
        assert as_owner.post(f"{AUTH}/password/change/", body).status_code == 200
    elif event == "password reset":
        as_owner.post(f"{AUTH}/password/reset/", {"email": owner.email})
        link = dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))
        body = link | {"new_password": NEW_PASSWORD}
        assert as_owner.post(f"{AUTH}/password/reset/confirm/", body).status_code == 200
    elif event == "deactivated":
        User.objects.filter(pk=owner.pk).update(is_active=False)
    else:
        hours = 25
    with time_machine.travel(timedelta(hours=hours)):
        assert confirm(token) == 400
    assert email_of(owner) == owner.email


def test_the_old_address_restores_itself_and_ends_every_login(
    request_change, confirm, revert, owner, log_in, status_of
):
    request_change()
    confirm(token_sent_to(NEW_EMAIL))
    thief = log_in(User.objects.get(pk=owner.pk))
    token = token_sent_to(owner.email)
    assert revert(token, "12345678") == 400
    assert revert(token) == 200
    assert email_of(owner) == owner.email
    assert status_of(thief["access"]) == 401
    assert "access" not in log_in(owner, PASSWORD)
    assert "access" in log_in(owner, NEW_PASSWORD)
    assert revert(token) == 400


def test_reverting_a_pending_change_cancels_it(request_change, confirm, revert, owner):
    request_change()
    assert revert(token_sent_to(owner.email)) == 200
    assert confirm(token_sent_to(NEW_EMAIL)) == 400


def test_reverting_a_change_invalidates_the_links_of_later_changes(
    request_change, confirm, revert, owner, log_in, bearer
):
    """A thief who changes the address twice gets a link at the address in between."""
    request_change()
    confirm(token_sent_to(NEW_EMAIL))
    api = bearer(log_in(User.objects.get(pk=owner.pk))["access"])
    api.post(f"{AUTH}/email/change/", {"email": "third@example.com", "password": PASSWORD})
    confirm(token_sent_to("third@example.com"))
    first, second = token_sent_to(owner.email), token_sent_to(NEW_EMAIL)
    assert revert(first) == 200
    assert revert(second, "yet-another-password-1") == 400
    assert email_of(owner) == owner.email


def test_a_revert_link_expires(request_change, confirm, revert, owner, settings):
    request_change()
    confirm(token_sent_to(NEW_EMAIL))
    token = token_sent_to(owner.email)
    with time_machine.travel(timedelta(days=settings.EMAIL_REVERT_DAYS, minutes=1)):
        assert revert(token) == 400


@pytest.mark.parametrize(("mode", "is_sent"), [("none", True), ("optional", False), ("required", False)])
def test_an_unverified_old_address_gets_a_revert_link_only_without_verification(
    request_change, owner, settings, mode, is_sent
):
    settings.EMAIL_VERIFICATION = mode
    api = request_change
    User.objects.filter(pk=owner.pk).update(email_verified_at=None)
    api()
    assert (owner.email in recipients()) is is_sent


def test_tokens_of_other_links_are_refused(request_change, confirm, revert, owner):
    request_change()
    confirmation, reversal = token_sent_to(NEW_EMAIL), token_sent_to(owner.email)
    assert confirm(reversal) == revert(confirmation) == 400
    for token in ("", "garbage", confirmation[:-1] + "x", "x" * 10_000):
        assert confirm(token) == revert(token) == 400


def test_links_open_the_frontend(request_change, settings, owner):
    settings.FRONTEND_URL = "https://films.example/"
    request_change()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "https://films.example/confirm-email-change?token=" in bodies[NEW_EMAIL]
    assert "https://films.example/revert-email-change?token=" in bodies[owner.email]


def test_one_account_requests_five_changes_an_hour(request_change, settings):
    settings.THROTTLES = True
    statuses = [request_change(email=f"victim{n}@example.com").status_code for n in range(6)]
    assert statuses == [202] * 5 + [429]


def test_a_late_email_to_an_unverified_old_address_brings_no_link_to_the_account(
    request_change, confirm, owner, settings
):
    """The worker sends it after the new address was confirmed, which verifies the account."""
    settings.EMAIL_VERIFICATION = "optional"
    User.objects.filter(pk=owner.pk).update(email_verified_at=None)
    request_change()
    assert confirm(token_sent_to(NEW_EMAIL)) == 200
    mail.outbox.clear()
    send_email_change_reversal(change_id=EmailChange.objects.get().pk)
    assert not mail.outbox


def test_a_late_email_to_a_verified_old_address_still_reverts(
    request_change, confirm, revert, owner, settings
):
    settings.EMAIL_VERIFICATION = "optional"
    request_change()
    assert confirm(token_sent_to(NEW_EMAIL)) == 200
    mail.outbox.clear()
    send_email_change_reversal(change_id=EmailChange.objects.get().pk)
    assert revert(token_sent_to(owner.email)) == 200
    assert email_of(owner) == owner.email


@pytest.mark.parametrize("thief_enables_it", [True, False])
def test_reverting_removes_a_second_factor_of_the_thief_and_keeps_that_of_the_user(
    enrol, request_change, revert, owner, anonymous, thief_enables_it
):
    if not thief_enables_it:
        enrol(owner)
        TotpDevice.objects.update(confirmed_at="2026-01-01T00:00:00Z")
    request_change()
    token = token_sent_to(owner.email)
    if thief_enables_it:
        enrol(owner)
    assert revert(token) == 200
    login = anonymous.post(f"{AUTH}/login/", {"email": owner.email, "password": NEW_PASSWORD})
    assert login.status_code == (200 if thief_enables_it else 202)


def test_reverting_ends_personal_access_tokens(request_change, revert, owner, status_of):
    caller = Caller(owner.pk, "", owner.password, (False, False), timezone.now())
    token = create_personal_token(caller=caller, name="thief", scopes=["read"])[1]
    request_change()
    assert status_of(token) == 200
    assert revert(token_sent_to(owner.email)) == 200
    assert status_of(token) == 401

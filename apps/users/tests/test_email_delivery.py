"""Emails that a request asked for are sent in the end, whatever the mail server does, and no request waits for it."""

import logging
import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from apps.core.jobs.execution import run_due_tasks
from apps.core.models import QueuedTask
from apps.users.models import EmailRequest
from apps.users.services import email_requests
from apps.users.tests.mail_servers import black_hole, mail_server
from conftest import PASSWORD

AUTH = "/api/v1/auth"
pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings):
    """Send emails by SMTP to this port of loopback."""

    def use(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1

    return use


def later(**units: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**units), tick=False)


@pytest.mark.parametrize("refusal", ["450 greylisted", "451 ada@example.com is busy", "550 no such user"])
def test_an_email_that_is_refused_at_first_is_sent_later_and_once(anonymous, owner, smtp, caplog, refusal):
    caplog.set_level(logging.DEBUG)
    with mail_server() as server:
        smtp(server.port)
        server.replies = [refusal, refusal]
        assert anonymous.post(f"{AUTH}/password/reset/", {"email": owner.email}).status_code == 202
        task = QueuedTask.objects.get()
        assert (task.state, task.last_error) == ("pending", "SMTPRecipientsRefused")
        for minutes in (1, 3, 60):
            with later(minutes=minutes):
                call_command("run_jobs")
        assert len(server.received) == 1
    assert QueuedTask.objects.get().state == "done"
    assert not EmailRequest.objects.exists()
    assert owner.email not in caplog.text
    assert refusal not in caplog.text


def test_the_link_is_made_by_the_worker_and_is_in_no_row(anonymous, owner, smtp, stored_rows):
    with mail_server() as server:
        smtp(server.port)
        server.replies = ["450 later"]
        anonymous.post(f"{AUTH}/password/reset/", {"email": owner.email})
        assert QueuedTask.objects.get().arguments == {"email_request_id": EmailRequest.objects.get().pk}
        before = list(stored_rows())
        with later(minutes=1):
            run_due_tasks()
    [message] = server.received
    [token] = re.findall(r"^token: (\S+)", message, flags=re.M)
    assert not any(token in row for row in [*before, *stored_rows()])
    body = {"token": token, "new_password": "another-horse-entirely"}
    [uid] = re.findall(r"^uid: (\S+)", message, flags=re.M)
    assert anonymous.post(f"{AUTH}/password/reset/confirm/", body | {"uid": uid}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_no_request_waits_for_a_mail_server_that_does_not_respond(
    anonymous, make_user, smtp, settings, task_threads
):
    settings.EMAIL_VERIFICATION = "optional"
    owner = make_user()
    with black_hole() as port:
        smtp(port)
        started = time.perf_counter()
        registration = {"email": "new@example.com", "password": PASSWORD}
        assert anonymous.post(f"{AUTH}/users/", registration).status_code == 201
        for path in ("password/reset", "email/resend"):
            assert anonymous.post(f"{AUTH}/{path}/", {"email": owner.email}).status_code == 202
        waited = time.perf_counter() - started
        wait_until(lambda: QueuedTask.objects.exclude(last_error="").count() == 3)
    assert waited < 1
    assert set(QueuedTask.objects.values_list("state", "last_error")) == {
        ("pending", "SMTPServerDisconnected")
    }
    with mail_server() as server, later(minutes=1):
        smtp(server.port)
        run_due_tasks()
    assert len(server.received) == 3


def wait_until(happened) -> None:
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_both_addresses_of_an_email_change_get_their_email_once(as_owner, owner, smtp):
    with mail_server() as server:
        smtp(server.port)
        server.replies = ["250 ok", "450 later"]
        change = {"email": "countess@example.com", "password": PASSWORD}
        assert as_owner.post(f"{AUTH}/email/change/", change).status_code == 202
        with later(minutes=1):
            run_due_tasks()
    recipients = [re.search(r"^To: (\S+)", message, flags=re.M)[1] for message in server.received]
    assert sorted(recipients) == sorted(["countess@example.com", owner.email])


def test_the_old_address_gets_its_email_though_the_change_was_confirmed_first(
    as_owner, owner, smtp, anonymous
):
    with mail_server() as server:
        smtp(server.port)
        server.replies = ["250 ok", "450 later"]
        as_owner.post(f"{AUTH}/email/change/", {"email": "countess@example.com", "password": PASSWORD})
        [token] = re.findall(r"^token: (\S+)", server.received[0], flags=re.M)
        assert anonymous.post(f"{AUTH}/email/change/confirm/", {"token": token}).status_code == 200
        with later(minutes=1):
            run_due_tasks()
    assert f"To: {owner.email}" in server.received[1]


def test_an_account_that_is_rolled_back_gets_no_email(anonymous, settings, monkeypatch, mailoutbox):
    settings.EMAIL_VERIFICATION = "optional"
    monkeypatch.setattr("apps.users.services.registration.open_session", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        anonymous.post(f"{AUTH}/users/", {"email": "new@example.com", "password": PASSWORD})
    assert not QueuedTask.objects.exists()
    assert not mailoutbox


def test_requests_that_cannot_be_sent_are_deleted_after_a_day(owner, monkeypatch):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    email_requests.request_email(EmailRequest.Kind.PASSWORD_RESET, email=owner.email)
    assert email_requests.delete_old_email_requests() == "Deleted 0 email requests"
    with later(days=1, hours=1):
        assert email_requests.delete_old_email_requests() == "Deleted 1 email requests"
        assert run_due_tasks() == {"success": 1}


def test_requests_are_exported_and_erased_with_the_account(as_owner, owner, stranger, monkeypatch):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    for user in (owner, stranger):
        email_requests.request_email(EmailRequest.Kind.PASSWORD_RESET, email=user.email.upper())
    [request] = as_owner.get(f"{AUTH}/users/me/export/").json()["email_requests"]
    assert (request["kind"], request["email"]) == ("password_reset", owner.email.upper())
    assert as_owner.delete(f"{AUTH}/users/me/", {"password": PASSWORD}).status_code == 204
    assert EmailRequest.objects.get().email == stranger.email.upper()


def test_idempotency_keys_are_exported(as_owner, owner):
    as_owner.post("/api/v1/favorites/playlists/", {"title": "Mine"}, headers={"Idempotency-Key": "k-1"})
    [key] = as_owner.get(f"{AUTH}/users/me/export/").json()["idempotency_keys"]
    assert (key["key"], key["status"]) == ("k-1", 201)


def test_every_kind_of_requested_email_has_a_sender():
    assert set(email_requests.SEND) == set(EmailRequest.Kind)

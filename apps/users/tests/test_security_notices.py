"""Emails that tell users what was done to their account."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from apps.users.models import User
from conftest import PASSWORD

AUTH = "/api/v1/auth"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"

pytestmark = pytest.mark.django_db


def log_in_from(user, address, user_agent):
    api = APIClient(REMOTE_ADDR=address, headers={"User-Agent": user_agent})
    return api.post(f"{AUTH}/login/", {"email": user.email, "password": PASSWORD})


@pytest.mark.parametrize(
    ("address", "user_agent", "sent"),
    [
        ("203.0.113.1", "curl/8.1", 0),
        ("203.0.113.1", FIREFOX, 0),
        ("198.51.100.1", "curl/8.1", 0),
        ("198.51.100.1", FIREFOX, 1),
    ],
)
def test_a_login_from_a_new_program_and_address_is_emailed(owner, mailoutbox, address, user_agent, sent):
    assert log_in_from(owner, "203.0.113.1", "curl/8.1").status_code == 200
    assert not mailoutbox, "a first login emails nobody"
    assert log_in_from(owner, address, user_agent).status_code == 200
    assert len(mailoutbox) == sent
    for message in mailoutbox:
        assert message.to == [owner.email]
        assert "Firefox on Linux" in message.body
        assert address not in message.body


def test_a_login_of_an_unknown_client_takes_as_many_statements_as_another(
    owner, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    log_in_from(owner, "203.0.113.1", "curl/8.1")
    with django_assert_num_queries(8):
        log_in_from(owner, "203.0.113.1", "curl/8.1")
    with django_assert_num_queries(9):  # the task of the email
        log_in_from(owner, "198.51.100.1", FIREFOX)


def test_changes_of_credentials_are_emailed(owner, enrol, log_in, bearer, mailoutbox):
    api = bearer(log_in(owner)["access"])
    api.post(f"{AUTH}/personal-tokens/", {"name": "x", "scopes": ["read"]})
    app = enrol(owner)
    api.post(f"{AUTH}/second-factor/recovery-codes/", {"code": app.code()})
    api.delete(f"{AUTH}/second-factor/", {"code": app.code(1)})
    api.post(f"{AUTH}/password/change/", {"old_password": PASSWORD, "new_password": "another-horse-entirely"})
    assert [message.subject for message in mailoutbox] == [
        "A personal access token was created",
        "A second factor was enabled",
        "New recovery codes were created",
        "The second factor was disabled",
        "The password was changed",
    ]
    assert all(message.to == [owner.email] for message in mailoutbox)


def test_a_second_factor_removed_by_staff_is_emailed(admin_client, owner, enrol, mailoutbox):
    enrol(owner)
    mailoutbox.clear()
    page = reverse("admin:users_totpdevice_delete", args=[owner.totp_device.pk])
    admin_client.post(page, {"post": "yes"})
    assert [message.subject for message in mailoutbox] == ["The second factor was disabled"]


@pytest.mark.parametrize(
    ("mode", "verified", "origin", "sent"),
    [
        ("none", False, "registered", 1),
        ("optional", False, "registered", 0),
        ("optional", True, "registered", 1),
        ("none", True, "demo", 0),
    ],
)
def test_only_addresses_of_users_get_notices(
    owner, log_in, bearer, mailoutbox, settings, mode, verified, origin, sent
):
    settings.EMAIL_VERIFICATION = mode
    verified_at = owner.date_joined if verified else None
    User.objects.filter(pk=owner.pk).update(email_verified_at=verified_at, origin=origin)
    bearer(log_in(owner)["access"]).post(f"{AUTH}/personal-tokens/", {"name": "x", "scopes": ["read"]})
    assert len(mailoutbox) == sent

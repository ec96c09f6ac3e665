"""EMAIL_VERIFICATION: none, optional, required."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from apps.users.cookies import COOKIE
from apps.users.models import User
from conftest import PASSWORD

AUTH = "/api/v1/auth"
ADA = {"email": "ada@example.com", "password": PASSWORD}

pytestmark = pytest.mark.django_db


def latest_link() -> dict[str, str]:
    """Return the values in the link of the latest email."""
    return dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))


@pytest.fixture
def register(anonymous):
    return lambda **changes: anonymous.post(f"{AUTH}/users/", ADA | changes)


@pytest.fixture
def verify(anonymous):
    return lambda link: anonymous.post(f"{AUTH}/email/verify/", link)


def test_none_sends_no_email(register):
    assert register().status_code == 201
    assert not mail.outbox


def test_optional_logs_in_and_shows_whether_the_address_is_verified(register, verify, bearer, settings):
    settings.EMAIL_VERIFICATION = "optional"
    api = bearer(register().json()["access"])
    assert api.get(f"{AUTH}/users/me/").json()["email_verified"] is False
    assert verify(latest_link()).status_code == 200
    assert api.get(f"{AUTH}/users/me/").json()["email_verified"] is True
    assert verify(latest_link()).status_code == 400


def registration_token() -> str:
    return re.search(r"^token: (\S+)$", mail.outbox[-1].body, flags=re.M)[1]


@pytest.fixture
def complete(anonymous):
    def post(token: str, password: str = PASSWORD, **headers: str) -> Any:
        body = {"token": token, "password": password}
        return anonymous.post(f"{AUTH}/users/confirm/", body, headers=headers)

    return post


@pytest.fixture
def required(settings):
    settings.EMAIL_VERIFICATION = "required"


def test_required_creates_no_account_before_the_link_is_followed(
    register, complete, anonymous, status_of, required
):
    response = register(first_name="Ada", username="lovelace")
    assert response.status_code == 202
    assert set(response.json()) == {"detail"}
    assert not User.objects.exists()
    assert anonymous.post(f"{AUTH}/login/", ADA).status_code == 401
    created = complete(registration_token())
    assert created.status_code == 201
    body = created.json()
    assert (body["first_name"], body["username"], body["email_verified"]) == ("Ada", "lovelace", True)
    assert status_of(body["access"]) == 200
    assert anonymous.post(f"{AUTH}/login/", ADA).status_code == 200


def test_the_account_has_the_password_of_whoever_followed_the_link(register, complete, log_in, required):
    """An attacker who registers the address first gains nothing, whichever of the two links the victim follows."""
    register(password="password-of-the-attacker")
    attackers = registration_token()
    register(password="password-of-the-victim")
    assert complete(attackers, "password-of-the-victim").status_code == 201
    user = User.objects.get(email=ADA["email"])
    assert "access" in log_in(user, "password-of-the-victim")
    assert "access" not in log_in(user, "password-of-the-attacker")
    assert complete(registration_token(), "password-of-the-attacker").status_code == 400


def test_a_mistyped_address_blocks_neither_the_address_nor_the_username(register, complete, required):
    register(email="adda@example.com", username="lovelace")
    assert register(username="lovelace").status_code == 202
    assert complete(registration_token()).json()["username"] == "lovelace"


def test_a_username_that_was_taken_meanwhile_is_replaced(register, complete, make_user, required):
    register(username="lovelace")
    make_user("Lovelace")
    assert complete(registration_token()).json()["username"] == "ada"


def test_registration_needs_no_password_where_the_link_brings_it(anonymous, required, settings):
    assert anonymous.post(f"{AUTH}/users/", {"email": ADA["email"]}).status_code == 202
    assert anonymous.post(f"{AUTH}/users/", ADA | {"password": "12345678"}).status_code == 400
    settings.EMAIL_VERIFICATION = "none"
    assert anonymous.post(f"{AUTH}/users/", {"email": ADA["email"]}).status_code == 400


def test_a_weak_password_is_400_and_leaves_the_registration_link_valid(register, complete, required):
    register(first_name="Wilhelmina")
    response = complete(registration_token(), "wilhelmina")
    assert (response.status_code, list(response.json())) == (400, ["password"])
    assert complete(registration_token()).status_code == 201


def test_a_registration_link_expires_and_works_once(register, complete, required):
    register()
    token = registration_token()
    with time_machine.travel(timedelta(hours=25)):
        assert complete(token).status_code == 400
    assert complete(token).status_code == 201
    assert complete(token).status_code == 400
    assert complete("garbage").status_code == 400


def test_the_password_is_stored_nowhere_before_the_link_is_followed(
    register, monkeypatch, required, stored_rows
):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    register(password="difference-engine-9")
    rows = list(stored_rows())
    assert any("ada@example.com" in row for row in rows if row.startswith("users_emailrequest"))
    assert not any("ada@example.com" in row for row in rows if not row.startswith("users_emailrequest"))
    assert not any("difference-engine-9" in row or "md5$" in row for row in rows)


def test_required_returns_the_same_for_a_known_address_and_informs_its_user(
    register, complete, owner, required
):
    first = register()
    complete(registration_token())
    again = register(email="ADA@example.com", password="quite-another-password")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert "already" in mail.outbox[-1].subject
    assert "token" not in mail.outbox[-1].body
    assert User.objects.get(email=ADA["email"]).check_password(PASSWORD)


def test_a_user_of_an_earlier_mode_logs_in_after_verifying(register, verify, anonymous, settings):
    settings.EMAIL_VERIFICATION = "optional"
    register()
    settings.EMAIL_VERIFICATION = "required"
    login = anonymous.post(f"{AUTH}/login/", ADA)
    assert (login.status_code, login.json()["code"]) == (403, "email_not_verified")
    assert anonymous.post(f"{AUTH}/login/", ADA | {"password": "wrong"}).status_code == 401
    anonymous.post(f"{AUTH}/email/resend/", {"email": ADA["email"]})
    assert verify(latest_link()).status_code == 200
    assert anonymous.post(f"{AUTH}/login/", ADA).status_code == 200


def test_another_verification_email_is_sent_to_unverified_accounts_only(
    anonymous, register, verify, settings
):
    settings.EMAIL_VERIFICATION = "optional"
    register()
    verify(latest_link())
    emails = len(mail.outbox)
    for email in (ADA["email"], "unknown@example.com"):
        assert anonymous.post(f"{AUTH}/email/resend/", {"email": email}).status_code == 202
    assert len(mail.outbox) == emails


@pytest.mark.parametrize("mode", ["none", "required"])
def test_cookie_mode_sets_the_refresh_token_as_a_cookie(anonymous, complete, settings, mode):
    settings.EMAIL_VERIFICATION = mode
    response = anonymous.post(f"{AUTH}/users/", ADA, headers={"X-Auth-Mode": "cookie"})
    if mode == "required":
        response = complete(registration_token(), **{"X-Auth-Mode": "cookie"})
    assert response.status_code == 201
    assert "refresh" not in response.json()
    assert response.json()["csrf_token"]
    assert response.cookies[COOKIE]["httponly"]


def test_an_email_change_invalidates_password_reset_links(anonymous, register, bearer):
    access = register().json()["access"]
    anonymous.post(f"{AUTH}/password/reset/", {"email": ADA["email"]})
    link = latest_link()
    change = {"email": "countess@example.com", "password": PASSWORD}
    bearer(access).post(f"{AUTH}/email/change/", change)
    [message] = [message for message in mail.outbox if message.to == ["countess@example.com"]]
    token = re.search(r"^token: (\S+)$", message.body, flags=re.M)[1]
    assert anonymous.post(f"{AUTH}/email/change/confirm/", {"token": token}).status_code == 200
    body = link | {"new_password": "another-horse-entirely"}
    assert anonymous.post(f"{AUTH}/password/reset/confirm/", body).status_code == 400


def test_a_superuser_created_by_command_is_verified(anonymous, settings):
    settings.EMAIL_VERIFICATION = "required"
    User.objects.create_superuser(email="root@example.com", password=PASSWORD)
    body = {"email": "root@example.com", "password": PASSWORD}
    assert anonymous.post(f"{AUTH}/login/", body).status_code == 200

import re

import pytest
from django.core import mail

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


def test_required_lets_nobody_in_before(register, verify, anonymous, settings):
    settings.EMAIL_VERIFICATION = "required"
    response = register()
    assert response.status_code == 202
    assert set(response.json()) == {"detail"}
    login = anonymous.post(f"{AUTH}/login/", ADA)
    assert (login.status_code, login.json()["code"]) == (403, "email_not_verified")
    assert anonymous.post(f"{AUTH}/login/", ADA | {"password": "wrong"}).status_code == 401
    assert verify(latest_link()).status_code == 200
    assert anonymous.post(f"{AUTH}/login/", ADA).status_code == 200


def test_required_answers_the_same_for_a_known_address_and_tells_its_owner(register, verify, owner, settings):
    settings.EMAIL_VERIFICATION = "required"
    first = register()
    verify(latest_link())
    again = register(email="ADA@example.com", password="quite-another-password")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert "already" in mail.outbox[-1].subject
    assert User.objects.get(email="ada@example.com").check_password(PASSWORD)


def test_who_registers_again_before_verifying_gets_the_letter_again(register, verify, settings):
    settings.EMAIL_VERIFICATION = "required"
    register()
    register(password="quite-another-password")
    assert verify(latest_link()).status_code == 200
    assert User.objects.get(email="ada@example.com").check_password(PASSWORD)


def test_another_letter_is_sent_only_to_whom_it_may_concern(anonymous, register, verify, settings):
    settings.EMAIL_VERIFICATION = "required"
    register()
    verify(latest_link())
    emails = len(mail.outbox)
    for email in ("ada@example.com", "unknown@example.com"):
        assert anonymous.post(f"{AUTH}/email/resend/", {"email": email}).status_code == 202
    assert len(mail.outbox) == emails


def test_a_new_address_counts_as_not_verified_and_the_old_one_is_told(
    register, verify, bearer, settings, anonymous
):
    settings.EMAIL_VERIFICATION = "optional"
    api = bearer(register().json()["access"])
    older = latest_link()
    changed = api.patch(f"{AUTH}/users/me/", {"email": "countess@example.com"})
    assert changed.json()["email_verified"] is False
    assert [message.to for message in mail.outbox[-2:]] == [["ada@example.com"], ["countess@example.com"]]
    assert verify(older).status_code == 400
    assert verify(latest_link()).status_code == 200


def test_an_email_change_invalidates_password_reset_links(anonymous, register, bearer):
    access = register().json()["access"]
    anonymous.post(f"{AUTH}/password/reset/", {"email": ADA["email"]})
    link = latest_link()
    bearer(access).patch(f"{AUTH}/users/me/", {"email": "countess@example.com"})
    body = link | {"new_password": "another-horse-entirely"}
    assert anonymous.post(f"{AUTH}/password/reset/confirm/", body).status_code == 400


def test_a_superuser_created_by_command_is_verified(anonymous, settings):
    settings.EMAIL_VERIFICATION = "required"
    User.objects.create_superuser(email="root@example.com", password=PASSWORD)
    body = {"email": "root@example.com", "password": PASSWORD}
    assert anonymous.post(f"{AUTH}/login/", body).status_code == 200

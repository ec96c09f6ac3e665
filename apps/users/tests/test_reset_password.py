import re
import time

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from apps.core.jobs import background
from conftest import PASSWORD

AUTH = "/api/v1/auth"
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


class SlowBackend(BaseEmailBackend):
    """A mail server that takes its time, then fails."""

    def send_messages(self, messages: list) -> int:
        time.sleep(0.5)
        raise OSError(f"{messages[0].to} is not taken")


@pytest.fixture
def ask(anonymous):
    return lambda email: anonymous.post(f"{AUTH}/password/reset/", {"email": email})


@pytest.fixture
def link(ask, owner):
    """What the letter to the owner carries."""
    ask(owner.email)
    return dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))


@pytest.fixture
def confirm(anonymous):
    def post(link, **changes):
        body = link | {"new_password": NEW_PASSWORD} | changes
        return anonymous.post(f"{AUTH}/password/reset/confirm/", body)

    return post


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(ask, owner, make_user):
    gone = make_user("gone", is_active=False)
    answers = [ask(email) for email in (owner.email, owner.email.upper(), gone.email, "nobody@example.com")]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert [letter.to for letter in mail.outbox] == [[owner.email]] * 2


@pytest.mark.parametrize("known", [True, False])
def test_the_answer_reads_nothing_about_the_address_and_waits_for_no_mail_server(
    ask, owner, settings, monkeypatch, django_assert_num_queries, known
):
    settings.TASKS_IN_THREADS = True
    started = []
    monkeypatch.setattr(background.threads, "submit", lambda *args: started.append(args))
    with django_assert_num_queries(0):
        assert ask(owner.email if known else "nobody@example.com").status_code == 202
    assert len(started) == 1


def test_a_mail_server_that_fails_fails_no_answer_and_no_address_gets_into_the_log(
    ask, owner, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    assert ask(owner.email).status_code == 202
    assert "OSError" in caplog.text
    assert owner.email not in caplog.text


def test_a_login_after_the_letter_makes_it_worthless(owner, link, confirm, log_in):
    log_in(owner)
    assert confirm(link).status_code == 400


def test_every_login_ends_with_a_reset(owner, ask, confirm, log_in, refresh, status_of):
    pair = log_in(owner)
    ask(owner.email)
    link = dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))
    assert confirm(link).status_code == 200
    assert status_of(pair["access"]) == 401
    assert refresh(pair["refresh"]).status_code == 401
    assert "access" in log_in(owner, NEW_PASSWORD)
    assert "access" not in log_in(owner, PASSWORD)
    owner.refresh_from_db()
    assert owner.email_verified_at is not None


def test_a_letter_works_once(link, confirm):
    assert confirm(link).status_code == 200
    assert confirm(link).status_code == 400


def test_a_letter_is_worthless_after_a_day(link, confirm):
    with time_machine.travel(time.time() + 24 * 3600 + 60):
        assert confirm(link).status_code == 400


def test_a_weak_password_is_refused_and_the_letter_still_works(link, confirm):
    response = confirm(link, new_password="12345678")
    assert response.status_code == 400
    assert set(response.json()) == {"new_password"}
    assert confirm(link).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"uid": "MTIzNDU2"},
        {"uid": "////"},
        {"uid": "w6k"},
        {"uid": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
        {"uid": "x" * 10_000},
        {"uid": {"a": 1}},
        {"token": "x-y"},
        {"token": ""},
        {"token": None},
    ],
)
def test_what_no_letter_carried_is_a_400(link, confirm, change):
    assert confirm(link, **change).status_code == 400


def test_the_letter_of_a_person_who_was_deactivated_since_is_worthless(owner, link, confirm):
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert confirm(link).status_code == 400


def test_the_letter_links_to_the_frontend_where_there_is_one(ask, owner, settings):
    settings.FRONTEND_URL = "https://films.example/"
    ask(owner.email)
    assert "https://films.example/reset-password?uid=" in mail.outbox[-1].body


@pytest.mark.parametrize("body", [{}, {"email": "no address"}, {"email": ["a@b.c"]}, []])
def test_bad_input_is_a_400(anonymous, body):
    assert anonymous.post(f"{AUTH}/password/reset/", body).status_code == 400

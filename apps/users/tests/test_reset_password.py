import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from conftest import PASSWORD

AUTH = "/api/v1/auth"
NEW_PASSWORD = "another-horse-entirely"

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_reset(anonymous):
    return lambda email: anonymous.post(f"{AUTH}/password/reset/", {"email": email})


@pytest.fixture
def link(request_reset, owner):
    """The values in the link of the email to the owner."""
    request_reset(owner.email)
    return dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))


@pytest.fixture
def confirm(anonymous):
    def post(link, **changes):
        body = link | {"new_password": NEW_PASSWORD} | changes
        return anonymous.post(f"{AUTH}/password/reset/confirm/", body)

    return post


def test_the_response_is_the_same_for_known_and_unknown_addresses(request_reset, owner, make_user):
    gone = make_user("gone", is_active=False)
    responses = [
        request_reset(email)
        for email in (owner.email, owner.email.upper(), gone.email, "unknown@example.com")
    ]
    assert {response.status_code for response in responses} == {202}
    assert len({response.content for response in responses}) == 1
    assert [message.to for message in mail.outbox] == [[owner.email]] * 2


@pytest.mark.parametrize("known", [True, False])
def test_the_request_stores_two_rows_and_reads_nothing(
    request_reset, owner, monkeypatch, django_assert_num_queries, known
):
    monkeypatch.setattr("apps.core.jobs.queue.start_queued_task", lambda task_id: None)
    with django_assert_num_queries(4) as queries:  # a savepoint, two INSERTs, its release
        assert request_reset(owner.email if known else "unknown@example.com").status_code == 202
    assert not [query for query in queries if query["sql"].startswith("SELECT")]
    assert not mail.outbox


def test_a_login_after_the_email_invalidates_its_link(owner, link, confirm, log_in):
    log_in(owner)
    assert confirm(link).status_code == 400


def test_a_reset_ends_every_login(owner, request_reset, confirm, log_in, refresh, status_of):
    pair = log_in(owner)
    request_reset(owner.email)
    link = dict(re.findall(r"^(uid|token): (\S+)$", mail.outbox[-1].body, flags=re.M))
    assert confirm(link).status_code == 200
    assert status_of(pair["access"]) == 401
    assert refresh(pair["refresh"]).status_code == 401
    assert "access" in log_in(owner, NEW_PASSWORD)
    assert "access" not in log_in(owner, PASSWORD)
    owner.refresh_from_db()
    assert owner.email_verified_at is not None


def test_a_link_works_once(link, confirm):
    assert confirm(link).status_code == 200
    assert confirm(link).status_code == 400


def test_a_link_expires_after_a_day(link, confirm):
    with time_machine.travel(timedelta(hours=24, minutes=1)):
        assert confirm(link).status_code == 400


def test_a_weak_password_is_400_and_leaves_the_link_valid(link, confirm):
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
def test_a_wrong_link_is_400(link, confirm, change):
    assert confirm(link, **change).status_code == 400


def test_the_link_of_a_deactivated_user_is_invalid(owner, link, confirm):
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert confirm(link).status_code == 400


def test_the_email_links_to_the_frontend_if_one_is_set(request_reset, owner, settings):
    settings.FRONTEND_URL = "https://films.example/"
    request_reset(owner.email)
    assert "https://films.example/reset-password?uid=" in mail.outbox[-1].body


@pytest.mark.parametrize("body", [{}, {"email": "no address"}, {"email": ["a@b.c"]}, []])
def test_bad_input_is_400(anonymous, body):
    assert anonymous.post(f"{AUTH}/password/reset/", body).status_code == 400

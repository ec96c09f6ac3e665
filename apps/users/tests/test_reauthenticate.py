"""Sensitive actions ask for a proof of who the user is that is at most ten minutes old."""

from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.users.models import LoginSession
from apps.users.tests.sensitive import SENSITIVE
from conftest import PASSWORD

AUTH = "/api/v1/auth"
URL = f"{AUTH}/reauthenticate/"
LATER = timedelta(minutes=10, seconds=1)

pytestmark = pytest.mark.django_db


def requests(owner, log_in):
    """Each sensitive request, as (method, path, body); `other login` is another login of the owner."""
    log_in(owner)
    other = LoginSession.objects.filter(user=owner).order_by("created_at").last()
    return {
        name: (method, path.format(other=other.pk), body) for name, (method, path, body) in SENSITIVE.items()
    }


@pytest.mark.parametrize("name", SENSITIVE)
def test_a_sensitive_action_needs_a_recent_proof(owner, log_in, bearer, name):
    access = log_in(owner)["access"]
    method, path, body = requests(owner, log_in)[name]
    api = bearer(access)
    with time_machine.travel(LATER, tick=False):
        refused = getattr(api, method)(path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
        assert api.post(URL, {"password": PASSWORD}).status_code == 200
        assert getattr(api, method)(path, body).status_code < 300


@pytest.mark.parametrize("name", SENSITIVE)
def test_a_login_is_a_proof(owner, log_in, bearer, name):
    access = log_in(owner)["access"]
    method, path, body = requests(owner, log_in)[name]
    assert getattr(bearer(access), method)(path, body).status_code < 300


def test_a_proof_says_how_long_it_counts_and_refreshing_does_not_prolong_it(owner, log_in, bearer, refresh):
    pair = log_in(owner)
    with time_machine.travel(LATER, tick=False):
        access = refresh(pair["refresh"]).json()["access"]
        assert bearer(access).get(f"{AUTH}/users/me/export/").status_code == 403
        assert "valid_until" in bearer(access).post(URL, {"password": PASSWORD}).json()


def test_a_wrong_password_is_no_proof(owner, log_in, bearer):
    access = log_in(owner)["access"]
    with time_machine.travel(LATER, tick=False):
        response = bearer(access).post(URL, {"password": "wrong"})
        assert (response.status_code, list(response.json())) == (400, ["password"])
        assert bearer(access).get(f"{AUTH}/users/me/export/").status_code == 403


def test_the_own_login_ends_without_a_proof(owner, log_in, bearer, status_of):
    access = log_in(owner)["access"]
    session = LoginSession.objects.get(user=owner)
    with time_machine.travel(LATER, tick=False):
        assert bearer(access).delete(f"{AUTH}/sessions/{session.pk}/").status_code == 204


def test_a_token_without_a_login_cannot_store_a_proof(owner, bearer):
    access = str(AccessToken.for_user(owner))
    assert bearer(access).post(URL, {"password": PASSWORD}).status_code == 400
    with time_machine.travel(LATER, tick=False):
        assert bearer(access).get(f"{AUTH}/users/me/export/").status_code == 403


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_guesses_are_limited(owner, log_in, bearer, settings):
    settings.THROTTLES = True
    api = bearer(log_in(owner)["access"])
    statuses = [api.post(URL, {"password": "wrong"}).status_code for _ in range(11)]
    assert statuses == [400] * 10 + [429]


def test_the_response_to_anonymous_is_401():
    assert APIClient().post(URL, {"password": PASSWORD}).status_code == 401

"""A request whose account changes between its authentication and its write does nothing and gets 401."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from apps.users.models import User
from apps.users.services import sessions
from conftest import PASSWORD

ACCOUNT = "/api/v1/auth/users/me/"
pytestmark = pytest.mark.django_db

REQUESTS = [
    ("post", "/api/v1/auth/password/change/", {"old_password": PASSWORD, "new_password": "taken-over-42"}),
    ("patch", ACCOUNT, {"first_name": "Eve", "profile": {"bio": "mine"}}),
    ("delete", ACCOUNT, {"password": PASSWORD}),
    ("patch", "/api/v1/auth/profiles/me/", {"bio": "mine"}),
    ("post", "/api/v1/auth/email/change/", {"email": "eve@example.com", "password": PASSWORD}),
    ("post", "/api/v1/auth/reauthenticate/", {"password": PASSWORD}),
    ("post", "/api/v1/auth/second-factor/", {}),
    ("post", "/api/v1/auth/personal-tokens/", {"name": "eve", "scopes": ["read"]}),
    ("post", "/api/v1/auth/logout/others/", {}),
]
CHANGES = {
    "password": lambda user: (user.set_password("victim-s-own-99"), user.save(update_fields=["password"])),
    "deactivated": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    "demoted": lambda user: User.objects.filter(pk=user.pk).update(is_staff=not user.is_staff),
    "login ended": sessions.end_sessions_of,
}


@pytest.mark.parametrize(("method", "url", "body"), REQUESTS, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("change", CHANGES)
def test_a_delayed_request_changes_nothing(bearer, log_in, owner, monkeypatch, method, url, body, change):
    client = bearer(log_in(owner)["access"])
    caller_of = sessions.Caller.of

    def change_after_authentication(request):
        caller = caller_of(request)
        CHANGES[change](User.objects.get(pk=owner.pk))
        return caller

    monkeypatch.setattr(sessions.Caller, "of", change_after_authentication)
    assert getattr(client, method)(url, body).status_code == 401
    user = User.objects.get(pk=owner.pk)
    assert (user.first_name, user.profile.bio) == (owner.first_name, "")
    assert not user.check_password("taken-over-42")
    assert not user.email_changes.exists()
    assert not user.personal_tokens.exists()
    assert not hasattr(user, "totp_device")
    assert not user.audit_events.exclude(kind="login").exists()


@pytest.mark.django_db(transaction=True)
def test_of_password_changes_at_once_one_succeeds(bearer, log_in, owner):
    tokens = [log_in(owner)["access"] for _ in range(6)]
    barrier = Barrier(len(tokens))

    def change(number: int) -> int:
        body = {"old_password": PASSWORD, "new_password": f"another-horse-{number}"}
        barrier.wait()
        try:
            return bearer(tokens[number]).post("/api/v1/auth/password/change/", body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tokens)) as pool:
        statuses = list(pool.map(change, range(len(tokens))))
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 400, 401}
    owner.refresh_from_db()
    assert owner.check_password(f"another-horse-{statuses.index(200)}")

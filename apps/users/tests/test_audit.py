"""Audit events: a row and a log line for what matters for the security of an account."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.urls import reverse
from rest_framework.test import APIClient

from apps.users.models import AuditEvent, User
from apps.users.services.audit import delete_old_events
from conftest import PASSWORD

AUTH = "/api/v1/auth"
NEW_PASSWORD = "another-horse-entirely"
ADDRESS = "203.0.113.77"

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient(REMOTE_ADDR=ADDRESS, headers={"X-Request-ID": "request-1"})


def events():
    return list(AuditEvent.objects.order_by("id").values_list("kind", "user_id", "actor_id"))


def test_a_login_is_recorded_with_a_keyed_hash_of_the_address(api, owner, caplog):
    caplog.set_level(logging.INFO, logger="movies.audit")
    api.post(f"{AUTH}/login/", {"email": owner.email, "password": PASSWORD})
    event = AuditEvent.objects.get()
    assert (event.kind, event.user_id, event.actor_id) == ("login", owner.pk, owner.pk)
    assert event.request_id == "request-1"
    assert len(event.address_hash) == 64
    assert ADDRESS not in str(vars(event))
    (line,) = [record for record in caplog.records if record.name == "movies.audit"]
    assert (line.event, line.user_id, line.address_hash) == ("login", owner.pk, event.address_hash)


def test_the_hash_is_the_same_for_one_address_and_another_with_another_key(api, owner, settings):
    body = {"email": owner.email, "password": PASSWORD}
    api.post(f"{AUTH}/login/", body)
    api.post(f"{AUTH}/login/", body)
    settings.SECRET_KEY = "another" * 10
    api.post(f"{AUTH}/login/", body)
    first, second, third = AuditEvent.objects.order_by("id").values_list("address_hash", flat=True)
    assert first == second != third


@pytest.mark.parametrize("known", [True, False])
def test_a_failed_login_is_recorded_with_the_same_number_of_queries(
    api, owner, known, django_assert_num_queries
):
    email = owner.email if known else "unknown@example.com"
    with django_assert_num_queries(3):
        api.post(f"{AUTH}/login/", {"email": email, "password": "wrong"})
    assert events() == [("login_failed", owner.pk if known else None, None)]
    assert "unknown@example.com" not in str(list(AuditEvent.objects.values_list()))


def test_what_users_do_to_their_accounts_is_recorded(anonymous, bearer, refresh, mailoutbox):
    registered = anonymous.post(f"{AUTH}/users/", {"email": "ada@example.com", "password": PASSWORD}).json()
    user = User.objects.get(email="ada@example.com")
    pair = {"access": registered["access"], "refresh": registered["refresh"]}
    me = bearer(pair["access"])
    me.post(f"{AUTH}/reauthenticate/", {"password": PASSWORD})
    me.get(f"{AUTH}/users/me/export/")
    me.post(f"{AUTH}/email/change/", {"email": "new@example.com", "password": PASSWORD})
    me.post(f"{AUTH}/password/change/", {"old_password": PASSWORD, "new_password": NEW_PASSWORD})
    body = {"email": "ada@example.com", "password": NEW_PASSWORD}
    pair = anonymous.post(f"{AUTH}/login/", body).json()
    refresh(pair["refresh"])
    with time_machine.travel(timedelta(minutes=1), tick=False):
        refresh(pair["refresh"])
    kinds = [kind for kind, user_id, _ in events() if user_id == user.pk]
    assert kinds == [
        "registered",
        "reauthenticated",
        "exported",
        "email_change_requested",
        "password_changed",
        "login",
        "refresh_replayed",
    ]


def test_the_export_contains_the_events_of_the_user_only(bearer, owner, stranger, log_in):
    log_in(stranger)
    body = bearer(log_in(owner)["access"]).get(f"{AUTH}/users/me/export/").json()
    assert [event["kind"] for event in body["security_events"]] == ["login", "exported"]
    assert all(event["by_you"] for event in body["security_events"])


def test_events_survive_erasure_without_anything_that_identifies_the_user(bearer, owner, log_in):
    access = log_in(owner)["access"]
    AuditEvent.objects.create(
        kind="edited_by_staff", user=owner, details={"fields": ["email"]}, request_id="r"
    )
    assert bearer(access).delete(f"{AUTH}/users/me/", {"password": PASSWORD}).status_code == 204
    rows = AuditEvent.objects.order_by("id").values(
        "kind", "user", "actor", "address_hash", "request_id", "details"
    )
    nothing = {"user": None, "actor": None, "address_hash": "", "request_id": "", "details": {}}
    login, edit, erasure = rows
    assert login == {"kind": "login"} | nothing
    assert edit == {"kind": "edited_by_staff"} | nothing
    assert erasure == {"kind": "erased"} | nothing


def test_edits_by_staff_are_recorded_with_the_names_of_the_fields(admin_client, admin_user, owner):
    page = reverse("admin:users_user_change", args=[owner.pk])
    inline = {"profile-TOTAL_FORMS": 1, "profile-INITIAL_FORMS": 1, "profile-0-user": owner.pk}
    fields = {"email": owner.email, "username": "owner", "is_active": "on", "is_staff": "on"}
    shown = {f"initial-{name}": value for name, value in fields.items() if name != "is_staff"}
    profile = {"profile-0-is_public": "on", "profile-0-favorite_genres": "[]"}
    body = fields | shown | inline | profile | {"initial-profile-0-favorite_genres": "[]"}
    assert admin_client.post(page, body).status_code == 302
    passwords = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    admin_client.post(reverse("admin:auth_user_password_change", args=[owner.pk]), passwords)
    admin_client.post(reverse("admin:users_user_delete", args=[owner.pk]), {"post": "yes"})
    recorded = AuditEvent.objects.filter(actor=admin_user).order_by("id").values_list("kind", "details")
    assert list(recorded) == [
        ("edited_by_staff", {}),
        ("rights_changed", {}),
        ("edited_by_staff", {}),
        ("erased", {}),
    ]


def test_the_details_of_an_edit_are_the_changed_fields(admin_client, owner):
    passwords = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    admin_client.post(reverse("admin:auth_user_password_change", args=[owner.pk]), passwords)
    assert AuditEvent.objects.get(kind="edited_by_staff").details == {"fields": ["password"]}


def test_edits_of_groups_and_profiles_are_recorded(admin_client, owner):
    group = Group.objects.create(name="Helpers")
    admin_client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Helpers 2"})
    admin_client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})
    profile = {"bio": "Edited.", "is_public": "on", "favorite_genres": "[]", "time_zone": "UTC"}
    admin_client.post(reverse("admin:users_userprofile_change", args=[owner.pk]), profile)
    recorded = AuditEvent.objects.order_by("id").values_list("kind", "user_id", "details")
    assert list(recorded) == [
        ("rights_changed", None, {"group": group.pk}),
        ("rights_changed", None, {"group": group.pk}),
        ("edited_by_staff", owner.pk, {"fields": ["profile"]}),
    ]


def test_nobody_edits_or_deletes_events_in_the_admin(admin_client, owner):
    event = AuditEvent.objects.create(kind="login", user=owner)
    assert admin_client.get(reverse("admin:users_auditevent_changelist")).status_code == 200
    page = reverse("admin:users_auditevent_change", args=[event.pk])
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"kind": "erased"}).status_code == 403
    assert admin_client.post(reverse("admin:users_auditevent_delete", args=[event.pk])).status_code == 403
    assert admin_client.get(reverse("admin:users_auditevent_add")).status_code == 403


def test_old_events_are_deleted(owner):
    AuditEvent.objects.create(kind="login", user=owner)
    with time_machine.travel(timedelta(days=django_settings.AUDIT_DAYS - 1), tick=False):
        assert delete_old_events() == "Deleted 0 audit events"
    with time_machine.travel(timedelta(days=django_settings.AUDIT_DAYS + 1), tick=False):
        assert delete_old_events() == "Deleted 1 audit events"

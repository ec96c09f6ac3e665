"""The admin's login: limited with the API's, recorded, and with a second factor."""

import base64
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from rest_framework.test import APIClient

from apps.users import admin_site
from apps.users.models import AuditEvent, TotpDevice
from conftest import PASSWORD

LOGIN = "/admin/login/"
PAGE = "/admin/second-factor/"

pytestmark = pytest.mark.django_db


def log_in(client, user, password=PASSWORD, code="", **extra):
    return client.post(LOGIN, {"username": user.email, "password": password, "code": code}, **extra)


def is_inside(client):
    return client.get(reverse("admin:index")).status_code == 200


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_the_right_password_after_many_wrong_ones_is_refused(client, staff, settings):
    settings.THROTTLES = True
    for _ in range(10):
        assert log_in(client, staff, "wrong").status_code == 200
    refused = log_in(client, staff)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 1
    assert not is_inside(client)


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_guesses_in_the_admin_and_the_api_share_one_limit(staff, settings):
    settings.THROTTLES = True
    body = {"email": staff.email, "password": "wrong"}
    for number in range(5):
        APIClient(REMOTE_ADDR=f"198.51.100.{number}").post("/api/v1/auth/login/", body)
        log_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), staff, "wrong")
    assert log_in(Client(REMOTE_ADDR="192.0.2.1"), staff).status_code == 429
    assert APIClient(REMOTE_ADDR="192.0.2.2").post("/api/v1/auth/login/", body).status_code == 429


def test_logins_are_recorded(client, staff, owner):
    log_in(client, staff, "wrong")
    log_in(client, owner)
    log_in(client, staff)
    rows = AuditEvent.objects.order_by("id").values_list("kind", "user_id", "details")
    assert list(rows) == [
        ("login_failed", staff.pk, {"admin": True}),
        ("login_failed", owner.pk, {"admin": True}),
        ("login", staff.pk, {"admin": True}),
    ]


def test_staff_with_a_second_factor_need_a_code(client, staff, enrol):
    app = enrol(staff)
    assert log_in(client, staff).status_code == 200
    assert not is_inside(client)
    assert log_in(client, staff, code=app.code()).status_code == 302
    assert is_inside(client)
    assert log_in(Client(), staff, code=app.code()).status_code == 200, "each code works once"


def test_wrong_codes_are_limited_as_in_the_api(client, staff, enrol):
    app = enrol(staff)
    log_in(client, staff, code="000000")
    assert "throttled" in log_in(client, staff, code=app.code()).content.decode()
    assert not is_inside(client)


def test_a_recovery_code_works_in_the_admin(client, staff, enrol):
    assert log_in(client, staff, code=enrol(staff).recovery_codes[0]).status_code == 302
    assert is_inside(client)


def test_staff_without_a_required_second_factor_enrol_before_anything_else(client, staff, settings):
    settings.STAFF_SECOND_FACTOR = "required"
    assert log_in(client, staff).status_code == 302
    for url in ("/admin/", "/admin/users/user/"):
        response = client.get(url, follow=True)
        assert response.redirect_chain[-1][0] == PAGE
    assert "secret" not in client.post(PAGE, {"password": "wrong"}).context
    page = client.post(PAGE, {"password": PASSWORD}).content.decode()
    secret = base64.b32decode(re.search(r"<code>([A-Z2-7]{32})</code>", page)[1])
    assert not is_inside(client)
    done = client.post(PAGE, {"code": f"{totp(secret):06}"})
    assert len(done.context["recovery_codes"]) == 10
    assert is_inside(client)
    assert TotpDevice.objects.get(user=staff).confirmed


def test_a_session_without_a_code_is_asked_for_one_when_it_becomes_required(client, staff, settings, enrol):
    assert log_in(client, staff).status_code == 302
    enrol(staff)
    settings.STAFF_SECOND_FACTOR = "required"
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == PAGE
    assert client.post(PAGE, {"password": PASSWORD}).context["form"].errors
    assert not is_inside(client)


def test_the_page_accepts_a_code(client, staff, settings, enrol):
    log_in(client, staff)
    app = enrol(staff)
    settings.STAFF_SECOND_FACTOR = "required"
    client.post(PAGE, {"code": app.code()})
    assert is_inside(client)


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_guesses_on_the_page_are_limited(client, staff, settings):
    client.force_login(staff)
    settings.THROTTLES = True
    for _ in range(10):
        client.post(PAGE, {"password": "wrong"})
    assert "Too many attempts" in str(client.post(PAGE, {"password": PASSWORD}).context["form"].errors)


def test_the_page_is_for_staff(client, owner):
    assert client.get(PAGE).status_code == 302
    client.force_login(owner)
    assert client.get(PAGE).status_code == 302


def test_staff_remove_the_second_factor_of_a_user_who_lost_it_but_not_of_superiors(
    client, make_user, owner, superuser, enrol
):
    enrol(owner)
    enrol(superuser)
    helper = make_user("helper", is_staff=True)
    permissions = ("view_totpdevice", "delete_totpdevice")
    helper.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(get_user_model().objects.get(pk=helper.pk))
    for user, status, left in ((superuser, 403, 1), (owner, 302, 0)):
        device = TotpDevice.objects.get(user=user)
        page = reverse("admin:users_totpdevice_delete", args=[device.pk])
        assert client.post(page, {"post": "yes"}).status_code == status
        assert TotpDevice.objects.filter(user=user).count() == left
    event = AuditEvent.objects.get(kind="second_factor_disabled")
    assert (event.user_id, event.actor_id) == (owner.pk, helper.pk)


def test_a_session_loses_its_rights_when_the_second_factor_is_disabled(client, staff, settings, enrol):
    app = enrol(staff)
    settings.STAFF_SECOND_FACTOR = "required"
    log_in(client, staff, code=app.code())
    assert is_inside(client)
    TotpDevice.objects.all().delete()
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == PAGE


PASSWORDS = {"old_password": PASSWORD, "new_password1": "another-horse-7", "new_password2": "another-horse-7"}


def test_staff_change_their_own_password_as_in_the_api(client, staff, bearer, mailoutbox):
    access = (
        APIClient().post("/api/v1/auth/login/", {"email": staff.email, "password": PASSWORD}).json()["access"]
    )
    token = (
        bearer(access)
        .post("/api/v1/auth/personal-tokens/", {"name": "x", "scopes": ["read"]})
        .json()["token"]
    )
    log_in(client, staff)
    get_user_model().objects.filter(pk=staff.pk).update(first_name="Changed meanwhile")
    assert client.post("/admin/password_change/", PASSWORDS).status_code == 302
    assert is_inside(client), "the session goes on"
    for credential in (access, token):
        assert bearer(credential).get("/api/v1/auth/users/me/").status_code == 401
    staff.refresh_from_db()
    assert staff.check_password("another-horse-7")
    assert staff.first_name == "Changed meanwhile"
    assert mailoutbox[-1].subject == "The password was changed"


@pytest.mark.usefixtures("early_in_a_time_step")  # the limits count by the minute
def test_guesses_of_the_old_password_are_limited(client, staff, settings):
    client.force_login(staff)
    settings.THROTTLES = True
    for _ in range(10):
        client.post("/admin/password_change/", PASSWORDS | {"old_password": "wrong"})
    response = client.post("/admin/password_change/", PASSWORDS)
    assert "Too many attempts" in str(response.context["form"].errors)
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)


def test_a_password_change_of_a_user_who_was_demoted_meanwhile_is_refused(client, staff, monkeypatch):
    client.force_login(staff)
    clean = admin_site.OwnPasswordForm.clean_old_password

    def demote(form):
        old_password = clean(form)
        get_user_model().objects.filter(pk=staff.pk).update(is_staff=False)
        return old_password

    monkeypatch.setattr(admin_site.OwnPasswordForm, "clean_old_password", demote)
    assert client.post("/admin/password_change/", PASSWORDS).status_code == 403
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)

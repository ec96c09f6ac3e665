"""Cookie mode: the refresh token is in a cookie that no script reads and no other site can use."""

import pytest
from rest_framework.test import APIClient

from apps.users.cookies import COOKIE
from conftest import PASSWORD

AUTH = "/api/v1/auth"
COOKIE_MODE = {"X-Auth-Mode": "cookie"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return APIClient(enforce_csrf_checks=True)


@pytest.fixture
def login(browser, owner):
    body = {"email": owner.email, "password": PASSWORD}
    return browser.post(f"{AUTH}/login/", body, headers=COOKIE_MODE)


def test_login_sets_the_refresh_token_as_an_httponly_cookie(login):
    assert "refresh" not in login.json()
    cookie = login.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/api/v1/auth/")


def test_refresh_from_the_cookie_needs_the_csrf_token(browser, login, status_of):
    used = browser.cookies[COOKIE].value
    response = browser.post(f"{AUTH}/token/refresh/", headers={"X-CSRFToken": login.json()["csrf_token"]})
    assert response.status_code == 200
    assert "refresh" not in response.json()
    assert status_of(response.json()["access"]) == 200
    assert browser.cookies[COOKIE].value != used


@pytest.mark.parametrize("token", ["", "x" * 32])
def test_refresh_without_the_csrf_token_is_403_and_leaves_the_token_valid(browser, login, refresh, token):
    used = browser.cookies[COOKIE].value
    headers = {"X-CSRFToken": token} if token else {}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"
    assert refresh(used).status_code == 200


def test_logout_ends_the_login_of_the_cookie_and_deletes_it(browser, login, refresh):
    used = browser.cookies[COOKIE].value
    bearer = {"Authorization": f"Bearer {login.json()['access']}"}
    assert browser.post(f"{AUTH}/logout/", headers=bearer).status_code == 403
    response = browser.post(f"{AUTH}/logout/", headers=bearer | {"X-CSRFToken": login.json()["csrf_token"]})
    assert response.status_code == 204
    assert response.cookies[COOKIE].value == ""
    assert refresh(used).status_code == 401


def test_a_used_cookie_is_401_and_a_refresh_by_body_needs_no_csrf_token(browser, login, refresh):
    used = browser.cookies[COOKIE].value
    assert refresh(used).status_code == 200
    headers = {"X-CSRFToken": login.json()["csrf_token"]}
    assert browser.post(f"{AUTH}/token/refresh/", headers=headers).status_code == 401


def test_an_allowed_origin_may_send_the_cookie(browser, login):
    headers = {"X-CSRFToken": login.json()["csrf_token"], "Origin": "http://localhost:3000"}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Credentials"] == "true"
    assert response["Access-Control-Allow-Origin"] == "http://localhost:3000"


def test_another_origin_may_not_send_the_cookie(browser, login):
    headers = {"X-CSRFToken": login.json()["csrf_token"], "Origin": "https://evil.example"}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 403
    assert "Access-Control-Allow-Origin" not in response


def test_preflight_allows_our_request_headers(browser):
    asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    wanted = (
        "authorization, content-type, x-auth-mode, x-csrftoken, x-request-id, if-none-match, idempotency-key"
    )
    response = browser.options(f"{AUTH}/login/", headers=asked | {"Access-Control-Request-Headers": wanted})
    assert set(wanted.split(", ")) <= set(response["Access-Control-Allow-Headers"].split(", "))

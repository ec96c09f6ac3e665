"""The browser keeps the refresh token in a cookie; forms of other sites cannot use it."""

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
def answer(browser, owner):
    body = {"email": owner.email, "password": PASSWORD}
    return browser.post(f"{AUTH}/login/", body, headers=COOKIE_MODE)


def test_the_login_puts_the_refresh_token_where_no_script_reads_it(answer):
    assert "refresh" not in answer.json()
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/api/v1/auth/")


def test_it_refreshes_from_the_cookie_with_the_csrf_token(browser, answer, status_of):
    used = browser.cookies[COOKIE].value
    response = browser.post(f"{AUTH}/token/refresh/", headers={"X-CSRFToken": answer.json()["csrf_token"]})
    assert response.status_code == 200
    assert "refresh" not in response.json()
    assert status_of(response.json()["access"]) == 200
    assert browser.cookies[COOKIE].value != used


@pytest.mark.parametrize("token", ["", "x" * 32])
def test_without_the_csrf_token_it_is_a_403_and_nothing_happens(browser, answer, refresh, token):
    used = browser.cookies[COOKIE].value
    headers = {"X-CSRFToken": token} if token else {}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"
    assert refresh(used).status_code == 200


def test_logging_out_takes_the_cookie_and_forgets_it(browser, answer, refresh):
    used = browser.cookies[COOKIE].value
    bearer = {"Authorization": f"Bearer {answer.json()['access']}"}
    assert browser.post(f"{AUTH}/logout/", headers=bearer).status_code == 403
    response = browser.post(f"{AUTH}/logout/", headers=bearer | {"X-CSRFToken": answer.json()["csrf_token"]})
    assert response.status_code == 204
    assert response.cookies[COOKIE].value == ""
    assert refresh(used).status_code == 401


def test_a_dead_cookie_ends_the_login_and_a_refresh_by_body_needs_no_csrf_token(browser, answer, refresh):
    used = browser.cookies[COOKIE].value
    assert refresh(used).status_code == 200
    headers = {"X-CSRFToken": answer.json()["csrf_token"]}
    assert browser.post(f"{AUTH}/token/refresh/", headers=headers).status_code == 401


def test_a_page_of_an_allowed_origin_may_use_the_cookie(browser, answer):
    headers = {"X-CSRFToken": answer.json()["csrf_token"], "Origin": "http://localhost:3000"}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Credentials"] == "true"
    assert response["Access-Control-Allow-Origin"] == "http://localhost:3000"


def test_a_page_of_another_origin_may_not(browser, answer):
    headers = {"X-CSRFToken": answer.json()["csrf_token"], "Origin": "https://evil.example"}
    response = browser.post(f"{AUTH}/token/refresh/", headers=headers)
    assert response.status_code == 403
    assert "Access-Control-Allow-Origin" not in response


def test_a_browser_may_send_our_headers_across_origins(browser):
    asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    wanted = (
        "authorization, content-type, x-auth-mode, x-csrftoken, x-request-id, if-none-match, idempotency-key"
    )
    response = browser.options(f"{AUTH}/login/", headers=asked | {"Access-Control-Request-Headers": wanted})
    assert set(wanted.split(", ")) <= set(response["Access-Control-Allow-Headers"].split(", "))

"""Swagger and ReDoc: ours to the last file, and working."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from .conftest import ADMIN, PASSWORD, look_at
from .test_landing import UNREADABLE

OPEN = "details, .opblock"


@pytest.fixture
def token(server) -> str:
    body = json.dumps({"email": ADMIN, "password": PASSWORD}).encode()
    request = urllib.request.Request(
        f"{server}/api/v1/auth/login/", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["access"]


def call(page, path: str) -> str:
    """Try an operation out in Swagger; the status that it shows."""
    block = page.locator(".opblock-get").filter(has=page.locator(f'[data-path="{path}"]'))
    block.locator(".opblock-summary-control").first.click()
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    status = block.locator(".live-responses-table .response-col_status").last
    expect(status).to_be_visible()
    return status.text_content().strip()


def test_swagger_authorizes_by_a_pasted_token_and_calls(visit, token):
    page = visit("/api/docs/")
    page.set_viewport_size(
        {"width": 1440, "height": 18_000}
    )  # Swagger draws only the operations that are in view
    page.get_by_role("button", name="Authorize").first.click()
    page.get_by_label(re.compile("auth-bearer-value|Value", re.I)).first.fill(token)
    page.locator(".auth-btn-wrapper").get_by_role("button", name="Apply credentials").first.click()
    page.locator(".auth-btn-wrapper").get_by_role("button", name="Close").first.click()
    assert call(page, "/api/v1/auth/users/me/") == "200"
    assert call(page, "/api/v1/movies/genres/") == "200"
    page.set_viewport_size({"width": 1440, "height": 900})
    look_at(page, "swagger-called")


def test_swagger_shows_movies_first(visit, look):
    page = visit("/api/docs/", size=look[0], scheme=look[1])
    expect(page.locator(".opblock-tag").first).to_contain_text("Movies")
    look_at(page, f"swagger-{look[0]}-{look[1]}")


def test_an_open_operation_of_swagger_is_readable_in_every_look(visit, look):
    page = visit("/api/docs/", size=look[0], scheme=look[1])
    block = page.locator(".opblock-get").first
    block.locator(".opblock-summary-control").first.click()
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    expect(block.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    expect(block.locator("tr[data-param-name=ordering] select")).to_have_attribute("aria-label", "ordering")
    assert page.evaluate(UNREADABLE) == []
    is_dark = page.evaluate("document.documentElement.classList.contains('dark-mode')")
    assert is_dark == (look[1] == "dark")
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_swagger_follows_the_theme_that_was_chosen(visit):
    page = visit("/api/docs/")
    page.get_by_label("Theme").select_option("dark")
    expect(page.locator("html")).to_have_class("dark-mode")
    page.reload()
    expect(page.locator("html")).to_have_class("dark-mode")


def test_redoc_draws_the_whole_schema_and_is_readable(visit, look):
    page = visit("/api/redoc/", size=look[0], scheme=look[1])
    expect(page.get_by_role("heading", name=re.compile("Movie Backend API"))).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="List movies").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(UNREADABLE) == []
    paper = page.evaluate("getComputedStyle(document.querySelector('redoc')).backgroundColor")
    assert (paper == "rgb(23, 21, 31)") == (look[1] == "dark")
    look_at(page, f"redoc-{look[0]}-{look[1]}")


def test_redoc_follows_the_theme_that_is_chosen(visit):
    page = visit("/api/redoc/")
    heading = page.get_by_role("heading", name=re.compile("Movie Backend API"))
    expect(heading).to_have_css("color", "rgb(51, 51, 51)", timeout=60_000)
    page.get_by_label("Theme").select_option("dark")
    expect(heading).to_have_css("color", "rgb(228, 225, 238)", timeout=60_000)

"""The first page that anybody sees."""

import time
from pathlib import Path

from playwright.sync_api import expect

from .conftest import look_at

UNREADABLE = (Path(__file__).parent / "contrast.js").read_text()


def test_it_is_readable_and_shows_movies_with_posters(visit, look):
    page = visit("/", size=look[0], scheme=look[1])
    expect(page.get_by_role("heading", name="Popular in the catalogue")).to_be_visible()
    for number in (0, 2, 4):
        page.locator(".offer").nth(number).click()
    expect(page.locator(".results li").nth(5)).to_be_visible()
    for poster in page.locator(".posters img").all():
        poster.scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=poster.element_handle())
    assert page.evaluate(UNREADABLE) == []
    look_at(page, f"landing-{look[0]}-{look[1]}")


def test_it_needs_no_scripts(browser, server):
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("link", name="Try the demo")).to_be_visible()
    expect(page.get_by_text("curl").first).to_be_visible()
    context.close()


def test_the_links_lead_to_the_demo_the_docs_and_the_admin(visit):
    page = visit("/")
    for name, path in (
        ("Demo", "/demo/"),
        ("Swagger", "/api/docs/"),
        ("ReDoc", "/api/redoc/"),
        ("Admin", "/admin/"),
    ):
        page.goto("/")
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.wait_for_url(f"**{path}**")
        page.wait_for_load_state("networkidle")


def test_keyboards_reach_the_content_first(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"


def test_a_visitor_gets_recommendations_at_once_and_keeps_them_in_an_account(visit):
    page = visit("/")
    page.locator("#try input").fill("matrix")
    expect(page.locator(".offer .title").first).to_have_text("The Matrix")
    page.locator(".offer").first.click()
    expect(page.get_by_text("2 more films make this better.")).to_be_visible()
    expect(page.locator(".results .reason").first).not_to_be_empty()
    page.locator("#try input").fill("inception")
    expect(page.locator(".offer .title").first).to_have_text("Inception")
    page.locator(".offer").first.click()
    page.reload()  # what was picked stays in the browser
    expect(page.locator(".picked li")).to_have_count(2)
    expect(page.locator(".picked [role=slider]").first).to_be_visible()
    page.locator(".picked [role=slider]").first.press("3")
    expect(page.locator(".picked output").first).to_have_text("3 of 10")
    for number in (1, 2):  # the first one is Inception
        with page.expect_response("**/recommendations/preview/"):
            page.locator(".offer").nth(number).click()
    page.get_by_role("link", name="Keep them in an account").click()
    form = page.get_by_role("form", name="Sign up")
    form.get_by_label("E-mail").fill(f"visitor{time.time_ns()}@example.com")
    form.get_by_label("Password").fill("seven-quiet-owls")
    form.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Your 4 ratings are in your account now.")).to_be_visible()
    expect(page.locator(".pick").first).to_be_visible()
    page.goto("/demo/#/lists?list=ratings")
    expect(page.locator(".grid .card")).to_have_count(4)


def test_stars_take_any_value_by_pointer_and_keyboard_and_are_saved_once(visit):
    page = visit("/")
    page.locator(".offer").first.click()
    stars = page.locator(".picked [role=slider]").first
    expect(stars).to_be_visible()
    box = stars.bounding_box()
    for value in (1, 3.5, 7, 9.5, 10):
        page.mouse.click(box["x"] + box["width"] * (value - 0.25) / 10, box["y"] + box["height"] / 2)
        expect(stars).to_have_attribute("aria-valuenow", str(value))
    for key, value in (("5", 5), ("ArrowRight", 5.5), ("PageDown", 4.5), ("Home", 1), ("End", 10), ("0", 10)):
        stars.press(key)
        expect(stars).to_have_attribute("aria-valuenow", str(value))
    asked = []
    page.on("request", lambda request: "/preview/" in request.url and asked.append(request.url))
    for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft"):
        stars.press(key)
    page.wait_for_timeout(1500)
    assert len(asked) == 1


def test_a_press_that_began_before_an_answer_came_is_not_lost(visit):
    page = visit("/")
    expect(page.locator(".offer").first).to_be_visible()
    page.locator("#try input").fill("matrix")
    offer = page.locator(".offer").filter(has=page.get_by_text("The Matrix", exact=True))
    expect(offer).to_be_visible()
    expect(page.locator(".offers")).not_to_have_attribute("aria-busy", "true")
    offer.scroll_into_view_if_needed()
    offer.hover()
    page.mouse.down()
    with page.expect_response(lambda got: "search=matrix" in got.url):
        page.locator("#try form").evaluate("form => form.requestSubmit()")
    expect(page.locator(".offers")).not_to_have_attribute("aria-busy", "true")
    page.mouse.up()
    expect(offer).to_have_attribute("aria-pressed", "true")

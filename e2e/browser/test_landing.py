"""The first page that anybody sees."""

from pathlib import Path

from playwright.sync_api import expect

from .conftest import look_at

UNREADABLE = (Path(__file__).parent / "contrast.js").read_text()


def test_it_is_readable_and_shows_movies_with_posters(visit, look):
    page = visit("/", size=look[0], scheme=look[1])
    expect(page.get_by_role("heading", name="Trending this week")).to_be_visible()
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

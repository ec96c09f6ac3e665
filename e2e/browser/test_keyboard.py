"""What a person does with the keyboard alone. No test in this file touches the mouse."""

import time

from playwright.sync_api import Page, expect

from .test_demo import PASSPHRASE

FARTHEST = 120  # presses of Tab
NAME = """() => {
    const one = document.activeElement;
    const label = one.id && document.querySelector(`label[for="${one.id}"]`);
    return one.getAttribute("aria-label") || (label && label.textContent) || one.textContent.trim();
}"""


def tab_to(page: Page, *names: str) -> None:
    """Press Tab until the focus, which must be visible, is on something with one of these names."""
    met = []
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        met.append(page.evaluate(NAME))
        if met[-1] in names:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{names} cannot be reached: {met}")


def sign_up(page: Page) -> None:
    page.goto("/demo/#/account")
    expect(page.get_by_role("form", name="Sign up")).to_be_visible()
    tab_to(page, "E-mail")
    page.keyboard.type(f"keys{time.time_ns()}@example.com")
    tab_to(page, "Password")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rate a few you know")).to_be_visible()


def test_sign_up_rate_and_answer_recommendations(visit):
    page = visit("/demo/")
    sign_up(page)
    for number in range(3):
        slider = page.get_by_role("slider").nth(number)
        expect(slider).to_be_visible()
        tab_to(page, slider.get_attribute("aria-label"))
        with page.expect_response(lambda got: "/favorites/ratings/" in got.url):
            page.keyboard.press("9")
    page.goto("/demo/#/for-you")
    expect(page.locator(".pick").first).to_be_visible()
    tab_to(page, "Why?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("meter").first).to_be_visible()
    tab_to(page, "Not interested")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_find_a_film_keep_it_and_review_it(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/")
    expect(page.get_by_role("combobox", name="Search by title")).to_be_visible()
    tab_to(page, "Search by title")
    page.keyboard.type("inception", delay=20)
    expect(page.locator("#suggestions li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Inception")).to_be_visible()
    tab_to(page, "Your rating of Inception")
    with page.expect_response(lambda got: "/favorites/ratings/" in got.url):
        page.keyboard.press("8")
    for name, path in (("Favorite: Inception", "/favorites/favorites/"), ("Watched", "/watch-history/")):
        tab_to(page, name)
        with page.expect_response(lambda got, path=path: path in got.url):
            page.keyboard.press("Space")
    tab_to(page, "Add to a list")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="New list …")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, "What did you think?")
    page.keyboard.type("Clever.")
    tab_to(page, "Publish")
    page.keyboard.press("Enter")
    expect(page.locator(".reviews .words")).to_have_text("Clever.")


def test_make_a_list_and_order_it(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/playlists")
    tab_to(page, "Title")
    page.keyboard.type("Friday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Add a film")).to_be_visible()
    tab_to(page, "Add a film")
    for number, words in enumerate(("alien", "inception"), start=1):
        page.keyboard.type(words, delay=20)
        expect(page.locator("#suggestions li").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".ordered li")).to_have_count(number)
    tab_to(page, "Move Alien")
    with page.expect_response(lambda got: got.request.method == "PATCH"):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".ordered .title")).to_have_text(["Inception", "Alien"])
    tab_to(page, "Remove Alien")
    page.keyboard.press("Enter")
    expect(page.locator(".ordered .title")).to_have_text(["Inception"])


def test_vote_on_a_movie_night(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/night")
    tab_to(page, "What is it called?")
    page.keyboard.type("Friday")
    page.keyboard.press("Enter")
    expect(page.locator(".pick").first).to_be_visible()
    tab_to(page, "✓ Yes")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Votes")).to_be_visible()
    page.get_by_role("heading", level=1).focus()
    tab_to(page, "Close the vote")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tonight you watch")).to_be_visible()

"""What a person does with the keyboard alone. No test in this file touches the mouse."""

import re
import time

from playwright.sync_api import Page, expect

from .conftest import ADMIN, PASSWORD
from .test_demo import PASSPHRASE

FARTHEST = 120  # presses of Tab
NAME = """() => {
    const one = document.activeElement;
    const label = one.id && document.querySelector(`label[for="${one.id}"]`);
    const name = one.getAttribute("aria-label") || (label && label.textContent) || one.textContent || one.placeholder || "";
    return name.trim();
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


def resting_place(page: Page) -> float:
    """Where the page is scrolled to, once it moves no more: it scrolls smoothly to what has the focus."""
    return page.evaluate("""async () => {
        for (let before = -1; before !== scrollY;) {
            before = scrollY;
            await new Promise((resolve) => setTimeout(resolve, 300));
        }
        return scrollY;
    }""")


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


def test_from_the_landing_page_into_an_account(visit):
    page = visit("/")
    tab_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator(".offer").nth(4)).to_be_visible()
    for number in range(3):
        tab_to(page, page.locator(".offer").nth(number).text_content().strip())
        with page.expect_response("**/recommendations/preview/"):
            page.keyboard.press("Space")
    for value in ("3.5", "8.5"):  # any half step
        page.locator("#try input").focus()
        tab_to(page, page.locator(".picked [role=slider]").first.get_attribute("aria-label"))
        with page.expect_response("**/recommendations/preview/"):
            page.keyboard.press(value[0])
            page.keyboard.press("ArrowRight")
        expect(page.locator(".picked output").first).to_have_text(f"{value} of 10")
    tab_to(page, "Keep them in an account")
    page.keyboard.press("Enter")
    expect(page.get_by_role("form", name="Sign up")).to_be_visible()


def test_filters_a_movie_and_back_to_the_same_place(visit):
    page = visit("/demo/")
    tab_to(page, "Genre")
    page.keyboard.type("Wes")
    tab_to(page, "More filters")
    page.keyboard.press("Enter")
    tab_to(page, "From year")
    page.keyboard.type("1990")
    page.keyboard.press("Enter")
    expect(page.get_by_text("More filters (1)")).to_be_visible()
    expect(page.locator(".grid .card").nth(8)).to_be_visible()
    tab_to(page, page.locator(".grid .card a").nth(8).text_content().strip())
    before = resting_place(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Movies like it")).to_be_visible()
    page.go_back()  # the browser's own keys do not reach a page
    expect(page.locator(".grid .card").nth(8)).to_be_in_viewport()
    assert abs(resting_place(page) - before) < 5


def test_diary_statistics_and_profile(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/?q=inception")
    expect(page.locator(".grid .card").first).to_be_visible()
    tab_to(page, page.locator(".grid .card a").first.text_content().strip())
    page.keyboard.press("Enter")
    tab_to(page, "Watched")
    with page.expect_response(lambda got: "/watch-history/" in got.url):
        page.keyboard.press("Enter")
    page.locator(".brand").focus()
    tab_to(page, "Diary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 viewing this month.")).to_be_visible()
    tab_to(page, "Remove Inception")
    with page.expect_response(lambda got: got.request.method == "DELETE"):
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).focus()
    tab_to(page, "← Earlier")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing was watched this month.")).to_be_visible()
    page.locator(".brand").focus()
    tab_to(page, "Statistics")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Years")).to_be_visible()
    tab_to(page, str(time.localtime().tm_year))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in films")
    page.locator(".brand").focus()
    tab_to(page, page.locator("#who a").text_content())
    page.keyboard.press("Enter")
    expect(page.get_by_role("form", name="Profile")).to_be_visible()
    tab_to(page, "About you")
    page.keyboard.type("Owls.")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_preview_an_import_and_bring_back_a_dismissed_film(visit, tmp_path):
    file = tmp_path / "ratings.csv"
    file.write_text("Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4.5\n")
    page = visit("/demo/")
    # A window of the system, not of the page. Chromium begins to report it some time after it was asked to.
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    sign_up(page)
    page.goto("/demo/#/import")
    expect(page.get_by_label("File", exact=True)).to_be_visible()
    tab_to(page, "File")
    page.keyboard.press("Enter")
    expect(page.get_by_label("File", exact=True)).to_have_value(re.compile("ratings.csv$"))
    tab_to(page, "Preview")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Preview: nothing has changed yet")).to_be_visible()
    tab_to(page, "Import all of this")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Report")).to_be_visible()
    tab_to(page, "Show my recommendations")
    page.keyboard.press("Enter")
    expect(page.locator(".pick").first).to_be_visible()
    tab_to(page, "Not interested")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_text("will not come again.")).to_have_count(0)  # its Undo would be met first
    page.goto("/demo/#/lists?list=dismissed")
    for name, after in (("Recommend again", 0), ("Undo", 1)):
        expect(page.get_by_role("button", name=name, exact=True).last).to_be_visible()
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.locator(".to-rate li")).to_have_count(after)


def test_two_meet_for_a_movie_night(visit):
    host, guest = visit("/demo/"), visit("/demo/")
    for page in (host, guest):
        sign_up(page)
        page.goto("/demo/#/night")
        expect(page.get_by_role("form", name="Invite")).to_be_visible()
    tab_to(host, "Invite")
    host.keyboard.press("Enter")
    code = host.locator(".code").text_content()
    tab_to(guest, "Invitation code")
    guest.keyboard.type(code)
    guest.keyboard.press("Enter")
    for page in (host, guest):
        expect(page.get_by_label("Members").locator(".tag")).to_have_count(2)
        expect(page.locator(".pick").first).to_be_visible()
        page.get_by_role("heading", level=1).focus()
        tab_to(page, "✓ Yes")
        page.keyboard.press("Space")
    for page in (host, guest):
        expect(page.get_by_text("Tonight you watch")).to_be_visible()


def test_swagger_takes_a_token(visit):
    page = visit("/api/docs/")
    expect(page.locator(".opblock-tag").first).to_be_visible()
    tab_to(page, "Authorize")
    page.keyboard.press("Enter")
    expect(page.locator(".auth-container input").first).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, "Filter by tag")
    page.keyboard.type("RATING")
    expect(
        page.get_by_role("button", name="List my ratings").or_(page.get_by_text("List my ratings")).first
    ).to_be_visible()
    expect(page.locator('.opblock [data-path="/api/v1/movies/genres/"]')).to_have_count(0)


def test_the_admin_finds_and_edits_a_movie(visit):
    page = visit("/admin/")
    tab_to(page, "Email address*", "Email address")
    page.keyboard.type(ADMIN)
    tab_to(page, "Password*", "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Catalogue", exact=True)).to_be_visible()
    page.goto("/admin/movies/movie/")
    tab_to(page, "Words of the title in any language, TMDb's id, or the IMDb id (tt…)")
    page.keyboard.type("inception")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=inception**")
    tab_to(page, "Inception")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tagline", exact=True)).to_be_visible()
    tab_to(page, "Tagline")
    page.keyboard.press("Control+A")
    page.keyboard.type("By keys.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_visible()

"""The reference frontend, from a first look to a movie night."""

import itertools
import re
import time

from playwright.sync_api import Page, expect

from .conftest import look_at
from .test_landing import UNREADABLE

numbers = itertools.count(int(time.time() * 1000))
PASSPHRASE = "seven-quiet-owls"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 16, 23)"  # of the page


def sign_up(page: Page) -> None:
    page.goto("/demo/#/account")
    form = page.get_by_role("form", name="Sign up")
    form.get_by_label("E-mail").fill(f"somebody{next(numbers)}@example.com")
    form.get_by_label("Password").fill(PASSPHRASE)
    form.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Rate a few you know")).to_be_visible()


def rate(slider, steps: str) -> None:
    """`steps` are keys; each is saved after a short pause."""
    page = slider.page
    slider.focus()
    for key in steps.split():
        with page.expect_response(lambda got: "/favorites/ratings/" in got.url):
            page.keyboard.press(key)


def rate_three(page: Page) -> None:
    for number in range(3):
        rate(page.get_by_role("slider").nth(number), "End")
    page.get_by_role("link", name="Show my recommendations").click()
    expect(page.locator(".pick").first).to_be_visible()


def titles(page: Page) -> list[str]:
    expect(page.locator(".pick").first).to_be_visible()
    return page.locator(".pick h2 a").all_text_contents()


def test_anybody_browses_and_searches(visit, look):
    page = visit("/demo/", size=look[0], scheme=look[1])
    expect(page.locator(".grid .card").nth(19)).to_be_visible()
    assert page.evaluate(UNREADABLE) == []
    look_at(page, f"demo-{look[0]}-{look[1]}")
    page.get_by_label("Search by title").fill("inception")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Found for “inception”")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Inception")).first.click()
    expect(page.get_by_role("heading", level=1, name="Inception")).to_be_visible()
    expect(page.get_by_role("heading", name="Movies like it")).to_be_visible()
    expect(page.locator(".shelf .card").first).to_be_visible()
    look_at(page, f"movie-{look[0]}-{look[1]}")


def test_filters_are_an_address_that_can_be_shared(visit):
    page = visit("/demo/")
    page.get_by_label("Genre").select_option("Western")
    page.get_by_text("More filters").click()
    page.get_by_label("From year").fill("1990")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("genre=Western&year_min=1990"))
    expect(page.locator(".grid .card").first).to_be_visible()
    first = page.locator(".grid .title").first.text_content()
    page.reload()
    expect(page.locator(".grid .title").first).to_have_text(first)
    expect(page.get_by_label("Genre")).to_have_value("Western")


def test_the_grid_grows_while_one_scrolls(visit):
    page = visit("/demo/")
    expect(page.locator(".grid .card").nth(19)).to_be_visible()
    page.mouse.wheel(0, 20_000)
    expect(page.locator(".grid .card").nth(39)).to_be_attached()


def test_from_sign_up_to_recommendations_that_change(visit):
    page = visit("/demo/")
    sign_up(page)
    look_at(page, "demo-start")
    rate_three(page)
    before = titles(page)
    expect(page.get_by_text("Because of").first).to_be_visible()
    page.locator("summary").first.click()
    expect(page.get_by_role("meter").first).to_be_visible()
    look_at(page, "demo-for-you")

    first = page.locator(".pick").first
    expect(first.get_by_role("button", name="Watchlist")).to_have_text("+ Watchlist")
    first.get_by_role("button", name="Not interested").click()
    expect(page.get_by_text(f"{before[0]} will not come again.")).to_be_visible()
    page.reload()
    after = titles(page)
    assert before[0] not in after

    page.goto("/demo/#/start")
    for number in range(3):
        rate(page.get_by_role("slider").nth(number + 3), "Home")
    page.goto("/demo/#/for-you")
    assert titles(page) != after


def test_not_interested_can_be_taken_back(visit):
    page = visit("/demo/")
    sign_up(page)
    rate_three(page)
    first = titles(page)[0]
    page.locator(".pick").first.get_by_role("button", name="Not interested").click()
    with page.expect_response(lambda got: got.request.method == "DELETE"):
        page.get_by_role("button", name="Undo").click()
    page.reload()
    assert first in titles(page)


def test_what_is_kept_is_there_again_and_a_rating_can_be_taken_back(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/")
    page.locator(".grid .card a").first.click()
    title = page.get_by_role("heading", level=1).text_content()
    yours = page.locator(".yours")
    for label in ("Favorite", "Watchlist"):
        with page.expect_response(lambda got: "/favorites/" in got.url):
            yours.get_by_role("button", name=f"{label}: {title}").click()
    rate(yours.get_by_role("slider"), "ArrowRight")
    expect(yours.locator("output")).to_have_text("5 of 10")
    look_at(page, "demo-movie-yours")
    for name in ("watchlist", "favorites", "ratings"):
        page.goto(f"/demo/#/lists?list={name}")
        expect(page.locator(".grid .title")).to_have_text([title])
    page.locator(".grid .card a").click()
    with page.expect_response(lambda got: got.request.method == "DELETE"):
        page.get_by_role("button", name="Take back").click()
    page.reload()
    expect(page.locator(".yours output")).to_have_text("not rated")


def test_a_login_that_ran_out_is_renewed_without_a_word(browser, server):
    """In a page without the watch for 401s: the browser itself reports the one that starts the renewal."""
    context = browser.new_context(base_url=server)
    page = context.new_page()
    sign_up(page)
    page.evaluate("""() => {
        const held = JSON.parse(localStorage.getItem("movie-demo-session"));
        localStorage.setItem("movie-demo-session", JSON.stringify({ ...held, access: "x.y.z" }));
    }""")
    with page.expect_response(lambda got: "/token/refresh/" in got.url) as renewal:
        page.goto("/demo/#/lists")
    assert renewal.value.ok
    expect(page.get_by_text("Your watchlist is empty.")).to_be_visible()
    context.close()


def test_a_movie_night_of_two(visit):
    host, guest = visit("/demo/"), visit("/demo/", size="phone", scheme="dark")
    for page in (host, guest):
        sign_up(page)
        rate_three(page)
        page.goto("/demo/#/night")
    form = host.get_by_role("form", name="Invite")
    form.get_by_label("What is it called?").fill("Friday")
    form.get_by_role("button", name="Invite").click()
    code = host.locator(".code").text_content()
    expect(host.get_by_role("img", name="QR code of the invitation")).to_be_visible()
    guest.goto(f"/demo/#/night/join/{code}")
    expect(guest.get_by_role("heading", level=1, name="Friday")).to_be_visible()
    expect(host.get_by_label("Members").locator(".tag")).to_have_count(2)  # without a reload
    expect(guest.locator(".pick").first).to_be_visible()
    assert guest.locator(".pick").first.locator(".scores dt").count() == 2
    look_at(guest, "demo-night")

    wanted = host.locator(".pick").nth(1)
    movie = wanted.get_attribute("data-movie")
    wanted.get_by_role("button", name="Yes").click()
    host.locator(".pick").nth(2).get_by_role("button", name="No").click()
    expect(guest.get_by_role("heading", name="Votes")).to_be_visible()  # without a reload
    expect(guest.locator("ol.rows li")).to_have_count(2)
    guest.locator(f".pick[data-movie='{movie}']").get_by_role("button", name="Yes").click()
    for page in (host, guest):
        expect(page.get_by_text("All of you said yes.")).to_be_visible()
    look_at(guest, "demo-night-result")
    host.get_by_role("button", name="Vote again").click()
    expect(guest.get_by_text("Tonight you watch")).to_have_count(0)


def test_a_wrong_password_is_a_sentence(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.goto("/demo/#/account")
    form = page.get_by_role("form", name="Log in")
    form.get_by_label("E-mail").fill("nobody@example.com")
    form.get_by_label("Password").fill("wrong")
    form.get_by_role("button", name="Log in").click()
    expect(form.get_by_role("alert")).not_to_be_empty()
    context.close()


def test_too_many_requests_are_a_sentence_and_a_way_on(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    refusal = {
        "status": 429,
        "headers": {"Retry-After": "120"},
        "json": {"detail": "Throttled.", "code": "throttled"},
    }
    page.route("**/api/v1/movies/movies/*", lambda route: route.fulfill(**refusal))
    page.goto("/demo/#/?genre=Drama")
    expect(page.get_by_text("Too many requests. Try again in 2 minutes.")).to_be_visible()
    page.unroute("**/api/v1/movies/movies/*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".grid .card").first).to_be_visible()
    context.close()


def test_a_server_that_is_away_is_said_once_and_all_of_the_page_is_retried(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto("/demo/")
    expect(page.get_by_role("alert")).to_have_text("The server cannot be reached. Are you online?Try again")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(1)
    page.unroute("**/api/v1/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".shelf .card").first).to_be_visible()
    expect(page.locator(".grid .card").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()


def test_a_login_that_is_over_leads_to_the_login(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.goto("/demo/")
    dead = {"access": "a.b.c", "refresh": "a.b.c", "user": {"username": "ana"}}
    page.evaluate("dead => localStorage.setItem('movie-demo-session', JSON.stringify(dead))", dead)
    page.goto("/demo/#/taste")
    page.reload()
    expect(page.get_by_role("form", name="Log in")).to_be_visible()
    expect(page).to_have_url(re.compile("#/account\\?next=%2Ftaste"))
    context.close()


def test_what_is_not_there_is_not_tried_again(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    for path in ("movie/999999", "playlist/999999"):
        page.goto(f"/demo/#/{path}")
        expect(page.get_by_role("alert").get_by_role("link", name="Discover films")).to_be_visible()
        expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    context.close()


def test_stars_for_fingers_fit_a_phone(visit):
    page = visit("/demo/", size="phone", touch=True)
    sign_up(page)
    expect(page.get_by_role("slider").first).to_be_visible()
    look_at(page, "demo-start-touch")
    assert page.evaluate("innerWidth") == 375  # else the page was zoomed out until it fitted


def test_back_returns_to_the_same_place_of_an_endless_list(visit):
    page = visit("/demo/#/?genre=Drama")
    expect(page.locator(".grid .card").nth(19)).to_be_visible()
    page.mouse.wheel(0, 20_000)
    expect(page.locator(".grid .card").nth(39)).to_be_attached()
    card = page.locator(".grid .card").nth(30)
    card.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    card.locator("a").click()
    expect(page.get_by_role("heading", name="Movies like it")).to_be_visible()
    page.go_back()
    expect(card).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - before) < 5
    assert page.locator(".grid .card").count() >= 40


def test_suggestions_open_by_keyboard(visit):
    page = visit("/demo/")
    box = page.get_by_role("combobox", name="Search by title")
    box.press_sequentially("the matr", delay=40)
    expect(page.locator("#suggestions li").first).to_be_visible()
    box.press("ArrowDown")
    expect(page.locator("#suggestions [aria-selected=true]")).to_have_count(1)
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    box.press_sequentially("i")
    expect(page.locator("#suggestions li").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1, name="The Matrix")).to_be_visible()


def test_every_page_of_the_library_is_readable(visit, look):
    page = visit("/demo/", size=look[0], scheme=look[1])
    sign_up(page)
    rate_three(page)
    page.goto("/demo/#/")
    page.locator(".grid .card a").first.click()
    with page.expect_response(lambda got: "/watch-history/" in got.url):
        page.get_by_role("button", name="Watched").click()
    for name in (
        "taste",
        "stats",
        "diary",
        "import",
        "lists?list=dismissed",
        "playlists",
        "account",
        "night",
    ):
        page.goto(f"/demo/#/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate(UNREADABLE) == [], name
        look_at(page, f"demo-{name.split('?')[0]}-{look[0]}-{look[1]}")


def test_a_history_is_previewed_before_it_is_imported(visit, tmp_path):
    file = tmp_path / "ratings.csv"
    file.write_text("Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4.5\n")
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/import")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Preview: nothing has changed yet")).to_be_visible()
    page.get_by_role("button", name="Import all of this").click()
    expect(page.get_by_role("heading", name="Report")).to_be_visible()
    page.goto("/demo/#/lists?list=ratings")
    expect(page.locator(".grid .title")).to_have_text(["Alien"])


def test_taste_can_be_corrected(visit):
    page = visit("/demo/")
    sign_up(page)
    rate_three(page)
    page.goto("/demo/#/taste")
    more = page.get_by_role("button", name="More ").first
    label = more.get_attribute("aria-label")
    with page.expect_response(lambda got: got.request.method == "PATCH"):
        more.click()
    expect(page.get_by_role("button", name=label, exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_playlist_is_ordered_by_keys_and_by_dragging(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/playlists")
    form = page.get_by_role("form", name="New playlist")
    form.get_by_label("Title").fill("Friday")
    form.get_by_label("Who may see it?").select_option("public")
    form.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1, name="Friday")).to_be_visible()
    box = page.get_by_role("combobox", name="Add a film")
    for number, words in enumerate(("the matrix", "inception", "alien"), start=1):
        box.press_sequentially(words, delay=20)
        expect(page.locator("#suggestions li").first).to_be_visible()
        box.press("ArrowDown")
        expect(page.locator("#suggestions [aria-selected=true]")).to_have_count(1)
        box.press("Enter")
        expect(page.locator(".ordered li")).to_have_count(number)
    shown = page.locator(".ordered .title")
    page.locator(".handle").first.focus()
    with page.expect_response(lambda got: got.request.method == "PATCH"):
        page.keyboard.press("End")
    expect(page.locator(".handle").last).to_be_focused()
    expect(shown).to_have_text(["Inception", "Alien", "The Matrix"])
    grip, target = (
        page.locator(".handle").last.bounding_box(),
        page.locator(".ordered li").first.bounding_box(),
    )
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 5, steps=12)
    with page.expect_response(lambda got: got.request.method == "PATCH"):
        page.mouse.up()
    expect(shown).to_have_text(["The Matrix", "Inception", "Alien"])
    page.reload()
    expect(shown).to_have_text(["The Matrix", "Inception", "Alien"])
    page.get_by_role("button", name="Remove Inception").click()
    expect(shown).to_have_text(["The Matrix", "Alien"])
    page.get_by_role("button", name="Undo").click()
    expect(shown).to_have_text(["The Matrix", "Inception", "Alien"])
    look_at(page, "demo-playlist")


def test_a_review_is_written_and_a_profile_is_public(visit):
    page = visit("/demo/")
    sign_up(page)
    page.goto("/demo/#/")
    page.locator(".grid .card a").first.click()
    expect(page.get_by_text("Rate the film above")).to_be_visible()
    rate(page.locator(".yours").get_by_role("slider"), "9")
    form = page.get_by_role("form", name="Your review")
    form.get_by_label("What did you think?").fill("Lovely. Twice.")
    form.get_by_role("button", name="Publish").click()
    expect(page.locator(".reviews .words")).to_have_text("Lovely. Twice.")
    page.locator(".reviews a").first.click()
    expect(page.get_by_text("public ratings").or_(page.locator(".figures")).first).to_be_visible()
    look_at(page, "demo-profile")
    page.goto("/demo/#/account")
    page.get_by_label("About you").fill("Owls.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("link", name="Public profile").click()
    expect(page.get_by_text("Owls.")).to_be_visible()


def test_errors_stand_at_their_fields(browser, server):
    """In a page without the watch for statuses: the refusals are what is looked at."""
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.goto("/demo/#/account")
    form = page.get_by_role("form", name="Sign up")
    form.get_by_label("E-mail").fill("somebody@example.com")
    password = form.get_by_label("Password")
    password.fill("123")
    form.get_by_role("button", name="Sign up").click()
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_be_focused()
    told = password.get_attribute("aria-describedby").split()[-1]
    expect(page.locator(f"#{told}")).to_contain_text("This password is too short.")
    password.press("4")
    expect(page.locator(f"#{told}")).to_be_empty()
    assert password.get_attribute("aria-invalid") is None
    context.close()


def test_more_filters(visit):
    page = visit("/demo/")
    page.get_by_text("More filters").click()
    page.get_by_label("From year").fill("1999")
    page.get_by_label("Until year").fill("1999")
    page.get_by_label("Rating", exact=True).select_option("7")
    page.get_by_label("Language").select_option("en")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("year_min=1999&year_max=1999&rating_min=7&language=en"))
    expect(page.get_by_text("More filters (4)")).to_be_visible()
    expect(page.locator(".grid .facts").first).to_contain_text("1999")


def test_what_is_opened_and_read_is_told_to_the_recommender(visit):
    def tells(request, kind: str) -> bool:
        return request.url.endswith("/recommendations/events/") and f'"{kind}"' in (request.post_data or "")

    page = visit("/demo/")
    expect(page.locator(".shelf .card").nth(1)).to_be_visible()
    with page.expect_request(lambda request: tells(request, "opened")) as opened:
        page.locator(".shelf .card a").nth(1).click()
    expect(page.get_by_role("heading", name="Movies like it")).to_be_visible()
    with page.expect_response(lambda got: tells(got.request, "dwell")) as read:
        page.go_back()
    [event] = opened.value.post_data_json["events"]
    assert (event["kind"], event["surface"], event["row"], event["place"]) == ("opened", "feed", "for_you", 1)
    assert read.value.json()["stored"] >= 1


def test_a_new_account_has_the_time_zone_of_the_browser(visit):
    page = visit("/demo/", zone="Asia/Tokyo")
    sign_up(page)
    page.goto("/demo/#/account")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")


def test_the_place_of_a_dismissed_film_is_filled_again(visit):
    page = visit("/demo/")
    sign_up(page)
    rate_three(page)
    before = titles(page)
    page.locator(".pick").first.get_by_role("button", name="Not interested").click()
    expect(page.get_by_text(f"{before[0]} will not come again.")).to_be_visible()
    expect(page.locator(".pick")).to_have_count(len(before))
    after = titles(page)
    assert after[:-1] == before[1:]
    assert after[-1] not in before


def test_a_theme_is_chosen_for_all_pages(visit):
    page = visit("/demo/")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == LIGHT
    page.get_by_label("Theme").select_option("dark")
    assert page.evaluate(paper) == DARK
    page.goto("/")
    expect(page.get_by_label("Theme")).to_have_value("dark")
    assert page.evaluate(paper) == DARK
    page.get_by_label("Theme").select_option("")
    assert page.evaluate(paper) == LIGHT
    page.go_back()
    expect(page.get_by_label("Theme")).to_have_value("")
    assert page.evaluate(paper) == LIGHT


def test_a_slash_is_the_search_from_anywhere(visit):
    page = visit("/demo/#/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search by title")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("face/off")
    expect(box).to_have_value("face/off")


def test_the_key_of_the_search_can_be_turned_off(visit):
    page = visit("/demo/")
    box = page.get_by_role("combobox", name="Search by title")
    expect(box).to_have_attribute("aria-keyshortcuts", "/")
    page.get_by_label("The key / opens the search").uncheck()
    expect(box).not_to_have_attribute("aria-keyshortcuts", "/")
    for _ in range(2):
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(box).not_to_be_focused()
        page.reload()
        expect(box).to_be_visible()
        expect(page.get_by_label("The key / opens the search")).not_to_be_checked()
    page.get_by_label("The key / opens the search").check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_arrows_scroll_a_row_for_a_mouse(visit):
    page = visit("/demo/")
    row = page.locator(".feed section").first
    shelf, back, on = row.locator(".shelf"), row.get_by_title("Back"), row.get_by_title("Further")
    expect(on).to_be_enabled()
    expect(back).to_be_disabled()
    on.click()
    expect(back).to_be_enabled()
    assert shelf.evaluate("row => row.scrollLeft") > 0
    # One press may reach the end of the row, and another one then finds the arrow disabled.
    shelf.evaluate("row => row.scrollTo({ left: row.scrollWidth, behavior: 'instant' })")
    expect(on).to_be_disabled()
    back.click()
    expect(on).to_be_enabled()

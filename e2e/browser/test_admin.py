"""Staff at work."""

import re

from playwright.sync_api import expect

from .conftest import ADMIN, look_at


def test_the_login_page_is_readable(visit, look):
    page = visit("/admin/login/", size=look[0], scheme=look[1])
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    look_at(page, f"admin-login-{look[0]}-{look[1]}")


def test_the_dashboard_draws_its_charts(as_admin, look):
    page = as_admin("/admin/", size=look[0], scheme=look[1])
    expect(page.get_by_role("heading", name="Catalogue", exact=True)).to_be_visible()
    figures = page.locator("figure")
    expect(figures.filter(has_text="Movies by decade")).to_be_visible()
    drawn = page.locator("figure canvas").first.evaluate(
        "one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(value => value > 0)"
    )
    assert drawn
    look_at(page, f"dashboard-{look[0]}-{look[1]}")


def test_a_movie_is_edited_and_its_field_locked(as_admin):
    page = as_admin("/admin/movies/movie/?q=inception")
    look_at(page, "admin-movies")
    page.get_by_role("link", name="Inception", exact=True).first.click()
    page.get_by_label("Tagline", exact=True).fill("Your mind is the scene of the crime.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="Curation").or_(page.get_by_text("Curation", exact=True)).first.click()
    expect(page.get_by_role("checkbox", name="tagline")).to_be_checked()
    look_at(page, "admin-movie")
    page.goto(re.sub("change/.*", "history/", page.url))
    expect(page.get_by_text("“Your mind is the scene of the crime.”")).to_be_visible()


def test_two_profiles_are_compared(as_admin):
    page = as_admin("/admin/recommendations/weightprofile/")
    page.get_by_role("link", name="Preview").first.click()
    page.get_by_label("User").fill(ADMIN)
    page.get_by_label("Left").select_option(index=1)
    page.get_by_label("Right").select_option(index=2)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".compare section")).to_have_count(2)
    page.get_by_text("Signals").first.click()
    expect(page.get_by_role("columnheader", name="Part of the score").first).to_be_visible()
    look_at(page, "admin-preview")


def test_duplicates_are_merged_after_a_question(as_admin):
    page = as_admin("/admin/movies/movie/?q=harry+potter")
    boxes = page.locator("input.action-select")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_label("Select action to run").select_option("merge")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("Which one stays?")).to_be_visible()
    expect(page.get_by_role("link", name="Cancel")).to_be_visible()
    look_at(page, "admin-merge")
    page.get_by_label("They are the same film").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("1 movie merged")).to_be_visible()


def test_every_list_opens_from_the_menu(as_admin):
    page = as_admin("/admin/")
    links = page.locator("#nav-sidebar-apps a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert len(links) > 20
    for link in links:
        page.goto(link)
        expect(page.locator("#content")).to_be_visible()


def test_fields_for_related_rows_have_names(as_admin):
    page = as_admin("/admin/movies/movie/?q=inception")
    page.get_by_role("link", name="Inception").first.click()
    for name in ("Genres", "Tags", "Companies"):
        expect(page.get_by_role("searchbox", name=name, exact=True)).to_be_attached()
    expect(page.get_by_role("combobox", name="Collection", exact=True)).to_be_attached()


def test_no_single_key_moves_the_focus(as_admin):
    page = as_admin("/admin/movies/movie/")
    search = page.locator("#searchbar")
    expect(search).to_be_visible()
    for key in ("/", "t"):
        expect(page.locator("kbd").get_by_text(key, exact=True)).to_have_count(0)
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.tagName") == "BODY"
    search.press_sequentially("face/off t")
    expect(search).to_have_value("face/off t")


def test_a_profile_is_edited_with_sliders_that_begin_where_it_stands(as_admin):
    page = as_admin("/admin/recommendations/weightprofile/?q=learned")
    page.get_by_role("link", name="learned").first.click()
    diversity = page.get_by_role("slider", name="diversity", exact=True)
    expect(diversity).to_have_value("0.02")
    page.get_by_role("spinbutton", name="calibration, as a number").fill("0.4")
    page.get_by_role("spinbutton", name="calibration, as a number").press("Tab")
    expect(page.locator(".profile-preview li").first).to_be_visible()
    look_at(page, "admin-profile")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("slider", name="calibration", exact=True)).to_have_value("0.4")
    page.get_by_text("Weights and settings as JSON").click()
    page.locator("#id_knobs").fill('{"calibration": 7}')
    page.get_by_role("button", name="Save", exact=True).click()
    # Said by the form, in the part that is closed, and by the editor.
    told = page.get_by_text("calibration: must be between 0 and 1, not 7.")
    expect(told.filter(visible=True).first).to_be_visible()
    page.locator("#id_knobs").fill("{}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def test_the_last_row_is_reached_while_others_are_selected(as_admin, look):
    page = as_admin("/admin/movies/movie/", size=look[0], scheme=look[1])
    page.locator("input.action-select").first.check()
    # A click scrolls the row into view and fails if something lies over it.
    page.locator("input.action-select").last.click(timeout=5_000)
    expect(page.get_by_text("2 of 25 selected")).to_be_visible()
    posters = page.locator("#result_list .movie-poster").first
    assert posters.evaluate("one => one.closest('th, td').clientHeight >= one.clientHeight")
    look_at(page, f"admin-selected-{look[0]}-{look[1]}")


def test_a_wide_csv_file_is_previewed_on_the_page(as_admin, look, tmp_path):
    file = tmp_path / "movies.csv"
    tags = "|".join(f"tag{number}" for number in range(30))
    page = as_admin("/admin/movies/tag/import/", size=look[0], scheme=look[1])
    expect(page.get_by_text("You see every change before it is made.")).to_be_visible()
    file.write_text("name\n" + tags.replace("|", "\n"))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("button", name="Confirm import").click()
    page.goto("/admin/movies/movie/import/")
    file.write_text(
        "tmdb_id,title,original_title,release_date,runtime,overview,tagline,original_language,genres,tags\n"
        f"603,The Matrix,The Matrix,1999-03-30,137,{'A long overview. ' * 30},A tagline,en,Action,{tags}\n"
    )
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("button", name="Confirm import")).to_be_visible()
    look_at(page, f"admin-import-{look[0]}-{look[1]}")


def test_a_curator_undoes_a_merge(as_curator):
    page = as_curator("/admin/movies/movie/?q=lord+of+the+rings")
    page.locator("input.action-select").nth(0).check()
    page.locator("input.action-select").nth(1).check()
    page.get_by_label("Select action to run").select_option("merge")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="Merge duplicates")).to_be_visible()
    page.get_by_label("They are the same film").check()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_role("link", name="Undo under Merges").click()
    page.locator("input.action-select").first.check()
    page.get_by_label("Select action to run").select_option("undo")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("was undone.")).to_be_visible()

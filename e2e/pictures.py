"""Take the pictures of docs/images: python e2e/pictures.py ADDRESS MEMBER STAFF PASSWORD

A server has to run there, with a user MEMBER who has rated movies, and a superuser STAFF; both have this PASSWORD. The pictures
are of 1440 × 900 pixels; `mogrify -resize 800x500 -colors 160 docs/images/*.png` makes them small.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"


def main(address: str, member: str, staff: str, password: str) -> None:
    def take(page: Page, name: str) -> None:
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}.png")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(base_url=address, viewport={"width": 1440, "height": 900})
        page.goto("/")
        take(page, "landing")
        page.goto("/demo/#/account")
        form = page.get_by_role("form", name="Log in")
        form.get_by_label("E-mail").fill(member)
        form.get_by_label("Password").fill(password)
        form.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Discover")).to_be_visible()
        page.goto("/demo/#/for-you")
        page.get_by_text("Why?").first.click()
        take(page, "for-you")
        page.goto("/admin/login/?next=/admin/")
        page.locator("#id_username").fill(staff)
        page.locator("#id_password").fill(password)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Catalogue", exact=True)).to_be_visible()
        page.goto("/admin/recommendations/weightprofile/")
        page.get_by_role("link", name="learned").click()
        expect(page.locator("#profile-editor .profile-preview li").first).to_be_attached()
        page.locator("#profile-editor").evaluate("one => one.scrollIntoView()")
        take(page, "profiles")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:5])

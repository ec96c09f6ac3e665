"""Visit the landing page like somebody who has never seen it, and print the seconds until the first recommendations.

python e2e/first_visit.py [ADDRESS]: a server has to run there (`make run`). Reading, aiming and typing take the time that
they take a person; nothing waits longer than the page does.
"""

import os
import random
import shutil
import sys
import time

from playwright.sync_api import Locator, Page, expect, sync_playwright

READ_HEADLINE, LOOK_AT_OFFERS, AIM = 3.0, 2.0, 0.9  # seconds
KEY = 150  # milliseconds between two keys
FILMS = ("the godfather", "finding nemo", "pulp fiction")


def press(page: Page, target: Locator) -> None:
    """Move the pointer there and press, as a hand does."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + min(60, box["height"] / 2), steps=20)
    time.sleep(AIM * random.uniform(0.7, 1.3))
    page.mouse.down()
    page.mouse.up()


def visit(page: Page, address: str) -> float:
    """Pick two films of those that are offered, type a third, and wait for reasons. Returns seconds."""
    began = time.monotonic()
    page.goto(address)
    time.sleep(READ_HEADLINE)
    press(page, page.get_by_role("link", name="Get recommendations").first)
    time.sleep(LOOK_AT_OFFERS)
    for number in (1, 4):
        press(page, page.locator(".offer").nth(number))
    box = page.locator("#try input")
    press(page, box)
    page.keyboard.type(random.choice(FILMS), delay=KEY)
    expect(page.locator(".offers")).not_to_have_attribute(
        "aria-busy", "true"
    )  # nobody aims at what still changes
    press(page, page.locator(".offer:not([aria-pressed=true])").first)
    expect(page.locator(".results li").first).to_be_visible(timeout=30_000)
    expect(page.locator(".results .reason").first).not_to_be_empty()
    return time.monotonic() - began


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, size in (("desk", (1440, 900)), ("phone", (375, 800))):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]})
            print(f"{name}: {visit(page, address):.1f} s to the first recommendations", flush=True)
        browser.close()


if __name__ == "__main__":
    main()

"""A server of our own with the bundled catalogue, and a browser that tolerates no error and no stranger.

Chromium comes from the system (`CHROMIUM` names another one). Pictures of every page that was looked at are
left in var/screenshots/.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SIZES = {"phone": 375, "desk": 1440}
ADMIN, CURATOR, PASSWORD = "boss@example.com", "ana@example.com", "correct-horse-battery-staple"
START_SECONDS = 60
# Asked over and over until it is true, so that a slow machine only takes longer.
expect.set_options(timeout=15_000)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`look` is every combination that a page must be readable in."""
    if "look" in metafunc.fixturenames:
        looks = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]
        metafunc.parametrize("look", looks, ids="-".join)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    surroundings = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "REDIS_URL": "",
        "TMDB_API_KEY": "",
        "THROTTLES": "off",
        "DEBUG": "true",
        "PORT": str(port),
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }

    def manage(*words: str, typed: str | None = None) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=ROOT, env=surroundings, check=True, input=typed, text=True)

    manage("migrate", "--verbosity", "0")
    manage("load_catalogue")
    manage("createsuperuser", "--noinput", "--email", ADMIN)
    manage("create_staff", CURATOR, "--role", "curator", "--password-stdin", typed=PASSWORD)
    log = (folder / "server.log").open("w")
    words = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    process = subprocess.Popen(words, cwd=ROOT, env=surroundings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/health/ready/", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def wait_for(url: str, process: subprocess.Popen) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The server did not start.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Install Chromium (apt-get install chromium) or name one in CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """visit("/demo/") opens a page as somebody new. Whatever goes wrong in any of them fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(
        path: str, *, size: str = "desk", scheme: str = "light", zone: str = "UTC", touch: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": SIZES[size], "height": 900},
            color_scheme=scheme,
            timezone_id=zone,
            has_touch=touch,
            is_mobile=touch,
            base_url=server,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and faults.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("requestfailed", lambda request: note_failed(request, faults))
        page.on("response", lambda got: got.status >= 400 and faults.append(f"{got.status} {got.url}"))
        page.on("request", lambda request: note_stranger(request.url, server, faults))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def note_failed(request, faults: list[str]) -> None:
    # A page that is left takes its running requests along.
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"failed: {request.url} {request.failure}")


def note_stranger(url: str, server: str, faults: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and parts.netloc != urlsplit(server).netloc:
        faults.append(f"asked another host: {url}")


@pytest.fixture
def as_admin(visit: Callable[..., Page]) -> Callable[..., Page]:
    return lambda path, **look: log_in(visit(f"/admin/login/?next={path}", **look), ADMIN)


@pytest.fixture
def as_curator(visit: Callable[..., Page]) -> Callable[..., Page]:
    return lambda path, **look: log_in(visit(f"/admin/login/?next={path}", **look), CURATOR)


def log_in(page: Page, email: str) -> Page:
    page.locator("#id_username").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def look_at(page: Page, name: str) -> None:
    """It fits the screen's width, and a picture of it is kept."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, (
        f"{name} is wider than {width} pixels"
    )
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

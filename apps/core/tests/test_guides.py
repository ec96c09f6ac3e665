"""The entry points of the API, the guides as pages, and the requests that are pasted into a shell."""

import re
import shutil
import subprocess

import pytest
from django.urls import resolve

from apps.core.site.entry_points import ENTRY_POINTS
from apps.core.site.guides import GUIDES
from apps.core.site.landing import first_requests


def test_every_entry_point_is_there_and_says_whether_it_needs_a_token(anonymous, as_owner, make_movie):
    make_movie("Matrix")
    answer = anonymous.get("/api/v1/")
    assert set(answer.json()) == set(ENTRY_POINTS)
    for name, (path, needs_token) in ENTRY_POINTS.items():
        assert answer.json()[name] == {"url": f"http://testserver{path}", "needs_token": needs_token}
        client = as_owner if needs_token else anonymous
        # Registration and login take no GET of anonymous clients.
        assert name in ("register", "login") or client.get(path).status_code == 200, name
        if needs_token:
            assert anonymous.get(path).status_code == 401, name
        assert resolve(path.split("?")[0])


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_page_whose_links_lead_somewhere(client, db, name):
    page = client.get(f"/api/guide/{name}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<table>" in text or "<pre" in text
    ids = set(re.findall(r'id="([^"]+)"', text))
    for target in re.findall(r'(?:href|src)="([^"]+)"', text):
        if target.startswith("#"):
            assert target[1:] in ids | {"main"}, target
        elif target.startswith("/") and not target.startswith("/static/"):
            assert client.get(target).status_code in (200, 302), target
        else:
            assert target.startswith(("http", "/static/")), target


def test_only_guides_are_served(client, db):
    for path in ("architecture/", "../README/", "images/nothing.svg", "images/..%2f..%2fmanage.py"):
        assert client.get(f"/api/guide/{path}").status_code == 404


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash and curl")
def test_the_first_requests_may_be_pasted_in_any_order(live_server, make_movie, settings):
    settings.THROTTLES = False
    make_movie("The Matrix", tmdb_id=603)
    make_movie("Up", tmdb_id=14160)
    commands = [command for _, command in first_requests(live_server.url)]

    def paste(*order: int) -> str:
        script = "\n".join(commands[number] for number in order)
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, timeout=60)
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    assert "authentication_failed" in paste(3)  # before the login: a sentence, no traceback
    assert "The Matrix" in paste(1, 2)
    assert "Up" in paste(1, 1, 3)

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from django.test import Client


def test_an_unknown_address_of_a_person_is_a_page_that_leads_on(client, db):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert 'href="/api/docs/"' in answer.content.decode()


def test_a_refusal_is_a_page_that_leads_on(client, make_user):
    client.force_login(make_user("staff", is_staff=True))
    refused = client.get("/admin/movies/movie/")
    assert refused.status_code == 403
    assert "has no right to this page" in refused.content.decode()
    assert 'href="/admin/"' in refused.content.decode()


def test_a_form_from_before_the_login_is_a_page_that_says_what_to_do(make_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("staff", is_staff=True))
    refused = client.post("/admin/movies/movie/")
    assert refused.status_code == 403
    assert "reload the page, and send it again" in refused.content.decode()


def test_a_failure_of_ours_is_a_page_without_details(client, db, monkeypatch):
    def fail() -> None:
        raise RuntimeError("a detail")

    monkeypatch.setattr("apps.core.site.landing.landing_facts", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something failed on our side" in answer.content.decode()
    assert "a detail" not in answer.content.decode()


def test_pages_answer_no_posts(client, db):
    assert client.post("/demo/").status_code == 405
    assert client.post("/").status_code == 405


def test_browsers_and_crawlers_find_what_they_ask_every_host_for(client, db):
    icon = client.get("/favicon.ico")
    assert icon.status_code == 302 and icon.headers["Location"] == "/static/core/icon.svg"
    robots = client.get("/robots.txt")
    assert robots.headers["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(robots.content.decode().splitlines())
    for path, allowed in {
        "/": True, "/demo/": True, "/share/movies/1/": True, "/posters/1.svg": True, "/api/guide/": True,
        "/api/v1/movies/movies/": False, "/admin/": False, "/metrics": False, "/health/": False,
    }.items():  # fmt: skip
        assert parser.can_fetch("Googlebot", path) == allowed, path


def test_an_invitation_is_a_qr_code_of_our_own_address_only(client, db):
    answer = client.get("/demo/invitation.svg?code=fe8bc63ba9")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.content).tag.endswith("svg")
    for code in ("", "https://example.com", "a" * 40, "..%2f"):
        assert client.get(f"/demo/invitation.svg?code={code}").status_code == 404


def test_a_phone_can_keep_the_demo_as_an_app(client, db):
    manifest = client.get("/site.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == "/demo/"
    assert 'rel="manifest" href="/site.webmanifest"' in client.get("/").content.decode()

"""Absolute addresses have the scheme and host of the public address, and no sender of a header can choose them."""

import re

import pytest
from django.urls import reverse

PROXY = {"REMOTE_ADDR": "10.0.0.1"}
FORGED = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_PORT": "444",
    "HTTP_FORWARDED": "host=evil.example;proto=https",
}


@pytest.fixture
def addresses(client, make_movie, settings):
    """Every absolute address of pages, lists and redirects, for requests with these headers."""
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.ALLOWED_HOSTS = ["movies.example.org"]
    movies = [make_movie(title) for title in ("Alien", "Up", "Heat")]

    def ask(**headers) -> set[str]:
        headers = {"HTTP_HOST": "movies.example.org", **headers}
        first = client.get("/api/v1/movies/movies/?page_size=1", **headers)
        second = client.get("/api/v1/movies/movies/?page_size=1&page=2", **headers)
        entry = client.get("/api/v1/", headers={"Accept": "application/json"}, **headers)
        found = [first.json()["next"], second.json()["previous"], second.json()["next"]]
        found += re.findall(r'"(https?://[^"/]+)', entry.content.decode())
        for path in (reverse("landing"), f"/share/movies/{movies[0].pk}/"):
            page = client.get(path, **headers)
            assert page.status_code == 200, path
            found += re.findall(
                r"(https?://[^\s\"'/<]*(?:example|testserver)[^\s\"'/<]*)", page.content.decode()
            )
        redirect = client.get("/api/v1/movies/movies", **headers)
        assert redirect.status_code in (301, 308, 404)
        found += [url for url in [redirect.headers.get("Location", "")] if "//" in url]
        return {re.match(r"https?://[^/]+", url)[0] for url in found}

    return ask


def test_behind_a_trusted_proxy_they_are_https_at_the_public_host(addresses):
    assert addresses() == {"http://movies.example.org"}
    # The same paths again: what was stored for the first scheme is not the response for the other one.
    assert addresses(**PROXY, HTTP_X_FORWARDED_PROTO="https") == {"https://movies.example.org"}


def test_headers_of_others_choose_nothing(addresses):
    assert addresses(**FORGED, REMOTE_ADDR="203.0.113.9") == {"http://movies.example.org"}


def test_a_forwarded_host_is_not_read_from_a_trusted_proxy_either(addresses):
    assert addresses(**FORGED, **PROXY) == {"https://movies.example.org"}


def test_a_redirect_to_https_has_the_host_of_the_request(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["movies.example.org"]
    settings.TRUSTED_PROXIES = []
    response = client.get("/api/guide/", **FORGED, HTTP_HOST="movies.example.org")
    assert response.headers["Location"] == "https://movies.example.org/api/guide/"

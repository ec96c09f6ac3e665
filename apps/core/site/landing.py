"""The landing page and the demo, and what they show of the installation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core.caching.cache import Namespace
from apps.core.extensions import ServicePart, registered

LANDING = Namespace("landing", fresh=60, stale=3600)
COUNTS = Namespace("public-counts", fresh=60, stale=3600)


@require_safe
@cache_control(public=True, max_age=60)
def landing(request: HttpRequest) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    context: dict[str, Any] = {**landing_facts(), "requests": first_requests(root)}
    return render(request, "core/landing.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def demo(request: HttpRequest) -> HttpResponse:
    return render(request, "core/demo.html")


def landing_facts() -> dict[str, Any]:
    """{"counts": [(name, number)], "movies": [movie]}, built at most once a minute."""
    return LANDING.fetch([], _build_landing_facts).value


def _build_landing_facts() -> dict[str, Any]:
    sources = (part.landing_movies for part in registered(ServicePart) if part.landing_movies)
    return {
        "counts": [(name, number) for name, number in public_counts().items() if number],
        "movies": [movie for source in sources for movie in source()],
    }


def public_counts() -> dict[str, int]:
    """The number of movies, users and ratings by name, counted at most once a minute."""
    return COUNTS.fetch([], _count).value


def _count() -> dict[str, int]:
    return {part.name: part.count() for part in registered(ServicePart) if part.count}


def first_requests(root: str) -> list[tuple[str, str]]:
    """(heading, shell command) pairs that lead from registration to recommendations."""
    api = f"{root}/api/v1"
    body = '{"email": "me@example.com", "password": "a-long-passphrase"}'
    return [
        ("Browse without an account", f"curl '{api}/movies/movies/?genre=Comedy&year_min=2010&page_size=3'"),
        (
            "Sign up and store the token",
            f"TOKEN=$(curl -s {api}/auth/users/ -H 'Content-Type: application/json' \\\n"
            f"  -d '{body}' | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"access\"])')",
        ),
        (
            "Rate a movie",
            f'curl {api}/favorites/ratings/ -H "Authorization: Bearer $TOKEN" \\\n'
            "  -H 'Content-Type: application/json' -d '{\"tmdb_id\": 603, \"rating\": 9}'",
        ),
        (
            "Get recommendations with reasons",
            f'curl {api}/recommendations/ -H "Authorization: Bearer $TOKEN"',
        ),
    ]

"""The landing page and the demo, and what they show of the installation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core.caching.cache import Namespace
from apps.core.extensions import ServicePart, registered

LANDING = Namespace("landing", fresh=60, stale=3600)
SHOWN_FROM = 100  # "1 ratings" says nothing good
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
    """{"counts": [(name, number)], "shelves": [{"title", "movies"}]}, built at most once a minute."""
    return LANDING.fetch([], _build_landing_facts).value


def _build_landing_facts() -> dict[str, Any]:
    sources = (part.landing_movies for part in registered(ServicePart) if part.landing_movies)
    return {
        "counts": [(name, number) for name, number in public_counts().items() if number >= SHOWN_FROM],
        "shelves": [shelf for source in sources if (shelf := source())["movies"]],
    }


def public_counts() -> dict[str, int]:
    """The number of movies, users and ratings by name, counted at most once a minute."""
    return COUNTS.fetch([], _count).value


def _count() -> dict[str, int]:
    return {part.name: part.count() for part in registered(ServicePart) if part.count}


# Prints what a list or an error says in one line per row.
PRINT_MOVIES = (
    "python3 -c 'import json, sys; d = json.load(sys.stdin); "
    'print(*[m.get("movie", m)["title"] + "  " + m.get("explanation", "") for m in d.get("results", [])] or [d], sep="\\n")\''
)
PRINT_ACCESS = 'python3 -c \'import json, sys; print(json.load(sys.stdin).get("access", ""))\''


def first_requests(root: str) -> list[tuple[str, str]]:
    """(heading, shell command) pairs that lead from registration to recommendations.

    Each may be pasted again: the address is registered once, and every time logs in.
    """
    api = f"{root}/api/v1"
    body = '{"email": "me@example.com", "password": "plum-orbit-42"}'
    send = f"-H 'Content-Type: application/json' -d '{body}'"
    return [
        (
            "Browse without an account",
            f"curl -s '{api}/movies/movies/?genre=Comedy&year_min=2010&page_size=3' | {PRINT_MOVIES}",
        ),
        (
            "Sign up, log in and store the token",
            f"curl -s {api}/auth/users/ {send} >/dev/null\n"
            f"TOKEN=$(curl -s {api}/auth/login/ {send} \\\n  | {PRINT_ACCESS})",
        ),
        (
            "Rate a movie",
            f'curl -s {api}/favorites/ratings/ -H "Authorization: Bearer $TOKEN" \\\n'
            "  -H 'Content-Type: application/json' -d '{\"tmdb_id\": 603, \"rating\": 9}' | python3 -m json.tool",
        ),
        (
            "Get recommendations with reasons",
            f'curl -s "{api}/recommendations/?page_size=5" -H "Authorization: Bearer $TOKEN" \\\n  | {PRINT_MOVIES}',
        ),
    ]

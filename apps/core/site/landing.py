"""The landing page and the demo, and what they show of the installation."""

import re
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core.caching.cache import Namespace
from apps.core.extensions import ServicePart, registered

INVITATION = re.compile(r"[0-9A-Za-z]{4,16}")
FIRST_MODULES = (
    *(
        "api",
        "dom",
        "events",
        "filters",
        "forms",
        "movies",
        "router",
        "session",
        "shelf",
        "shortcut",
        "suggest",
    ),
    "pages/discover",
)
LANDING = Namespace("landing", fresh=60, stale=3600)
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /api/schema/
Disallow: /api/v1/
Disallow: /health/
Disallow: /metrics
"""
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
    return render(request, "core/demo.html", {"modules": FIRST_MODULES})


@require_safe
@cache_control(public=True, max_age=86_400)
def invitation(request: HttpRequest, /) -> HttpResponse:
    """A QR code of the demo's page that joins a movie night. Only codes of ours are drawn, never any other address."""
    code = request.GET.get("code", "")
    if not INVITATION.fullmatch(code):
        raise Http404
    address = request.build_absolute_uri(f"{reverse('demo')}#/night/join/{code}")
    svg = segno.make(address, error="m").svg_inline(scale=4, border=1)
    return HttpResponse(
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), content_type="image/svg+xml"
    )


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """So that a phone can keep the demo as an app."""
    icon = {"src": static("core/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JsonResponse(
        {
            "name": "Movie Backend demo",
            "short_name": "Movies",
            "start_url": reverse("demo"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#121017",
            "theme_color": "#6431c9",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for this address on pages without an icon of their own, such as JSON."""
    return HttpResponseRedirect(static("core/icon.svg"))


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Pages, shared links and their pictures may be indexed. Responses of the API are no pages, and have limits."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


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

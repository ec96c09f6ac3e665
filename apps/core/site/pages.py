"""Pages for people: the landing page and the reference frontend."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core.site.landing import landing_facts


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


def first_requests(root: str) -> list[tuple[str, str]]:
    """From nothing to recommendations with reasons, as lines for a shell."""
    api = f"{root}/api/v1"
    body = '{"email": "me@example.com", "password": "a-long-passphrase"}'
    return [
        ("Browse without an account", f"curl '{api}/movies/movies/?genre=Comedy&year_min=2010&page_size=3'"),
        (
            "Sign up and keep the token",
            f"TOKEN=$(curl -s {api}/auth/users/ -H 'Content-Type: application/json' \\\n"
            f"  -d '{body}' | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"access\"])')",
        ),
        (
            "Rate a movie",
            f'curl {api}/favorites/ratings/ -H "Authorization: Bearer $TOKEN" \\\n'
            "  -H 'Content-Type: application/json' -d '{\"tmdb_id\": 603, \"rating\": 9}'",
        ),
        ("Ask what to watch, and why", f'curl {api}/recommendations/ -H "Authorization: Bearer $TOKEN"'),
    ]

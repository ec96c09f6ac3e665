"""Drawn posters and backdrops, cached by browsers for a day, and uploaded posters. All are public, without throttles."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from apps.movies.models import Movie
from apps.movies.services.posters import draw_backdrop, draw_poster, draw_preview
from apps.movies.services.uploaded_posters import read_poster

UPLOADED_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{3,4}")
BIGGEST_ID = 2**63 - 1


@require_safe
@gzip_page
@cache_control(public=True, max_age=86_400)
def drawn_poster(request: HttpRequest, movie_id: int) -> HttpResponse:
    """With `?titled=1` the title is part of the picture."""
    return as_svg(draw_poster(**facts_of(movie_id), titled=request.GET.get("titled") == "1"))


@require_safe
@gzip_page
@cache_control(public=True, max_age=86_400)
def drawn_backdrop(request: HttpRequest, movie_id: int) -> HttpResponse:
    return as_svg(draw_backdrop(**facts_of(movie_id)))


@require_safe
@cache_control(public=True, max_age=86_400)
def drawn_preview(request: HttpRequest, movie_id: int) -> HttpResponse:
    return HttpResponse(draw_preview(**facts_of(movie_id)), content_type="image/png")


@require_safe
@cache_control(public=True, max_age=365 * 86_400, immutable=True)
def uploaded_poster(request: HttpRequest, name: str) -> HttpResponse:
    """Its name is made of its content, so it never changes."""
    found = read_poster(name) if UPLOADED_NAME.fullmatch(name) else None
    if found is None:
        raise Http404
    content, kind = found
    return HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


def facts_of(movie_id: int) -> dict[str, Any]:
    movie = get_object_or_404(Movie.objects.only("title", "release_date"), pk=min(movie_id, BIGGEST_ID))
    return {
        "movie_id": movie.pk,
        "title": movie.title,
        "year": movie.release_date.year if movie.release_date else None,
        "genres": list(movie.genres.values_list("name", flat=True)),
    }


def as_svg(drawn: SafeString) -> HttpResponse:
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")

"""Drawn posters: public, without throttles, cached by browsers for a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.movies.models import Movie
from apps.movies.services.posters import draw_poster, leading_genre

BIGGEST_ID = 2**63 - 1


@require_safe
@cache_control(public=True, max_age=86_400)
def drawn_poster(request: HttpRequest, movie_id: int) -> HttpResponse:
    movie = get_object_or_404(Movie.objects.only("title", "release_date"), pk=min(movie_id, BIGGEST_ID))
    genre = leading_genre(movie.genres.values_list("name", flat=True))
    year = movie.release_date.year if movie.release_date else None
    svg = draw_poster(title=movie.title, year=year, genre=genre)
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")

"""Pages behind links that are shared: their titles, texts and pictures are what a messenger previews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.movies.models import Movie
from apps.movies.services.posters import preview_address
from apps.movies.views.posters import BIGGEST_ID


@require_safe
@cache_control(public=True, max_age=300)
def shared_movie(request: HttpRequest, movie_id: int) -> HttpResponse:
    movies = Movie.objects.filter(adult=False).prefetch_related("genres")
    movie = get_object_or_404(movies, pk=min(movie_id, BIGGEST_ID))
    year = f" ({movie.release_date.year})" if movie.release_date else ""
    genres = ", ".join(genre.name for genre in movie.genres.all())
    facts = (
        f"{genres}. {movie.vote_average:.1f} of 10 from {movie.vote_count:,} votes."
        if movie.vote_count
        else genres
    )
    context = {
        "kind": "video.movie",
        "title": f"{movie.title}{year}",
        "description": movie.overview[:200] or facts,
        "address": request.build_absolute_uri(),
        "image": request.build_absolute_uri(preview_address(movie)),
        "opens": f"{reverse('demo')}#/movie/{movie.pk}",
    }
    return render(request, "core/share.html", context)

"""Movies for the landing page: a dozen of what is popular now."""

from typing import Any

from apps.movies.models import Movie
from apps.movies.services.posters import poster_address

SHOWCASE_SIZE = 12


def showcase() -> list[dict[str, Any]]:
    movies = Movie.objects.filter(adult=False).popular()[:SHOWCASE_SIZE]
    return [
        {
            "id": movie.pk,
            "title": movie.title,
            "year": movie.release_date.year if movie.release_date else None,
            "poster": poster_address(movie),
            "score": round(movie.vote_average, 1),
        }
        for movie in movies
    ]

"""Movies for the landing page: a dozen of what trends."""

from typing import Any

from apps.movies.services.posters import poster_address
from apps.movies.services.trending import trending

LANDING_SIZE = 12


def landing_movies() -> dict[str, Any]:
    shown = trending(size=LANDING_SIZE)
    movies = [
        {
            "id": movie.pk,
            "title": movie.title,
            "year": movie.release_date.year if movie.release_date else None,
            "poster": poster_address(movie),
            "score": round(movie.vote_average, 1),
        }
        for movie in shown.movies
    ]
    return {"title": shown.title, "movies": movies}

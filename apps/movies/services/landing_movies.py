"""Movies for the landing page: a dozen of this week's trending movies, else of the most popular in the catalogue."""

from typing import Any

from apps.movies.models import Movie
from apps.movies.services.browse import tmdb_list
from apps.movies.services.posters import poster_address

LANDING_SIZE = 12


def landing_movies() -> list[dict[str, Any]]:
    shown = Movie.objects.filter(adult=False)
    trending = tmdb_list("trending-week").window(page=1, page_size=LANDING_SIZE, shown=shown)
    movies = trending.movies if trending and trending.movies else shown.popular()[:LANDING_SIZE]
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

"""A movie by any of the names that a client may use for it."""

from apps.movies.models import Movie


def resolve_movie(*, movie: int | None = None, tmdb_id: int | None = None) -> Movie:
    """The movie with our id `movie`, or else with TMDb's id. Raises Movie.DoesNotExist."""
    if movie is not None:
        return Movie.objects.get(pk=movie)
    return Movie.objects.get(tmdb_id=tmdb_id)

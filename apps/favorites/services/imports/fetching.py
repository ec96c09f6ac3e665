"""Fetches movies from TMDb that rows of an import name and the catalogue lacks.

What has been fetched is in the catalogue, and what TMDb does not know is remembered for a day, so work that was
interrupted goes on where it ended. TMDb's rate is shared with all processes.
"""

from collections.abc import Callable, Iterable

from apps.core.http.exceptions import UpstreamError
from apps.favorites.services.imports.rows import Row
from apps.movies.models import Movie
from apps.movies.services.tmdb_movies import obtain_movie, tmdb_id_of, tmdb_id_of_title
from apps.movies.services.tmdb_service import TMDbService

# Of one import at once. The others are fetched by the job that tries rows again.
FETCHES_MAX = 2000
FAILURES_MAX = 3  # in a row: then TMDb is down
BETWEEN_CHECKS = 10
Name = tuple[int | None, str, str, str, int | None]


def name_of(row: Row) -> Name:
    return row.tmdb_id, row.imdb_id, row.title, row.original_title, row.year


def fetch_missing(rows: Iterable[Row], *, check: Callable[[], None]) -> int:
    """Fetch the movies of these rows, and return how many there are now. Stops when TMDb does not respond.

    check: is called now and then, and may raise to interrupt. Call it outside of transactions.
    """
    if not TMDbService.is_configured():
        return 0
    wanted = (row for row in rows if row.needs_movie and not row.may_be_series and not row.problem)
    names = dict.fromkeys(map(name_of, wanted))
    fetched = failures = 0
    for number, name in enumerate(list(names)[:FETCHES_MAX]):
        if number % BETWEEN_CHECKS == 0:
            check()
        try:
            obtain_movie(tmdb_id=find_id(name))
        except Movie.DoesNotExist:
            failures = 0
        except UpstreamError:
            failures += 1
            if failures == FAILURES_MAX:
                break
        else:
            fetched, failures = fetched + 1, 0
    return fetched


def find_id(name: Name) -> int:
    """TMDb's id of the movie. Raises Movie.DoesNotExist and UpstreamError."""
    tmdb_id, imdb_id, title, original_title, year = name
    if tmdb_id:
        return tmdb_id
    if imdb_id:
        try:
            return tmdb_id_of("imdb_id", imdb_id)
        except Movie.DoesNotExist:
            if not title:
                raise
    for words in dict.fromkeys((title, original_title)):
        if words and year and (found := tmdb_id_of_title(words, year)):
            return found
    raise Movie.DoesNotExist

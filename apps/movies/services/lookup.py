"""A movie by any of the names that a client may use for it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from apps.core.http.exceptions import UpstreamError
from apps.core.jobs.queue import enqueue
from apps.movies.models import Movie
from apps.movies.services.tmdb_movies import obtain_movie, tmdb_id_of
from apps.movies.services.tmdb_service import TMDbService


def resolve_movie(*, movie: int | None = None, tmdb_id: int | None = None) -> Movie:
    """The movie with our id `movie`, or else with TMDb's id, which may take a call to TMDb.

    Raises Movie.DoesNotExist, and UpstreamError if TMDb is needed and does not respond.
    """
    if movie is not None:
        return Movie.objects.get(pk=movie)
    if tmdb_id is None:
        raise Movie.DoesNotExist
    movie_of_ours = Movie.objects.filter(tmdb_id=tmdb_id).first()
    return movie_of_ours or Movie.objects.get(pk=obtain_movie(tmdb_id=tmdb_id).movie_id)


def find_movie(
    *, imdb_id: str | None = None, tmdb_id: int | None = None, wikidata_id: str | None = None
) -> int:
    """Our id of the movie with one of these ids; of several that with the most votes. May take two calls to TMDb.

    Raises Movie.DoesNotExist, and UpstreamError if TMDb is needed and does not respond.
    """
    if tmdb_id is not None:
        return resolve_movie(tmdb_id=tmdb_id).pk
    source, external_id = ("imdb_id", imdb_id) if imdb_id else ("wikidata_id", wikidata_id)
    if not external_id:
        raise Movie.DoesNotExist
    stored = Movie.objects.filter(**{source: external_id}).order_by("-vote_count", "pk").first()
    return stored.pk if stored else obtain_movie(tmdb_id=tmdb_id_of(source, external_id)).movie_id


# TMDb ids that one request may have fetched: nobody may spend the installation's calls on ids without end.
FETCHED_AT_ONCE, MOST_FETCHED = 5, 200
# How a body names one movie of many: ("movie", our id) or ("tmdb_id", TMDb's).
MovieName = tuple[str, int]


def known_movies(names: Iterable[MovieName]) -> dict[MovieName, int]:
    """Our ids of the movies in the catalogue, in two queries for any number of names."""
    wanted: dict[str, set[int]] = {"movie": set(), "tmdb_id": set()}
    for kind, value in names:
        wanted[kind].add(value)
    ours = Movie.objects.filter(pk__in=wanted["movie"]).values_list("pk", flat=True)
    theirs = Movie.objects.filter(tmdb_id__in=wanted["tmdb_id"]).values_list("tmdb_id", "pk")
    return {("movie", pk): pk for pk in ours.order_by()} | {
        ("tmdb_id", tmdb_id): pk for tmdb_id, pk in theirs.order_by() if tmdb_id is not None
    }


def may_fetch() -> bool:
    """Whether TMDb can be asked."""
    return TMDbService.is_configured()


def known_or_fetched(
    names: Sequence[MovieName], *, at_once: int = FETCHED_AT_ONCE
) -> tuple[dict[MovieName, int], set[MovieName]]:
    """As `known_movies`, and movies that TMDb may have: up to `at_once` are fetched; if there are more, none is.

    Returns our ids by name, and the names that TMDb has not been asked for, MOST_FETCHED at most. Nothing is fetched while
    TMDb does not respond. Call it outside of transactions.
    """
    known = known_movies(names)
    if not may_fetch():
        return known, set()
    held = set(
        Movie.all_objects.filter(
            tmdb_id__in=[value for kind, value in names if kind == "tmdb_id"]
        ).values_list("tmdb_id", flat=True)
    )
    missing = [value for kind, value in dict.fromkeys(names) if kind == "tmdb_id" and value not in held]
    if len(missing) <= at_once:
        try:
            fetch_movies(missing)
        except UpstreamError:
            return known_movies(names), set()
        return known_movies(names), set()
    return known, {("tmdb_id", value) for value in missing[:MOST_FETCHED]}


def known_or_requested(names: Sequence[MovieName]) -> dict[MovieName, int]:
    """As `known_or_fetched`. More movies are fetched in the background, and found when the request is repeated."""
    known, later = known_or_fetched(names)
    if later:
        enqueue("movies.refresh_from_tmdb", tmdb_ids=sorted(tmdb_id for _, tmdb_id in later))
    return known


def fetch_movies(tmdb_ids: Iterable[int]) -> None:
    """Store those that TMDb has and that we lack. Raises UpstreamError if it does not respond."""
    held = set(Movie.all_objects.filter(tmdb_id__in=tmdb_ids).values_list("tmdb_id", flat=True))
    for tmdb_id in tmdb_ids:
        if tmdb_id not in held:
            with suppress(Movie.DoesNotExist):
                obtain_movie(tmdb_id=tmdb_id)

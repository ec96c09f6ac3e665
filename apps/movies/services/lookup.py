"""A movie by any of the names that a client may use for it."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db.models import Case, Q, When

from apps.core.http.exceptions import UpstreamError
from apps.core.jobs.queue import enqueue
from apps.movies.models import Movie
from apps.movies.services.tmdb_movies import obtain_movie, tmdb_id_of
from apps.movies.services.tmdb_service import TMDbService


def resolve_movie(*, movie: int | None = None, tmdb_id: int | None = None) -> Movie:
    """The movie with our id `movie`, or else with TMDb's id, which may take a call to TMDb.

    Raises Movie.DoesNotExist, and UpstreamError if TMDb is needed and does not respond.
    """
    if movie is None and tmdb_id is None:
        raise Movie.DoesNotExist
    field, value = ("pk", movie) if movie is not None else ("tmdb_id", tmdb_id)
    if stored := Movie.objects.filter(**{field: value}).first():
        return stored
    if former := ids_of(field, [value]):
        return Movie.objects.get(pk=former[value])
    if tmdb_id is None:
        raise Movie.DoesNotExist
    return Movie.objects.get(pk=obtain_movie(tmdb_id=tmdb_id).movie_id)


def ids_of(field: str, values: Collection[Any]) -> dict[Any, int]:
    """Our ids of movies by `pk`, `tmdb_id`, `imdb_id` or `wikidata_id`, in one query.

    The ids of a duplicate that was merged are those of the movie that stayed. Of several movies with one id that with the
    most votes is meant.
    """
    is_here = Q(deleted_at__isnull=True)
    was_merged = Q(deleted_at__isnull=False, merged_into__deleted_at__isnull=True, merged_into__isnull=False)
    rows = Movie.all_objects.filter(is_here | was_merged, **{f"{field}__in": values})
    # The last of those with one value is used: one that is here, with the most votes.
    ordered = rows.order_by(Case(When(is_here, then=1), default=0), "vote_count", "-pk")
    return {value: merged or pk for value, merged, pk in ordered.values_list(field, "merged_into_id", "pk")}


def current_id(**lookup: Any) -> int:
    """The id of the movie that a deleted duplicate was merged into. Raises Movie.DoesNotExist."""
    ((field, value),) = lookup.items()
    found = list(ids_of(field, [value]).values())
    if not found:
        raise Movie.DoesNotExist
    return found[0]


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
    stored = ids_of(source, [external_id]).get(external_id)
    return stored or obtain_movie(tmdb_id=tmdb_id_of(source, external_id)).movie_id


# TMDb ids that one request may have fetched: nobody may spend the installation's calls on ids without end.
FETCHED_AT_ONCE, MOST_FETCHED = 5, 200
# How a body names one movie of many: ("movie", our id) or ("tmdb_id", TMDb's).
MovieName = tuple[str, int]


def known_movies(names: Iterable[MovieName]) -> dict[MovieName, int]:
    """Our ids of the movies in the catalogue, in two queries for any number of names."""
    wanted: dict[str, set[int]] = {"movie": set(), "tmdb_id": set()}
    for kind, value in names:
        wanted[kind].add(value)
    ours, theirs = ids_of("pk", wanted["movie"]), ids_of("tmdb_id", wanted["tmdb_id"])
    return {("movie", value): pk for value, pk in ours.items()} | {
        ("tmdb_id", value): pk for value, pk in theirs.items()
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
        with suppress(UpstreamError):
            fetch_movies(missing)
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

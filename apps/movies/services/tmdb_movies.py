"""One movie by its TMDb id, fetched if it is missing or was stored too long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.core.caching.cache import DAY, Namespace, Source
from apps.core.http.exceptions import UpstreamError
from apps.core.limits import INTEGER_MAX
from apps.movies.models import Movie
from apps.movies.models.text import fold
from apps.movies.services.catalogue import mark_gone, persist_tmdb_movie_detail
from apps.movies.services.tmdb_errors import TMDbMalformed, TMDbNotFound
from apps.movies.services.tmdb_http import REQUEST, SHORT, TimeoutBudget
from apps.movies.services.tmdb_service import TMDbService

DETAILS_FRESH = timedelta(days=1)
DETAILS_STALE = timedelta(days=7)
# Details are stored as rows. This namespace only lets concurrent requests share one call.
FETCHES = Namespace("tmdb-details", fresh=60, origin="tmdb")
# TMDb's ids by ids elsewhere; 0 if it knows no such movie.
FOUND = Namespace("tmdb-found", fresh=DAY, origin="tmdb")
# TMDb's ids by title and year; 0 if it knows no such movie.
TITLES = Namespace("tmdb-titles", fresh=DAY, origin="tmdb")
# Ids that TMDb has no movie for, so that it is not asked about them with every request.
UNKNOWN = Namespace("tmdb-unknown", fresh=DAY)


@dataclass(frozen=True)
class Obtained:
    movie_id: int
    source: Source
    created: bool = False


def obtain_movie(*, tmdb_id: int) -> Obtained:
    """The movie with TMDb's details, or with the stored ones while TMDb does not respond.

    A merged duplicate is the movie that it was merged into.
    Raises Movie.DoesNotExist if TMDb has none or a curator has deleted it, UpstreamError if TMDb does
    not respond and nothing is stored.
    """
    stored = (
        Movie.all_objects.filter(tmdb_id=tmdb_id)
        .select_related("merged_into")
        .only("deleted_at", "details_synced_at", "tmdb_retry_at", "merged_into__deleted_at")
        .first()
    )
    if stored is None and not (TMDbService.is_configured() and 0 < tmdb_id <= INTEGER_MAX):
        raise Movie.DoesNotExist
    if stored is None:
        return _fetched(tmdb_id, REQUEST, is_new=True)
    if stored.deleted_at is not None:
        return _merged(stored)
    must_wait = stored.tmdb_retry_at is not None and stored.tmdb_retry_at > timezone.now()
    if TMDbService.is_configured() and _is_within(DETAILS_FRESH, stored.details_synced_at):
        return Obtained(stored.pk, "cache")
    if must_wait or not TMDbService.is_configured():
        return Obtained(stored.pk, "local")
    try:
        return _fetched(tmdb_id, SHORT, is_new=False)
    except (UpstreamError, Movie.DoesNotExist):
        return Obtained(
            stored.pk, "stale" if _is_within(DETAILS_STALE, stored.details_synced_at) else "local"
        )


def _merged(deleted: Movie) -> Obtained:
    if deleted.merged_into is None or deleted.merged_into.deleted_at is not None:
        raise Movie.DoesNotExist
    return Obtained(deleted.merged_into.pk, "local")


def tmdb_id_of(source: str, external_id: str) -> int:
    """TMDb's id of the movie with an id elsewhere (TMDbService.find). Raises Movie.DoesNotExist and UpstreamError."""
    if not TMDbService.is_configured():
        raise Movie.DoesNotExist
    inputs = [settings.TMDB_API_BASE_URL, source, external_id]
    found = FOUND.fetch(inputs, lambda: TMDbService(REQUEST).find(source, external_id) or 0).value
    if not found:
        raise Movie.DoesNotExist
    return found


def tmdb_id_of_title(title: str, year: int) -> int | None:
    """TMDb's id of the movie with this title or original title, nearest in year. Raises UpstreamError."""
    if not TMDbService.is_configured():
        return None
    inputs = [settings.TMDB_API_BASE_URL, settings.TMDB_LANGUAGE, fold(title), year]
    return TITLES.fetch(inputs, lambda: _search_title(title, year)).value or None


def _search_title(title: str, year: int) -> int:
    """Search among the movies of the year, then among all: services disagree by a year about festival films."""
    tmdb = TMDbService(REQUEST)
    return _nearest(tmdb.search(title, year=year), title, year) or _nearest(tmdb.search(title), title, year)


def _nearest(answer: dict[str, Any], title: str, year: int) -> int:
    """The id of the movie with this title that is nearest in year, the first of several; 0 if none is."""
    near: list[tuple[int, int]] = []
    for movie in answer["results"]:
        names = {fold(str(movie.get(field) or "")) for field in ("title", "original_title")}
        released = str(movie.get("release_date") or "")[:4]
        if fold(title) in names and released.isdecimal() and isinstance(movie.get("id"), int):
            near.append((abs(int(released) - year), movie["id"]))
    distance, tmdb_id = min(near, key=itemgetter(0), default=(2, 0))
    return tmdb_id if distance <= 1 else 0


def _fetched(tmdb_id: int, budget: TimeoutBudget, *, is_new: bool) -> Obtained:
    inputs = [settings.TMDB_API_BASE_URL, settings.TMDB_LANGUAGE, tmdb_id]
    if is_new and UNKNOWN.peek(inputs):
        raise Movie.DoesNotExist
    try:
        answer = FETCHES.fetch(inputs, lambda: _fetch(tmdb_id, budget))
    except TMDbNotFound as error:
        if is_new:
            UNKNOWN.put(inputs, True)
        else:
            mark_gone(tmdb_id=tmdb_id)
        raise Movie.DoesNotExist from error
    return Obtained(answer.value, answer.source, created=is_new and answer.source == "tmdb")


def _fetch(tmdb_id: int, budget: TimeoutBudget) -> int:
    movie = persist_tmdb_movie_detail(detail=TMDbService(budget).movie(tmdb_id))
    if movie is None:
        raise TMDbMalformed
    return movie.pk


def _is_within(age: timedelta, moment: datetime | None) -> bool:
    return moment is not None and timezone.now() - moment < age

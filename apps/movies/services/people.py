"""A person's own page: what TMDb knows about them beyond their credits."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.caching.cache import Namespace
from apps.core.http.exceptions import UpstreamError
from apps.movies.models import Credit, Movie, Person
from apps.movies.services.tmdb_errors import TMDbNotFound
from apps.movies.services.tmdb_http import SHORT
from apps.movies.services.tmdb_mapping import person_details
from apps.movies.services.tmdb_service import TMDbService

FILMOGRAPHY_SHOWN = 100  # credits of a person's own page
DETAILS_FRESH = timedelta(days=30)
# Lets concurrent requests share one call; a failed one is repeated by the next request after this.
FETCHES = Namespace("tmdb-people", fresh=60, origin="tmdb")


def refresh_person(person_id: int) -> None:
    """Fetch biography, days and ids if they are missing or a month old. While TMDb does not respond they stay as they are."""
    person = Person.objects.only("tmdb_id", "details_synced_at").get(pk=person_id)
    synced = person.details_synced_at
    fresh = synced is not None and timezone.now() - synced < DETAILS_FRESH
    tmdb_id = person.tmdb_id
    if fresh or tmdb_id is None or not TMDbService.is_configured():
        return
    inputs = [settings.TMDB_API_BASE_URL, settings.TMDB_LANGUAGE, tmdb_id]
    try:
        FETCHES.fetch(inputs, lambda: _fetch(person_id, tmdb_id))
    except UpstreamError:
        return


def _fetch(person_id: int, tmdb_id: int) -> bool:
    try:
        values = person_details(TMDbService(SHORT).person(tmdb_id))
    except TMDbNotFound:
        values = {}
    Person.objects.filter(pk=person_id).update(**values, details_synced_at=timezone.now())
    return True


def filmography(person_id: int | None = None) -> QuerySet[Credit]:
    """Credits in movies that everybody may see, the newest movie first; without their movies loaded."""
    shown = Movie.objects.filter(adult=False).order_by()
    credits = Credit.objects.filter(movie__in=shown.values("pk"))
    credits = credits if person_id is None else credits.filter(person=person_id)
    return credits.order_by(F("movie__release_date").desc(nulls_last=True), "-movie_id", "position", "id")

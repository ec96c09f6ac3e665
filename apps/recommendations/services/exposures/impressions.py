"""Impressions: how often a user was shown a movie lately and did not react, by the exposure log."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.core.cache import cache
from django.utils import timezone

from apps.core.types import User
from apps.recommendations.models import ExposureEvent
from apps.recommendations.services.exposures.log import ANSWERED, Kind, write_buffered

HALF_LIFE = 14.0  # days after which an impression counts half
WINDOW = timedelta(days=90)  # older impressions count almost nothing
SKIPPED = 2.0  # impressions that a skipped movie counts as
CACHED_SECONDS = 24 * 3600

Impressions = dict[int, float]  # movie id → unanswered impressions, each worth less with every day


def read_impressions(user_ids: Sequence[int], today: date) -> dict[int, Impressions]:
    """Impressions until yesterday, by user id. Today's change nothing today, so that pages do not shift.

    They are read once a day per user, and then come from the cache.
    """
    keys = {user_id: _key(user_id, today) for user_id in user_ids}
    found = cache.get_many(list(keys.values()))
    missing = [user_id for user_id in user_ids if keys[user_id] not in found]
    read = {}
    if missing:
        _write_pages_until(today)
        read = _read(missing, today)
        cache.set_many({keys[user_id]: counts for user_id, counts in read.items()}, timeout=CACHED_SECONDS)
    return {user_id: read[user_id] if user_id in read else found[keys[user_id]] for user_id in user_ids}


def _write_pages_until(today: date) -> None:
    """Without a scheduler, pages of yesterday may still wait. Whoever is first on a day writes them; later ones are today's."""
    written = f"impressions:written:{today.toordinal()}"
    if cache.get(written) is None:
        write_buffered()
        cache.set(written, True, timeout=CACHED_SECONDS)


def erase_cached(user: User) -> None:
    """Remove what the cache has of the user: pages that still wait go to the log, which leaves with the account."""
    write_buffered()
    cache.delete(_key(user.pk, timezone.now().astimezone(UTC).date()))


def _key(user_id: int, today: date) -> str:
    return f"impressions:{user_id}:{today.toordinal()}"


def _read(user_ids: list[int], today: date) -> dict[int, Impressions]:
    end = datetime.combine(today, time(), tzinfo=UTC)
    events = ExposureEvent.objects.filter(
        user__in=user_ids,
        happened_at__gte=end - WINDOW,
        happened_at__lt=end,
        kind__in=(Kind.SHOWN, Kind.SKIPPED, *ANSWERED),
    )
    days: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    columns = events.order_by("happened_at").values_list("user_id", "movie_id", "kind", "happened_at")
    for user_id, movie_id, kind, at in columns.iterator(chunk_size=10_000):
        if kind in ANSWERED:
            days.pop((user_id, movie_id), None)  # what was shown before was answered
        else:
            weight, day = SKIPPED if kind == Kind.SKIPPED else 1.0, at.toordinal()
            of_movie = days[user_id, movie_id]
            of_movie[day] = max(of_movie.get(day, 0.0), weight)
    impressions: dict[int, Impressions] = {user_id: {} for user_id in user_ids}
    for (user_id, movie_id), of_movie in days.items():
        impressions[user_id][movie_id] = sum(
            weight * 2 ** ((day - today.toordinal()) / HALF_LIFE) for day, weight in of_movie.items()
        )
    return impressions

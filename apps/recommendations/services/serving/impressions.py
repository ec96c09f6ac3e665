"""Impressions: which recommended movies a user was shown, by day. Recorded in the cache, so that reads write no rows.

A list that is generated on a later day stores them in its rows and ranks movies without a click lower.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.cache import cache

from apps.recommendations.models import Recommendation

WINDOW = timedelta(days=30)  # older impressions do not count
RECORDED_SECONDS = 14 * 24 * 3600


@dataclass(frozen=True)
class Impressions:
    """counts: movie id → days on which it was shown without a click. pending: those that are not in rows yet."""

    counts: dict[int, int] = field(default_factory=dict)
    pending: dict[int, int] = field(default_factory=dict)


NO_IMPRESSIONS = Impressions()


def record_impressions(*, user_id: int, movie_ids: Iterable[int], today: date) -> None:
    """At most one impression per movie and day."""
    recorded = cache.get(_key(user_id), {})
    seen = recorded.setdefault(today.toordinal(), set())
    new = set(movie_ids) - seen
    if new:
        seen |= new
        cache.set(_key(user_id), recorded, timeout=RECORDED_SECONDS)


def recorded_movies(user_id: int) -> set[int]:
    """Movies that the user was shown lately and whose impressions are not in rows yet."""
    return {movie for movies in cache.get(_key(user_id), {}).values() for movie in movies}


def read_impressions(user_ids: Sequence[int], today: date) -> dict[int, Impressions]:
    """Impressions until yesterday, by user id: today's change nothing today."""
    rows = Recommendation.objects.filter(
        user_id__in=user_ids, times_shown__gt=0, is_clicked=False, updated_at__date__gte=today - WINDOW
    )
    counts: dict[int, Counter[int]] = {user_id: Counter() for user_id in user_ids}
    for user_id, movie_id, times in rows.order_by().values_list("user_id", "movie_id", "times_shown"):
        counts[user_id][movie_id] += times
    recorded = cache.get_many([_key(user_id) for user_id in user_ids]) or {}
    impressions = {}
    for user_id in user_ids:
        pending = _until_yesterday(recorded.get(_key(user_id), {}), today)
        impressions[user_id] = Impressions(dict(counts[user_id] + pending), dict(pending))
    return impressions


def clear_recorded(user_id: int, today: date) -> None:
    """Delete the recorded impressions until yesterday: they are in rows now."""
    recorded = cache.get(_key(user_id), {})
    left = {day: movies for day, movies in recorded.items() if day >= today.toordinal()}
    cache.set(_key(user_id), left, timeout=RECORDED_SECONDS)


def _until_yesterday(recorded: dict[int, set[int]], today: date) -> Counter[int]:
    return Counter(movie for day, movies in recorded.items() if day < today.toordinal() for movie in movies)


def _key(user_id: int) -> str:
    return f"recommendations:shown:{user_id}"

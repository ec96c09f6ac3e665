"""Which movies of their list people were shown, on which days. Noted in the cache, so that reads never write.

A list that is made on a later day takes the notes over into its rows and lets what is not answered sink.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.cache import cache

from apps.recommendations.models import Recommendation

REMEMBERED = timedelta(days=30)  # what was shown longer ago is forgotten
NOTES_SECONDS = 14 * 24 * 3600


@dataclass(frozen=True)
class Shown:
    """Days on which each movie was shown unclicked. `pending`: those among them that no row holds yet."""

    counts: dict[int, int] = field(default_factory=dict)
    pending: dict[int, int] = field(default_factory=dict)


NEVER_SHOWN = Shown()


def note_shown(*, user_id: int, movie_ids: Iterable[int], today: date) -> None:
    """Once a day and movie, however often a page is looked at."""
    notes = cache.get(_key(user_id), {})
    seen = notes.setdefault(today.toordinal(), set())
    new = set(movie_ids) - seen
    if new:
        seen |= new
        cache.set(_key(user_id), notes, timeout=NOTES_SECONDS)


def read_shown(user_ids: Sequence[int], today: date) -> dict[int, Shown]:
    """Until yesterday: a day's own showings change nothing on that day."""
    rows = Recommendation.objects.filter(
        user_id__in=user_ids, times_shown__gt=0, is_clicked=False, updated_at__date__gte=today - REMEMBERED
    )
    counts: dict[int, Counter[int]] = {user_id: Counter() for user_id in user_ids}
    for user_id, movie_id, times in rows.order_by().values_list("user_id", "movie_id", "times_shown"):
        counts[user_id][movie_id] += times
    notes = cache.get_many([_key(user_id) for user_id in user_ids]) or {}
    shown = {}
    for user_id in user_ids:
        pending = _until_yesterday(notes.get(_key(user_id), {}), today)
        shown[user_id] = Shown(dict(counts[user_id] + pending), dict(pending))
    return shown


def forget_notes(user_id: int, today: date) -> None:
    """The notes until yesterday stand in the rows now."""
    notes = cache.get(_key(user_id), {})
    left = {day: movies for day, movies in notes.items() if day >= today.toordinal()}
    cache.set(_key(user_id), left, timeout=NOTES_SECONDS)


def _until_yesterday(notes: dict[int, set[int]], today: date) -> Counter[int]:
    return Counter(movie for day, movies in notes.items() if day < today.toordinal() for movie in movies)


def _key(user_id: int) -> str:
    return f"recommendations:shown:{user_id}"

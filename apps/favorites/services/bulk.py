"""Many rows of one person at once: what sync and imports write, in a few statements whatever the number.

Signals are not sent for these, so what the receivers do for one row is done here for all. Call inside
`writing(user)`: it is one transaction, and nobody else writes in bulk for that person meanwhile.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from apps.favorites.models import Favorite, LastActivity, Rating, WatchlistItem
from apps.favorites.services.activity import told_once, touch
from apps.favorites.services.community import counted_once, rating_changed
from apps.favorites.services.keeping import leave_watchlist, next_position, watchlist_of
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS

BATCH = 500
Kind = LastActivity.Kind


@dataclass(frozen=True, slots=True)
class Rated:
    """None leaves a field as it is."""

    movie_id: int
    rating: float
    review: str | None = None
    rated_at: datetime | None = None
    is_public: bool | None = None
    has_spoilers: bool | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A mark, or what has no time, adds a viewing only where there is no finished one."""

    movie_id: int
    watched_at: datetime | None = None
    progress: int = 100
    is_mark: bool = False

    @property
    def key(self) -> tuple[int, datetime | None]:
        return self.movie_id, None if self.is_mark else self.watched_at


@dataclass(slots=True)
class Tally:
    """Movie ids by what became of them."""

    added: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    removed: int = 0


@contextmanager
def writing(user: Any) -> Iterator[None]:
    people = get_user_model().objects.select_for_update(no_key=True)
    with transaction.atomic(), counted_once(), told_once():
        people.get(pk=user.pk)
        yield


def told(user: Any, kind: str, tally: Tally) -> Tally:
    if tally.added or tally.updated or tally.removed:
        touch(user_id=user.pk, kind=kind)
    return tally


def add_favorites(user: Any, movie_ids: Iterable[int]) -> Tally:
    there = set(Favorite.objects.filter(user=user).values_list("movie_id", flat=True))
    new = [movie_id for movie_id in dict.fromkeys(movie_ids) if movie_id not in there]
    rows = (Favorite(user=user, movie_id=movie_id) for movie_id in new)
    Favorite.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return told(user, Kind.FAVORITES, Tally(added=set(new)))


def add_to_watchlist(user: Any, notes: dict[int, str | None]) -> Tally:
    """`notes` by movie id, in order; None leaves the note of a movie that is on the list."""
    there = {item.movie_id: item for item in watchlist_of(user)}
    first = next_position(watchlist_of(user))
    new = [movie_id for movie_id in notes if movie_id not in there]
    rows = [
        WatchlistItem(user=user, movie_id=movie_id, position=position, note=notes[movie_id] or "")
        for position, movie_id in enumerate(new, start=first)
    ]
    WatchlistItem.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    changed = [item for item in there.values() if notes.get(item.movie_id) not in (None, item.note)]
    for item in changed:
        item.note, item.updated_at = notes[item.movie_id] or "", timezone.now()
    WatchlistItem.objects.bulk_update(changed, ["note", "updated_at"], batch_size=BATCH)
    return told(user, Kind.WATCHLIST, Tally(set(new), {item.movie_id for item in changed}))


def rate(user: Any, rated: Iterable[Rated]) -> Tally:
    """The last word about a movie counts. A row that says what is known already changes nothing."""
    there = {row.movie_id: row for row in Rating.objects.filter(user=user)}
    wanted = {one.movie_id: one for one in rated}
    tally, rows = Tally(), []
    for movie_id, one in sorted(wanted.items()):
        known = there.get(movie_id)
        row = known or Rating(user=user, movie_id=movie_id, rating=one.rating)
        if apply_rating(row, one) or known is None:
            rows.append(row)
            (tally.updated if known else tally.added).add(movie_id)
            rating_changed(movie_id)
    upsert_ratings(rows)
    return told(user, Kind.RATINGS, tally)


def apply_rating(row: Rating, one: Rated) -> bool:
    """Whether the row says something else now."""
    if row.rating != one.rating and row.pk:
        row.rated_at = timezone.now()
    given = {name: getattr(one, name) for name in ("rating", *OPTIONAL) if getattr(one, name) is not None}
    changed = any(getattr(row, name) != value for name, value in given.items())
    for name, value in given.items():
        setattr(row, name, value)
    return changed


OPTIONAL = ("review", "rated_at", "is_public", "has_spoilers")


def upsert_ratings(rows: list[Rating]) -> None:
    for row in rows:
        row.pk = None
    Rating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "movie"],
        update_fields=["rating", *OPTIONAL, "updated_at"],
        batch_size=BATCH,
    )


def watch(user: Any, seen: Iterable[Seen]) -> Tally:
    """A viewing of the same movie at the same time is there already. Finished ones leave the watchlist."""
    rows = WatchHistory.objects.filter(user=user).values_list("movie_id", "watched_at", "progress")
    known: set[tuple[int, datetime | None]] = set()
    for movie_id, watched_at, progress in rows:
        known.add((movie_id, watched_at))
        if progress >= COMPLETED_PROGRESS:
            known.add((movie_id, None))
    new = []
    for one in seen:
        if one.key not in known:
            known |= {one.key, (one.movie_id, None)}
            new.append(one)
    WatchHistory.objects.bulk_create((viewing(user, one) for one in new), batch_size=BATCH)
    finished = {one.movie_id for one in new if one.progress >= COMPLETED_PROGRESS}
    if finished:
        listed = set(watchlist_of(user).values_list("movie_id", flat=True))
        leave_watchlist(user_id=user.pk, movie_ids=sorted(finished & listed))
    return told(user, Kind.WATCHED, Tally(added={one.movie_id for one in new}))


def viewing(user: Any, one: Seen) -> WatchHistory:
    moment = one.watched_at or timezone.now()
    return WatchHistory(user=user, movie_id=one.movie_id, watched_at=moment, progress=one.progress)


MODELS = {
    Kind.FAVORITES: Favorite,
    Kind.RATINGS: Rating,
    Kind.WATCHED: WatchHistory,
    Kind.WATCHLIST: WatchlistItem,
}


def remove(user: Any, kind: str, movie_ids: Iterable[int]) -> Tally:
    """All the person's rows of the kind about these movies."""
    model: Any = MODELS[Kind(kind)]
    gone = model._default_manager.filter(user=user, movie_id__in=list(movie_ids))
    return Tally(removed=gone.delete()[1].get(model._meta.label, 0))

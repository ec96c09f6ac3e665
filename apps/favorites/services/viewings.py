"""Which viewings of a movie are one: used by services.library when it adds to the diary, and by merges.

Two viewings are one if both have the same time, or if either has no time of day and both are on the same day of the
user's time zone. A viewing on an unknown day is one with any completed viewing of the movie.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.core.time_zones import day_of, noon
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS

Precision = WatchHistory.Precision
# What a user writes down about a viewing, and the value of a field that was left empty.
EMPTY_DETAILS: dict[str, Any] = {
    "rating": None, "review": "", "tags": [], "note": "", "liked": False, "is_rewatch": None,
}  # fmt: skip
DATE_FIELDS = ("watched_at", "watched_on", "precision")


def date_fields(watched: datetime | date | None, *, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The columns of an exact time, of a day, or of an unknown day (None)."""
    if watched is None:
        return {"watched_at": now, "watched_on": None, "precision": Precision.UNKNOWN}
    if isinstance(watched, datetime):
        return {"watched_at": watched, "watched_on": None, "precision": Precision.EXACT}
    return {"watched_at": noon(watched, zone), "watched_on": watched, "precision": Precision.DAY}


class Diary:
    """The viewings of some movies of one user, to find the one that a new row repeats."""

    def __init__(self, rows: Iterable[WatchHistory], zone: ZoneInfo) -> None:
        self.zone = zone
        self.by_movie: dict[int, list[WatchHistory]] = defaultdict(list)
        self.claimed: set[int] = set()  # ids of objects, as new rows have no primary key
        for row in rows:
            self.add(row)

    def add(self, row: WatchHistory) -> None:
        self.by_movie[row.movie_id].append(row)

    def claim(self, row: WatchHistory) -> None:
        """Leave the row out when rows are compared from now on."""
        self.claimed.add(id(row))

    def claim_identical(self, rows: Iterable[WatchHistory]) -> dict[int, WatchHistory]:
        """Claim for each row one viewing with the very same date, if there is one. Returns id of the row → viewing."""
        free: dict[tuple[Any, ...], list[WatchHistory]] = defaultdict(list)
        for viewings in self.by_movie.values():
            for viewing in reversed(viewings):
                free[date_key(viewing)].append(viewing)
        found = {id(row): free[date_key(row)].pop() for row in rows if free.get(date_key(row))}
        for viewing in found.values():
            self.claim(viewing)
        return found

    def absorb(self, rows: list[WatchHistory]) -> list[tuple[WatchHistory, WatchHistory]]:
        """Add rows that are not compared with each other. Returns those that repeat a viewing, each with that viewing."""
        self.claimed.clear()
        identical = self.claim_identical(rows)
        repeated, new = [], []
        for row in rows:
            there = identical.get(id(row))
            if there is None:
                there = self.same_as(row, on_any_day=row.precision == Precision.UNKNOWN)
            if there is None:
                new.append(row)
            else:
                self.claim(there)
                repeated.append((row, there))
        for row in new:
            self.add(row)
        return repeated

    def same_as(self, row: WatchHistory, *, on_any_day: bool = False) -> WatchHistory | None:
        """The viewing that `row` repeats, that at the very same time first; with `on_any_day` any completed one.

        What was not completed on an unknown day repeats what was not completed on another unknown day, too.
        """
        viewings = [viewing for viewing in self.by_movie[row.movie_id] if id(viewing) not in self.claimed]
        if on_any_day:
            seen = [
                other
                for other in viewings
                if other.progress >= COMPLETED_PROGRESS
                or (other.precision == Precision.UNKNOWN and row.progress < COMPLETED_PROGRESS)
            ]
            return min(seen, key=lambda other: other.precision != Precision.UNKNOWN, default=None)
        dated = [other for other in viewings if other.precision != Precision.UNKNOWN]
        at_the_time = (other for other in dated if is_same_time(other, row))
        on_the_day = (other for other in dated if self.is_same_day(other, row))
        return next(at_the_time, None) or next(on_the_day, None)

    def is_same_day(self, one: WatchHistory, other: WatchHistory) -> bool:
        if one.precision == other.precision == Precision.EXACT:
            return False
        return self.day(one) == self.day(other)

    def day(self, row: WatchHistory) -> date:
        return row.watched_on or day_of(row.watched_at, self.zone)


def date_key(row: WatchHistory) -> tuple[Any, ...]:
    return row.movie_id, row.precision, row.watched_on or row.watched_at


def is_same_time(one: WatchHistory, other: WatchHistory) -> bool:
    exact = one.precision == other.precision == Precision.EXACT
    return exact and one.watched_at == other.watched_at


def complete(row: WatchHistory, other: WatchHistory, *, overwrite: bool) -> bool:
    """Take over what `other` says about the same viewing. Returns whether the row has changed.

    The more exact date and the greater progress win. Details that `other` leaves empty stay; with `overwrite` the
    others replace those of the row, without it they only fill empty ones.
    """
    taken: dict[str, Any] = {"progress": max(row.progress, other.progress)}
    if row.precision == Precision.DAY and other.precision == Precision.EXACT:
        taken |= {name: getattr(other, name) for name in DATE_FIELDS}
    for name, empty in EMPTY_DETAILS.items():
        if getattr(other, name) != empty and (overwrite or getattr(row, name) == empty):
            taken[name] = getattr(other, name)
    changed = {name: value for name, value in taken.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)

"""Writes the rows of an import into the user's library and playlists."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from apps.core.time_zones import noon
from apps.favorites.models import Playlist, Rating
from apps.favorites.services import library
from apps.favorites.services.imports.rows import Row
from apps.favorites.services.library import AddFavorite, AddToWatchlist, Change, Rate, Watch, WriteCounts
from apps.favorites.services.playlists import ITEMS_MAX, add_items, create_playlist
from apps.movies.models.history import FIRST_SCREENING

Matched = list[tuple[Row, int]]  # rows with the ids of their movies
Indexed = tuple[int, Row, int]  # index in Matched, row, movie id
# Results of rows. A row with several parts, such as a rating and a viewing, has the first of these that applies.
ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
NO_RATING = "A review needs a rating. Rate the movie, then import the file again."
UTC_ZONE = ZoneInfo("UTC")
PLAYLIST_FULL = f"A playlist has at most {ITEMS_MAX} movies."
# Kind of library rows → kinds of file rows that are written there.
ROW_KINDS = {
    "ratings": ("rating", "diary"),
    "watched": ("diary", "mark"),
    "watchlist": ("watchlist",),
    "favorites": ("favorite",),
}


class Outcome:
    """The result of each row, in the order of `matched`, and the numbers of written rows by kind."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.results = [UNCHANGED] * len(matched)
        self.reasons = [""] * len(matched)
        self.counts: dict[str, dict[str, int]] = {}

    def rows_of(self, *kinds: str) -> Iterator[Indexed]:
        for index, (row, movie_id) in enumerate(self.matched):
            if row.kind in kinds:
                yield index, row, movie_id

    def record(self, kind: str, rows: Iterator[Indexed], counts: WriteCounts) -> None:
        self.counts[kind] = {ADDED: len(counts.added), UPDATED: len(counts.updated)}
        for index, _, movie_id in rows:
            if movie_id in counts.added:
                self.results[index] = ADDED
            elif movie_id in counts.updated and self.results[index] != ADDED:
                self.results[index] = UPDATED


def write(*, user_id: int, matched: Matched) -> Outcome:
    """Write all rows in one transaction."""
    outcome = Outcome(matched)
    with transaction.atomic():
        ratings = rating_changes(user_id, outcome)
        counts = library.apply(user_id=user_id, changes=[*ratings, *other_changes(outcome)])
        for kind, row_kinds in ROW_KINDS.items():
            outcome.record(kind, outcome.rows_of(*row_kinds), counts[kind])
        rated = {change.movie_id for change in ratings}
        for index, row, movie_id in outcome.rows_of("rating"):
            if row.review and movie_id not in rated:
                outcome.results[index], outcome.reasons[index] = "skipped", NO_RATING
        write_lists(user_id, outcome)
    return outcome


def rating_changes(user_id: int, outcome: Outcome) -> list[Rate]:
    rows_by_movie: dict[int, list[Row]] = defaultdict(list)
    for _, row, movie_id in outcome.rows_of("rating", "diary"):
        if row.rating is not None or row.review is not None:
            rows_by_movie[movie_id].append(row)
    rated = set(Rating.objects.filter(user=user_id).values_list("movie_id", flat=True))
    changes = (merge_ratings(movie_id, rows) for movie_id, rows in rows_by_movie.items())
    return [change for change in changes if change.rating is not None or change.movie_id in rated]


def merge_ratings(movie_id: int, rows: list[Row]) -> Rate:
    """Merge the rows of a movie: each value is from the row with the highest weight, then the latest time."""
    rows = sorted(rows, key=lambda row: (row.weight, moment_of(row)))
    ratings = [row for row in rows if row.rating is not None]
    return Rate(
        movie_id=movie_id,
        rating=ratings[-1].rating if ratings else None,
        review=last_value(row.review for row in rows),
        rated_at=ratings[-1].when if ratings else None,
        is_public=last_value(row.is_public for row in rows),
        has_spoilers=last_value(row.has_spoilers for row in rows),
    )


def moment_of(row: Row) -> datetime:
    if row.when is None:
        return FIRST_SCREENING
    return row.when if isinstance(row.when, datetime) else noon(row.when, UTC_ZONE)


def last_value(values: Iterator[Any]) -> Any:
    return next((value for value in reversed(list(values)) if value is not None), None)


def other_changes(outcome: Outcome) -> Iterator[Change]:
    """Diary rows are applied first: a mark without a day adds a viewing only if there is none."""
    for _, row, movie_id in outcome.rows_of("diary"):
        yield viewing(row, movie_id, watched_at=row.when, day_unknown=row.when is None)
    for _, row, movie_id in outcome.rows_of("mark"):
        yield viewing(row, movie_id, day_unknown=True)
    for _, row, movie_id in outcome.rows_of("watchlist"):
        yield AddToWatchlist(movie_id=movie_id, note=row.note or None)
    for _, _, movie_id in outcome.rows_of("favorite"):
        yield AddFavorite(movie_id=movie_id)


def viewing(row: Row, movie_id: int, **dates: Any) -> Watch:
    """Its rating does not rate the movie: `merge_ratings` chooses among all rows of the movie."""
    details = {"rating": row.rating, "review": row.review or ""} | row.diary
    return Watch(
        movie_id=movie_id, progress=row.progress, only_empty=True, rates_movie=False, **details, **dates
    )


def write_lists(user_id: int, outcome: Outcome) -> None:
    """Add each list to the user's playlist with its name, which is created if it does not exist."""
    lists: dict[str, list[Indexed]] = defaultdict(list)
    for index, row, movie_id in outcome.rows_of("list"):
        lists[row.list_name].append((index, row, movie_id))
    outcome.counts["playlists"] = {ADDED: 0, UPDATED: 0}
    for name, entries in lists.items():
        playlist = Playlist.objects.filter(user=user_id, title=name).order_by("pk").first()
        outcome.counts["playlists"][UPDATED if playlist else ADDED] += 1
        playlist = playlist or create_playlist(user_id=user_id, title=name)
        add_to_playlist(playlist, entries, outcome)


def add_to_playlist(playlist: Playlist, entries: list[Indexed], outcome: Outcome) -> None:
    notes = {movie_id: row.note for _, row, movie_id in entries if row.note}
    existing = set(playlist.items.values_list("movie_id", flat=True))
    missing = dict.fromkeys(movie_id for *_, movie_id in entries if movie_id not in existing)
    movie_ids = list(missing)[: ITEMS_MAX - len(existing)]
    _, new = add_items(user_id=playlist.user_id, playlist_id=playlist.pk, movie_ids=movie_ids, notes=notes)
    for index, _, movie_id in entries:
        if movie_id in new:
            outcome.results[index] = ADDED
        elif movie_id not in existing:
            outcome.results[index], outcome.reasons[index] = "skipped", PLAYLIST_FULL

"""Writes the rows of an import into the user's library and playlists.

Nothing becomes older: a rating counts from its date, and what a file says without a date only fills what is empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Max

from apps.core.extensions import registered
from apps.core.time_zones import noon, zone_of_user
from apps.favorites.models import Playlist, Rating, WatchlistItem
from apps.favorites.services import library
from apps.favorites.services.imports.rows import Row
from apps.favorites.services.imports.settings import restore, settings_parts
from apps.favorites.services.library import (
    AddFavorite,
    AddToWatchlist,
    Change,
    LibraryWriter,
    Rate,
    Watch,
    WriteCounts,
)
from apps.favorites.services.playlists import ITEMS_MAX, add_items, create_playlist
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS, FIRST_SCREENING

Matched = list[tuple[Row, int]]  # rows with the ids of their movies
Indexed = tuple[int, Row, int]  # index in Matched, row, movie id
# Results of rows. A row with several parts, such as a rating and a viewing, has the first of these that applies.
ADDED, UPDATED, UNCHANGED, SKIPPED = "added", "updated", "unchanged", "skipped"
SEEN_SINCE = "You have seen it since, so it was not put on the watchlist."
NOT_HIDDEN = "Movies cannot be hidden on this server."
PLAYLIST_FULL = f"A playlist has at most {ITEMS_MAX} movies."
# Kind of library rows → kinds of file rows that are written there.
ROW_KINDS = {
    "ratings": ("rating", "diary"),
    "watched": ("diary", "mark", "rating"),
    "favorites": ("favorite",),
}


class Outcome:
    """The result of each row, in the order of `matched`."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.results = [UNCHANGED] * len(matched)
        self.reasons = [row.remark for row, _ in matched]

    def rows_of(self, *kinds: str) -> Iterator[Indexed]:
        for index, (row, movie_id) in enumerate(self.matched):
            if row.kind in kinds:
                yield index, row, movie_id

    def record(self, rows: Iterable[Indexed], counts: WriteCounts) -> None:
        for index, _, movie_id in rows:
            if movie_id in counts.added:
                self.results[index] = ADDED
            elif movie_id in counts.updated and self.results[index] != ADDED:
                self.results[index] = UPDATED

    def skip(self, index: int, reason: str) -> None:
        self.results[index], self.reasons[index] = SKIPPED, reason


def write(*, user_id: int, matched: Matched) -> Outcome:
    """Write all rows in one transaction. Settings are first: days are those of the time zone that they have."""
    outcome = Outcome(matched)
    with transaction.atomic():
        write_settings(user_id, outcome)
        zone = zone_of_user(user_id)
        changes = [
            *rating_changes(user_id, outcome, zone),
            *viewings(user_id, outcome),
            *favorites(outcome, zone),
        ]
        counts = library.apply(user_id=user_id, changes=changes)
        for kind, row_kinds in ROW_KINDS.items():
            outcome.record(outcome.rows_of(*row_kinds), counts[kind])
        write_plays(user_id, outcome)
        write_hidden(user_id, outcome)
        write_contributed(user_id, outcome)
        write_watchlist(user_id, outcome, zone)
        write_lists(user_id, outcome)
    return outcome


def moment_of(row: Row, zone: ZoneInfo) -> datetime:
    if row.when is None:
        return FIRST_SCREENING
    return row.when if isinstance(row.when, datetime) else noon(row.when, zone)


def rating_changes(user_id: int, outcome: Outcome, zone: ZoneInfo) -> list[Rate]:
    """One change per movie. It only adds a missing review if the movie has a rating that is as new or newer."""
    rows_by_movie: dict[int, list[Row]] = defaultdict(list)
    for _, row, movie_id in outcome.rows_of("rating", "diary"):
        if row.rating is not None or row.review is not None:
            rows_by_movie[movie_id].append(row)
    rated = dict(Rating.objects.filter(user=user_id).values_list("movie_id", "rated_at"))
    changes = []
    for movie_id, rows in rows_by_movie.items():
        change = merge_ratings(movie_id, rows, rated.get(movie_id), zone)
        if change.rating is not None or movie_id in rated:
            changes.append(change)
    return changes


def merge_ratings(movie_id: int, rows: list[Row], rated_at: datetime | None, zone: ZoneInfo) -> Rate:
    """Merge the rows of a movie: each value is from the row with the highest weight, then the latest time."""
    rows = sorted(rows, key=lambda row: (row.weight, moment_of(row, zone)))
    newest = next((row for row in reversed(rows) if row.rating is not None), rows[-1])
    moment = moment_of(newest, zone)
    is_older = rated_at is not None and moment <= rated_at
    return Rate(
        movie_id=movie_id,
        rating=newest.rating,
        review=last_value(row.review for row in rows),
        rated_at=FIRST_SCREENING if is_older else (moment if newest.when else None),
        is_public=last_value(row.is_public for row in rows),
        has_spoilers=last_value(row.has_spoilers for row in rows),
    )


def last_value(values: Iterator[Any]) -> Any:
    return next((value for value in reversed(list(values)) if value is not None), None)


def viewings(user_id: int, outcome: Outcome) -> Iterator[Change]:
    """Diary rows are applied first: a mark without a day adds a viewing only if there is none.

    A review of a movie without a rating is stored with a viewing on an unknown day.
    """
    rated = set(Rating.objects.filter(user=user_id).values_list("movie_id", flat=True))
    rated |= {movie_id for _, row, movie_id in outcome.rows_of("rating", "diary") if row.rating is not None}
    for _, row, movie_id in outcome.rows_of("diary"):
        yield viewing(row, movie_id, watched_at=row.when, day_unknown=row.when is None)
    for _, row, movie_id in outcome.rows_of("mark"):
        yield viewing(row, movie_id, day_unknown=True)
    for _, row, movie_id in outcome.rows_of("rating"):
        if row.review and movie_id not in rated:
            yield viewing(row, movie_id, day_unknown=True)


def viewing(row: Row, movie_id: int, **dates: Any) -> Watch:
    """Its rating does not rate the movie: `merge_ratings` chooses among all rows of the movie."""
    details = {"rating": row.rating, "review": row.review or ""} | row.diary
    return Watch(
        movie_id=movie_id,
        progress=row.progress,
        stored_at=row.stored_at,
        only_empty=True,
        rates_movie=False,
        **details,
        **dates,
    )


def favorites(outcome: Outcome, zone: ZoneInfo) -> Iterator[Change]:
    for _, row, movie_id in outcome.rows_of("favorite"):
        yield AddFavorite(movie_id=movie_id, added_at=moment_of(row, zone) if row.when else None)


def write_plays(user_id: int, outcome: Outcome) -> None:
    """Add viewings on unknown days until a movie has as many as the file says."""
    plays: dict[int, int] = {}
    for _, row, movie_id in outcome.rows_of("diary", "mark"):
        plays[movie_id] = max(row.plays, plays.get(movie_id, 1))
    wanted = {movie_id: number for movie_id, number in plays.items() if number > 1}
    if not wanted:
        return
    rows = WatchHistory.objects.completed().filter(user=user_id).order_by()
    there = dict(rows.values_list("movie_id").annotate(Count("pk")))
    missing = [
        Watch(movie_id=movie_id, day_unknown=True, repeat=True)
        for movie_id, number in wanted.items()
        for _ in range(number - there.get(movie_id, 0))
    ]
    counts = library.apply(user_id=user_id, changes=missing)["watched"]
    outcome.record(outcome.rows_of("diary", "mark"), counts)


def write_hidden(user_id: int, outcome: Outcome) -> None:
    """Feedback that the user has given before stays as it is."""
    rows = list(outcome.rows_of("hidden"))
    if not rows:
        return
    writers = [writer for writer in registered(LibraryWriter) if writer.hide]
    movie_ids = {movie_id for *_, movie_id in rows}
    for writer in writers:
        changes = writer.hide(user_id, movie_ids) if writer.hide else []
        outcome.record(rows, library.apply(user_id=user_id, changes=changes)[writer.name])
    for index, *_ in [] if writers else rows:
        outcome.skip(index, NOT_HIDDEN)


def write_contributed(user_id: int, outcome: Outcome) -> None:
    """Restore what apps above this one have exported."""
    for writer in registered(LibraryWriter):
        rows = list(outcome.rows_of(writer.name)) if writer.restore else []
        if rows and writer.restore:
            changes = writer.restore(user_id, [(movie_id, row.values) for _, row, movie_id in rows])
            outcome.record(rows, library.apply(user_id=user_id, changes=changes)[writer.name])


def write_settings(user_id: int, outcome: Outcome) -> None:
    for name, settings in settings_parts():
        for index, row, _ in outcome.rows_of(name):
            changed, remark = restore(user_id=user_id, settings=settings, exported=row.values)
            outcome.results[index] = UPDATED if changed else UNCHANGED
            outcome.reasons[index] = remark


def write_watchlist(user_id: int, outcome: Outcome, zone: ZoneInfo) -> None:
    """Add movies that were not seen after they were listed. Notes that the user has written stay.

    Our own export may have movies that are listed although they were seen: it knows of these viewings.
    """
    rows = list(outcome.rows_of("watchlist"))
    if not rows:
        return
    notes = dict(WatchlistItem.objects.filter(user=user_id).values_list("movie_id", "note"))
    seen = last_viewings(user_id)
    for _, row, movie_id in outcome.rows_of("diary"):
        watched_at = row.stored_at or moment_of(row, zone)
        if row.diary.get("distinct") and watched_at >= seen.get(movie_id, FIRST_SCREENING):
            seen.pop(movie_id, None)
    changes = []
    for index, row, movie_id in rows:
        if movie_id not in notes and movie_id in seen and moment_of(row, zone) <= seen[movie_id]:
            outcome.skip(index, SEEN_SINCE)
        elif not notes.get(movie_id):
            added_at = moment_of(row, zone) if row.when else None
            changes.append(AddToWatchlist(movie_id=movie_id, note=row.note or None, added_at=added_at))
    counts = library.apply(user_id=user_id, changes=changes)["watchlist"]
    outcome.record(((i, row, m) for i, row, m in rows if outcome.results[i] != SKIPPED), counts)


def last_viewings(user_id: int) -> dict[int, datetime]:
    """Movie id → when it was last seen; on an unknown day long ago."""
    rows = WatchHistory.objects.filter(user=user_id, progress__gte=COMPLETED_PROGRESS).order_by()
    seen = dict.fromkeys(rows.values_list("movie_id", flat=True), FIRST_SCREENING)
    return seen | dict(rows.dated().values_list("movie_id").annotate(Max("watched_at")))


def write_lists(user_id: int, outcome: Outcome) -> None:
    """Add each list to the user's playlist with its name, which is created if it does not exist."""
    lists: dict[tuple[str, int], list[Indexed]] = defaultdict(list)
    for index, row, movie_id in outcome.rows_of("playlist", "list"):
        lists[row.list_name, row.list_number].append((index, row, movie_id))
    for (name, number), entries in lists.items():
        same = Playlist.objects.filter(user=user_id, title=name).order_by("created_at", "pk")
        playlist = same[number - 1 : number].first()
        first = entries[0][1]
        is_new = playlist is None
        if playlist is None:
            description = next((row.list_description for _, row, _ in entries if row.list_description), "")
            visibility = first.list_fields.get("visibility", Playlist.Visibility.PRIVATE)
            playlist = create_playlist(
                user_id=user_id, title=name, description=description, visibility=visibility
            )
        add_to_playlist(playlist, [entry for entry in entries if entry[1].kind == "list"], outcome)
        if is_new:
            date_playlist(playlist, first)
            for index, row, _ in entries:
                outcome.results[index] = ADDED if row.kind == "playlist" else outcome.results[index]


def date_playlist(playlist: Playlist, row: Row) -> None:
    """Give a restored playlist its times, by which lists of playlists are ordered."""
    names = ("created_at", "updated_at")
    times = {n: datetime.fromisoformat(row.list_fields[n]) for n in names if n in row.list_fields}
    if times:
        Playlist.objects.filter(pk=playlist.pk).update(**times)


def add_to_playlist(playlist: Playlist, entries: list[Indexed], outcome: Outcome) -> None:
    notes = {movie_id: row.note for _, row, movie_id in entries if row.note}
    existing = set(playlist.items.values_list("movie_id", flat=True))
    missing = dict.fromkeys(movie_id for *_, movie_id in entries if movie_id not in existing)
    movie_ids = list(missing)[: ITEMS_MAX - len(existing)]
    new: set[int] = set()
    if movie_ids:
        _, new = add_items(
            user_id=playlist.user_id, playlist_id=playlist.pk, movie_ids=movie_ids, notes=notes
        )
    for index, _, movie_id in entries:
        if movie_id in new:
            outcome.results[index] = ADDED
        elif movie_id not in existing:
            outcome.skip(index, PLAYLIST_FULL)

"""Writes matched rows of a file as favorites, ratings, viewings, watchlist items and playlists of one user."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from apps.favorites.models import Playlist, Rating
from apps.favorites.services import library
from apps.favorites.services.imports.rows import Row
from apps.favorites.services.library import AddFavorite, AddToWatchlist, Change, Rate, Watch, WriteCounts
from apps.favorites.services.playlists import ITEMS_MAX, add_items, create_playlist
from apps.movies.models.history import FIRST_SCREENING

Matched = list[tuple[Row, int]]
# The result of a row: the best of the results of its parts.
ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
NO_RATING = "A review needs a rating. Rate the movie, then import again."
LIST_FULL = f"A playlist has {ITEMS_MAX} movies at most."


class Outcome:
    """The result of each row, by its place in `matched`, and the numbers of written rows by kind."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.results = [UNCHANGED] * len(matched)
        self.reasons = [""] * len(matched)
        self.counts: dict[str, dict[str, int]] = {}

    def places(self, *kinds: str) -> Iterator[tuple[int, Row, int]]:
        for place, (row, movie_id) in enumerate(self.matched):
            if row.kind in kinds:
                yield place, row, movie_id

    def record(self, kind: str, places: Iterator[tuple[int, Row, int]], counts: WriteCounts) -> None:
        self.counts[kind] = {ADDED: len(counts.added), UPDATED: len(counts.updated)}
        for place, _, movie_id in places:
            if movie_id in counts.added:
                self.results[place] = ADDED
            elif movie_id in counts.updated and self.results[place] != ADDED:
                self.results[place] = UPDATED


def write(*, user_id: int, matched: Matched) -> Outcome:
    """Write all rows in one transaction."""
    outcome = Outcome(matched)
    with transaction.atomic():
        ratings = rating_changes(user_id, outcome)
        counts = library.apply(user_id=user_id, changes=[*ratings, *other_changes(outcome)])
        for kind, row_kinds in ROW_KINDS.items():
            outcome.record(kind, outcome.places(*row_kinds), counts[kind])
        rated = {change.movie_id for change in ratings}
        for place, row, movie_id in outcome.places("rating", "diary"):
            if row.review and movie_id not in rated:
                outcome.results[place], outcome.reasons[place] = "skipped", NO_RATING
        write_lists(user_id, outcome)
    return outcome


# The kinds of library rows, with the kinds of file rows that are written there.
ROW_KINDS = {
    "ratings": ("rating", "diary"),
    "watched": ("diary", "mark"),
    "watchlist": ("watchlist",),
    "favorites": ("favorite",),
}


def rating_changes(user_id: int, outcome: Outcome) -> list[Rate]:
    statements: dict[int, list[Row]] = defaultdict(list)
    for _, row, movie_id in outcome.places("rating", "diary"):
        if row.rating is not None or row.review is not None:
            statements[movie_id].append(row)
    rated = set(Rating.objects.filter(user=user_id).values_list("movie_id", flat=True))
    changes = (merged(movie_id, rows) for movie_id, rows in statements.items())
    return [change for change in changes if change.rating is not None or change.movie_id in rated]


def merged(movie_id: int, rows: list[Row]) -> Rate:
    """One change out of all rows about a movie: of each value the one of the highest weight, then the latest."""
    rows = sorted(rows, key=lambda row: (row.weight, row.when or FIRST_SCREENING))
    ratings = [row for row in rows if row.rating is not None]
    return Rate(
        movie_id=movie_id,
        rating=ratings[-1].rating if ratings else None,
        review=last(row.review for row in rows),
        rated_at=ratings[-1].when if ratings else None,
        is_public=last(row.is_public for row in rows),
        has_spoilers=last(row.has_spoilers for row in rows),
    )


def last(values: Iterator[Any]) -> Any:
    return next((value for value in reversed(list(values)) if value is not None), None)


def other_changes(outcome: Outcome) -> Iterator[Change]:
    """A mark («watched», without a day) counts only where no viewing is known, so diary rows come first."""
    for _, row, movie_id in outcome.places("diary"):
        yield Watch(movie_id=movie_id, watched_at=row.when, progress=row.progress)
    for _, row, movie_id in outcome.places("mark"):
        yield Watch(movie_id=movie_id, watched_at=row.when, only_if_unwatched=True)
    for _, row, movie_id in outcome.places("watchlist"):
        yield AddToWatchlist(movie_id=movie_id, note=row.note or None)
    for _, _, movie_id in outcome.places("favorite"):
        yield AddFavorite(movie_id=movie_id)


def write_lists(user_id: int, outcome: Outcome) -> None:
    """A list is added to the playlist of its name, which is created if the user has none."""
    lists: dict[str, list[tuple[int, Row, int]]] = defaultdict(list)
    for place, row, movie_id in outcome.places("list"):
        lists[row.list_name].append((place, row, movie_id))
    outcome.counts["playlists"] = {ADDED: 0, UPDATED: 0}
    for name, entries in lists.items():
        playlist = Playlist.objects.filter(user=user_id, title=name).order_by("pk").first()
        outcome.counts["playlists"][UPDATED if playlist else ADDED] += 1
        playlist = playlist or create_playlist(user_id=user_id, title=name)
        fill(playlist, entries, outcome)


def fill(playlist: Playlist, entries: list[tuple[int, Row, int]], outcome: Outcome) -> None:
    notes = {movie_id: row.note for _, row, movie_id in entries if row.note}
    there = set(playlist.items.values_list("movie_id", flat=True))
    wanted = [movie_id for *_, movie_id in entries if movie_id not in there]
    room = list(dict.fromkeys(wanted))[: ITEMS_MAX - len(there)]
    _, new = add_items(user_id=playlist.user_id, playlist_id=playlist.pk, movie_ids=room, notes=notes)
    for place, _, movie_id in entries:
        if movie_id in new:
            outcome.results[place] = ADDED
        elif movie_id not in there:
            outcome.results[place], outcome.reasons[place] = "skipped", LIST_FULL

"""Rows that were matched become favorites, ratings, viewings, watchlist and playlists of one person."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from apps.favorites.models import Playlist, Rating
from apps.favorites.services import bulk
from apps.favorites.services.imports.rows import FIRST_SCREENING, Row
from apps.favorites.services.playlists import ITEMS_MAX, add_items
from apps.movies.models.history import COMPLETED_PROGRESS

Matched = list[tuple[Row, int]]
# What became of a row: the best of what became of its parts.
ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
NO_RATING = "A review needs a rating. Rate the movie, then import again."
LIST_FULL = f"A playlist holds {ITEMS_MAX} movies at most."


class Outcome:
    """What became of each row, by its place in `matched`, and the counts by kind of what was written."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.results = [UNCHANGED] * len(matched)
        self.reasons = [""] * len(matched)
        self.counts: dict[str, dict[str, int]] = {}

    def places(self, *kinds: str) -> Iterator[tuple[int, Row, int]]:
        for place, (row, movie_id) in enumerate(self.matched):
            if row.kind in kinds:
                yield place, row, movie_id

    def told(self, kind: str, places: Iterator[tuple[int, Row, int]], tally: bulk.Tally) -> None:
        self.counts[kind] = {ADDED: len(tally.added), UPDATED: len(tally.updated)}
        for place, _, movie_id in places:
            if movie_id in tally.added:
                self.results[place] = ADDED
            elif movie_id in tally.updated and self.results[place] != ADDED:
                self.results[place] = UPDATED


def write(user: Any, matched: Matched) -> Outcome:
    """Inside `bulk.writing(user)`."""
    outcome = Outcome(matched)
    write_ratings(user, outcome)
    write_viewings(user, outcome)
    write_watchlist(user, outcome)
    favorites = [movie_id for _, _, movie_id in outcome.places("favorite")]
    outcome.told("favorites", outcome.places("favorite"), bulk.add_favorites(user, favorites))
    write_lists(user, outcome)
    return outcome


def write_ratings(user: Any, outcome: Outcome) -> None:
    words: dict[int, list[Row]] = defaultdict(list)
    for _, row, movie_id in outcome.places("rating", "diary"):
        if row.rating is not None or row.review is not None:
            words[movie_id].append(row)
    known = dict(Rating.objects.filter(user=user).values_list("movie_id", "rating"))
    rated = [one for movie_id, rows in words.items() if (one := merged(movie_id, rows, known.get(movie_id)))]
    tally = bulk.rate(user, rated)
    outcome.told("ratings", outcome.places("rating", "diary"), tally)
    told = {one.movie_id for one in rated}
    for place, row, movie_id in outcome.places("rating", "diary"):
        if row.review and movie_id not in told:
            outcome.results[place], outcome.reasons[place] = "skipped", NO_RATING


def merged(movie_id: int, rows: list[Row], known: float | None) -> bulk.Rated | None:
    """One rating out of all that was said about a movie: the weightiest and latest of each word."""
    rows = sorted(rows, key=lambda row: (row.weight, row.when or FIRST_SCREENING))
    ratings = [row for row in rows if row.rating is not None]
    value = ratings[-1].rating if ratings else known
    if value is None:
        return None
    return bulk.Rated(
        movie_id,
        value,
        review=last(row.review for row in rows),
        rated_at=ratings[-1].when if ratings else None,
        is_public=last(row.is_public for row in rows),
        has_spoilers=last(row.has_spoilers for row in rows),
    )


def last(values: Iterator[Any]) -> Any:
    return next((value for value in reversed(list(values)) if value is not None), None)


def write_viewings(user: Any, outcome: Outcome) -> None:
    """A mark counts only for a movie of which no viewing is known, so diary entries come first."""
    seen = [bulk.Seen(movie_id, row.when, row.progress) for _, row, movie_id in outcome.places("diary")]
    marks = [bulk.Seen(movie_id, row.when, is_mark=True) for _, row, movie_id in outcome.places("mark")]
    outcome.told("watched", outcome.places("diary", "mark"), bulk.watch(user, seen + marks))


def write_watchlist(user: Any, outcome: Outcome) -> None:
    finished = {
        movie_id for _, row, movie_id in outcome.places("diary", "mark") if row.progress >= COMPLETED_PROGRESS
    }
    notes = {
        movie_id: row.note or None
        for _, row, movie_id in outcome.places("watchlist")
        if movie_id not in finished
    }
    outcome.told("watchlist", outcome.places("watchlist"), bulk.add_to_watchlist(user, notes))


def write_lists(user: Any, outcome: Outcome) -> None:
    """A list goes into the playlist of its name, which is made if the person has none."""
    lists: dict[str, list[tuple[int, Row, int]]] = defaultdict(list)
    for place, row, movie_id in outcome.places("list"):
        lists[row.list_name].append((place, row, movie_id))
    outcome.counts["playlists"] = {ADDED: 0, UPDATED: 0}
    for name, entries in lists.items():
        playlist = Playlist.objects.filter(user=user, title=name).order_by("pk").first()
        outcome.counts["playlists"][UPDATED if playlist else ADDED] += 1
        playlist = playlist or Playlist.objects.create(user=user, title=name)
        fill(playlist, entries, outcome)


def fill(playlist: Playlist, entries: list[tuple[int, Row, int]], outcome: Outcome) -> None:
    notes = {movie_id: row.note for _, row, movie_id in entries if row.note}
    there = set(playlist.items.values_list("movie_id", flat=True))
    wanted = [movie_id for *_, movie_id in entries if movie_id not in there]
    room = list(dict.fromkeys(wanted))[: ITEMS_MAX - len(there)]
    _, new = add_items(playlist=playlist, movie_ids=room, notes=notes)
    for place, _, movie_id in entries:
        if movie_id in new:
            outcome.results[place] = ADDED
        elif movie_id not in there:
            outcome.results[place], outcome.reasons[place] = "skipped", LIST_FULL

"""What an import has written, as the difference between the user's rows before and after it.

A journal is JSON: kind → entries [id of the row, fields before, fields after]. Before is null for a row that was
added, after for one that was removed. Times are in ISO format.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from apps.core.extensions import registered
from apps.favorites.models import Favorite, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.imports.settings import settings_parts
from apps.favorites.services.library import FILTERED_MOVIES_MAX, LibraryWriter
from apps.favorites.services.viewings import DATE_FIELDS, EMPTY_DETAILS
from apps.movies.models import WatchHistory

Fields = dict[str, Any]
Entry = tuple[int, Fields | None, Fields | None]
Journal = dict[str, list[Entry]]


@dataclass(frozen=True)
class Table:
    """Rows of one kind, or a row of settings. `fields` are what a user may change in them; `others` are needed to restore a removed row."""

    kind: str
    model: type[Model]
    fields: tuple[str, ...]
    others: tuple[str, ...] = ()
    owner: str = "user"
    has_movie: bool = True
    is_setting: bool = False

    def rows(self, user_id: int) -> QuerySet:
        return self.model._default_manager.filter(**{self.owner: user_id}).order_by()

    def fields_of(self, row: Any) -> Fields:
        """The values as they are in a journal."""
        return {name: plain(getattr(row, name)) for name in self.fields}


TABLES = (
    Table("ratings", Rating, ("rating", "review", "rated_at", "is_public", "has_spoilers")),
    Table("watched", WatchHistory, (*DATE_FIELDS, "progress", *EMPTY_DETAILS)),
    Table("favorites", Favorite, ()),
    Table("watchlist", WatchlistItem, ("note",), ("movie_id", "position")),
    Table("playlists", Playlist, ("title", "description", "visibility"), has_movie=False),
    Table("playlist_items", PlaylistItem, ("note",), ("playlist_id",), owner="playlist__user"),
)


def tables() -> Iterator[Table]:
    yield from TABLES
    for writer in registered(LibraryWriter):
        if writer.model is not None:
            yield Table(writer.name, writer.model, writer.fields)
    for name, settings in settings_parts():
        yield Table(
            name, settings.model, settings.fields, owner=settings.owner, has_movie=False, is_setting=True
        )


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


Snapshot = dict[str, dict[int, Fields]]


def snapshot(user_id: int, movie_ids: set[int]) -> Snapshot:
    """The user's rows of these movies by kind and id. One query per kind."""
    return {table.kind: read_rows(table, user_id, movie_ids) for table in tables()}


def read_rows(table: Table, user_id: int, movie_ids: set[int]) -> dict[int, Fields]:
    rows = table.rows(user_id)
    if table.has_movie and len(movie_ids) <= FILTERED_MOVIES_MAX:
        rows = rows.filter(movie_id__in=movie_ids)
    names = (*table.fields, *table.others)
    return {
        pk: dict(zip(names, map(plain, values), strict=True))
        for pk, *values in rows.values_list("pk", *names).iterator()
    }


def difference(before: Snapshot, after: Snapshot) -> Journal:
    """The rows that were added, changed or removed, those that changed nothing but their position not included."""
    journal: Journal = {}
    for table in tables():
        old, new = before[table.kind], after[table.kind]
        changed = [
            (pk, old.get(pk), new.get(pk))
            for pk in sorted(old.keys() | new.keys())
            if only(table, old.get(pk)) != only(table, new.get(pk))
        ]
        if changed:
            journal[table.kind] = changed
    return journal


def only(table: Table, fields: Fields | None) -> Fields | None:
    return None if fields is None else {name: fields[name] for name in table.fields}


def counts_of(journal: Journal) -> dict[str, dict[str, int]]:
    """The numbers of rows that were added and updated by kind, and removed where there are any.

    Settings have numbers only if they were changed.
    """
    kinds = (table.kind for table in tables() if not table.is_setting or table.kind in journal)
    counts = {kind: {"added": 0, "updated": 0} for kind in kinds}
    for kind, entries in journal.items():
        for _, before, after in entries:
            word = "added" if before is None else "removed" if after is None else "updated"
            counts[kind][word] = counts[kind].get(word, 0) + 1
    return counts


def merged(journal: Journal | None, later: Journal) -> Journal:
    """One journal of both. Of a row that was changed between them only the later change is left to take back."""
    result = {kind: list(entries) for kind, entries in (journal or {}).items()}
    for kind, entries in later.items():
        known = {entry[0]: place for place, entry in enumerate(result.setdefault(kind, []))}
        for pk, before, after in entries:
            place = known.get(pk)
            if place is None:
                result[kind].append((pk, before, after))
                continue
            earlier = result[kind][place]
            is_chained = earlier[2] == before
            result[kind][place] = (pk, earlier[1] if is_chained else before, after)
    return result

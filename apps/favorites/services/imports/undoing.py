"""Takes an import back: what it wrote and nobody has changed since. Everything else stays as it is."""

from collections import Counter
from typing import Any, cast

from django.db import transaction
from django.db.models import Field
from django.utils import timezone

from apps.core.locking import lock_user
from apps.favorites.models import LastActivity, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.imports.journal import Entry, Fields, Journal, Table, tables
from apps.favorites.services.library import Effects
from apps.favorites.services.ordering import renumber_groups

BATCH = 500
TAKEN_BACK, KEPT = "taken_back", "kept"
Counts = dict[str, dict[str, int]]


@transaction.atomic
def take_back(*, user_id: int, journal: Journal) -> Counts:
    """Returns the numbers of rows by kind: those taken back, and those kept because they were changed since.

    Rows that are gone by now are in neither.
    """
    lock_user(user_id)
    playlists = lock_playlists(user_id, journal)
    effects = Effects(user_id)
    counts: dict[str, Counter[str]] = {TAKEN_BACK: Counter(), KEPT: Counter()}
    for table in reversed(list(tables())):  # items precede their playlists
        entries = journal.get(table.kind, [])
        for start in range(0, len(entries), BATCH):
            take_back_batch(table, user_id, entries[start : start + BATCH], effects, counts)
    renumber_groups(PlaylistItem.objects.filter(playlist__in=playlists), "playlist_id")
    if journal.get("watchlist"):
        renumber_groups(WatchlistItem.objects.filter(user=user_id), "user_id")
    effects.apply()
    return {
        word: {kind: number for kind, number in counted.items() if number} for word, counted in counts.items()
    }


def lock_playlists(user_id: int, journal: Journal) -> list[int]:
    """Lock the playlists of the journal, in the order of locks of all services. Returns their ids."""
    ids = {pk for pk, *_ in journal.get("playlists", [])}
    ids |= {fields["playlist_id"] for _, _, fields in journal.get("playlist_items", []) if fields}
    rows = Playlist.objects.filter(user=user_id, pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return list(rows.values_list("pk", flat=True))


def take_back_batch(
    table: Table, user_id: int, entries: list[Entry], effects: Effects, counts: dict[str, Counter[str]]
) -> None:
    rows = {row.pk: row for row in table.rows(user_id).filter(pk__in=[pk for pk, *_ in entries])}
    in_use = playlists_in_use(rows) if table.model is Playlist else set()
    deleted, changed, removed = [], [], []
    for pk, before, after in entries:
        row = rows.get(pk)
        if after is None:
            removed.append(before or {})
        elif row is None:
            continue
        elif table.fields_of(row) != {name: after[name] for name in table.fields} or pk in in_use:
            counts[KEPT][table.kind] += 1
        elif before is None:
            deleted.append(row)
        else:
            changed.append(with_fields(table, row, before))
    note_effects(table, deleted, changed, effects)
    table.model._default_manager.filter(pk__in=[row.pk for row in deleted]).delete()
    if changed:
        timestamp = ["updated_at"] if hasattr(table.model, "updated_at") else []
        table.model._default_manager.bulk_update(changed, [*table.fields, *timestamp])
    restored = restore_wishes(user_id, removed) if table.model is WatchlistItem else 0
    taken_back = len(deleted) + len(changed) + restored
    counts[TAKEN_BACK][table.kind] += taken_back
    kind = LastActivity.Kind.PLAYLISTS if table.kind == "playlist_items" else table.kind
    if taken_back and kind in LastActivity.Kind.values:
        effects.changed_kinds.add(kind)


def playlists_in_use(rows: dict[int, Any]) -> set[int]:
    """Playlists with movies that are not taken back."""
    return set(PlaylistItem.objects.filter(playlist__in=rows).values_list("playlist_id", flat=True))


def with_fields(table: Table, row: Any, fields: Fields) -> Any:
    for name in table.fields:
        field = cast("Field[Any, Any]", table.model._meta.get_field(name))
        setattr(row, name, field.to_python(fields[name]))
    row.updated_at = timezone.now()
    return row


def note_effects(table: Table, deleted: list[Any], changed: list[Any], effects: Effects) -> None:
    if table.model is Rating:
        effects.deleted_ratings |= {row.movie_id for row in deleted}
        effects.given_ratings |= {row.movie_id: (row.rating, row.rated_at) for row in changed}
        effects.community_movies |= {row.movie_id for row in [*deleted, *changed]}


def restore_wishes(user_id: int, removed: list[Fields]) -> int:
    """Put movies back on the watchlist, which they had left because the import said that they were seen."""
    rows = WatchlistItem.objects.filter(user=user_id)
    there = set(rows.values_list("movie_id", flat=True))
    wishes = [
        WatchlistItem(user_id=user_id, **fields) for fields in removed if fields["movie_id"] not in there
    ]
    WatchlistItem.objects.bulk_create(wishes)
    return len(wishes)

"""Changes that clients made while they were offline, applied in one transaction. The newest statement of the user wins.

An entry says when the user made the change: `at`, or `rated_at` of a rating, else the time of the request. It loses if the
row that it is about was changed later, or if an addition is older than the removal of its movie. Entries of movies that
are not in the catalogue may wait (services.pending_syncs).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.core.locking import lock_user
from apps.core.time_zones import noon, zone_of_user
from apps.favorites.models import Favorite, LastActivity, Rating, Removal, WatchlistItem
from apps.favorites.services import library
from apps.favorites.services.library import AddFavorite, AddToWatchlist, Change, Rate, Remove, Watch
from apps.favorites.services.viewings import Diary
from apps.movies.models import WatchHistory
from apps.movies.services.lookup import MovieName

Entry = dict[str, Any]
Changes = dict[str, dict[str, list[Entry]]]
Kind = LastActivity.Kind
KINDS = ("favorites", "ratings", "watched", "watchlist")


@dataclass(frozen=True)
class Stated:
    """An entry with what it is about. movie_id: None for a viewing that is named by its own id."""

    kind: str
    action: str
    entry: Entry
    movie_id: int | None

    @property
    def at(self) -> datetime:
        at: datetime = self.entry["at"]
        return at

    @property
    def name(self) -> dict[str, int]:
        """As the client named it."""
        name, value = self.entry["name"]
        return {name: value}


@dataclass
class Decisions:
    """What follows from the entries of one sync: changes to apply, conflicts, names that are unknown."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    not_found: dict[str, list[dict[str, int]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def conflict(self, stated: Stated, winner: str, changed_at: datetime) -> None:
        about = {"kind": stated.kind, "action": stated.action, **stated.name}
        self.conflicts.append(about | {"winner": winner, "changed_at": changed_at.isoformat()})


def entries_of(changes: Changes) -> Iterator[tuple[str, str, Entry]]:
    """Kind, action and entry: removals first."""
    for action in ("remove", "add"):
        for kind, change in changes.items():
            yield from ((kind, action, entry) for entry in change.get(action, []))


@transaction.atomic
def apply_entries(
    *, user_id: int, entries: Iterable[tuple[str, str, Entry]], known: dict[MovieName, int]
) -> dict[str, Any]:
    lock_user(user_id)
    decisions = Decisions()
    stated: dict[tuple[str, str], list[Stated]] = {}
    for kind, action, entry in entries:
        movie_id = known.get(entry["name"])
        if movie_id is None and entry["name"][0] != "id":
            decisions.not_found[kind].append(dict([entry["name"]]))
        else:
            stated.setdefault((kind, action), []).append(Stated(kind, action, entry, movie_id))
    for (kind, action), listed in stated.items():
        DECIDERS[kind, action](user_id, listed, decisions)
    in_order = sorted(decisions.changes, key=lambda change: change.movie_id)  # of locks of movies
    counts = library.apply(user_id=user_id, changes=in_order)
    watched = counts[Kind.WATCHED]
    return {
        "added": {kind: len(counts[kind].added) for kind in KINDS} | {"watched": watched.rows_added},
        "updated": {kind: len(counts[kind].updated) for kind in KINDS} | {"watched": watched.rows_updated},
        "removed": {kind: counts[kind].removed for kind in KINDS},
        "not_found": decisions.not_found,
        "conflicts": decisions.conflicts,
    }


def add_to_list(user_id: int, listed: list[Stated], decisions: Decisions) -> None:
    """Favorites and the watchlist: of two additions the last one counts."""
    kind = listed[0].kind
    model: Any = library.MODELS[kind]
    rows = {
        row.movie_id: row for row in model._default_manager.filter(user=user_id, movie_id__in=ids(listed))
    }
    removed = removals(user_id, kind, listed)
    for stated in newest_of_each(listed):
        row, movie_id, note = rows.get(stated.movie_id), int(stated.movie_id or 0), stated.entry.get("note")
        if row is None and movie_id in removed and removed[movie_id] > stated.at:
            decisions.conflict(stated, "server", removed[movie_id])
            continue
        if isinstance(row, WatchlistItem) and note is not None and note != row.note:
            is_newer = stated.at >= row.updated_at
            decisions.conflict(stated, "client" if is_newer else "server", row.updated_at)
            note = note if is_newer else None
        decisions.changes.append(
            AddFavorite(movie_id=movie_id)
            if kind == Kind.FAVORITES
            else AddToWatchlist(movie_id=movie_id, note=note)
        )


def rate(user_id: int, listed: list[Stated], decisions: Decisions) -> None:
    rows = {row.movie_id: row for row in Rating.objects.filter(user=user_id, movie_id__in=ids(listed))}
    removed, zone = removals(user_id, Kind.RATINGS, listed), zone_of_user(user_id)
    for stated in newest_of_each(listed):
        row, movie_id = rows.get(stated.movie_id or 0), int(stated.movie_id or 0)
        fields = fields_of(stated.entry)
        rated_at = fields.setdefault("rated_at", stated.at)
        if isinstance(rated_at, date) and not isinstance(rated_at, datetime):
            rated_at = noon(rated_at, zone)
        if row is None and movie_id in removed and removed[movie_id] > rated_at:
            decisions.conflict(stated, "server", removed[movie_id])
            continue
        if row is not None and row.rating != fields["rating"]:
            decisions.conflict(stated, "client" if rated_at >= row.rated_at else "server", row.rated_at)
        elif row is not None and "rated_at" not in stated.entry:
            fields["rated_at"] = None  # the same rating again does not become newer
        decisions.changes.append(Rate(movie_id=movie_id, **fields))


def watch(user_id: int, listed: list[Stated], decisions: Decisions) -> None:
    """Every viewing is kept; those that a row repeats complete it (services.viewings)."""
    rows = WatchHistory.objects.filter(user=user_id, movie_id__in=ids(listed)).order_by("pk")
    diary, removed = Diary(rows, zone_of_user(user_id)), removals(user_id, Kind.WATCHED, listed)
    for stated in listed:
        movie_id, fields = int(stated.movie_id or 0), fields_of(stated.entry)
        if removed.get(movie_id, stated.at) > stated.at:
            decisions.conflict(stated, "server", removed[movie_id])
            continue
        day_unknown = fields.get("watched_at", stated.at) is None
        change = Watch(movie_id=movie_id, day_unknown=day_unknown, stated_at=stated.at, **fields)
        there = library.viewing_of(user_id, change, diary)
        if there is not None and there.updated_at > stated.at:
            decisions.conflict(stated, "server", there.updated_at)
            continue
        decisions.changes.append(change)


def remove(user_id: int, listed: list[Stated], decisions: Decisions) -> None:
    kind = listed[0].kind
    rows = list(library.MODELS[kind]._default_manager.filter(user=user_id, movie_id__in=ids(listed)))
    for stated in listed:
        own = [row for row in rows if row.movie_id == stated.movie_id]
        newer = [changed for row in own if (changed := changed_at(row)) > stated.at]
        if newer:
            decisions.conflict(stated, "server", max(newer))
        elif own:
            decisions.changes.append(Remove(kind=kind, movie_id=int(stated.movie_id or 0)))


def unwatch(user_id: int, listed: list[Stated], decisions: Decisions) -> None:
    """Viewings by their ids, by movie and time, or all of a movie."""
    by_id = {stated.entry["name"][1]: stated for stated in listed if stated.movie_id is None}
    rows = list(
        WatchHistory.objects.filter(user=user_id, pk__in=by_id)
        | WatchHistory.objects.filter(user=user_id, movie_id__in=ids(listed))
    )
    zone = zone_of_user(user_id)
    whole = [stated for stated in listed if stated.movie_id is not None and "watched_at" not in stated.entry]
    for stated in listed:
        if stated in whole:
            continue
        if stated.movie_id is None:
            meant = [row for row in rows if row.pk == stated.entry["name"][1]]
        else:
            diary = Diary((row for row in rows if row.movie_id == stated.movie_id), zone)
            watched_at = stated.entry["watched_at"]
            named = Watch(movie_id=stated.movie_id, watched_at=watched_at, day_unknown=watched_at is None)
            found = library.viewing_of(user_id, named, diary)
            meant = [found] if found is not None else []
        if not meant:
            decisions.not_found[Kind.WATCHED].append(stated.name)
        elif meant[0].updated_at > stated.at:
            decisions.conflict(stated, "server", meant[0].updated_at)
        else:
            decisions.changes.append(
                Remove(kind=Kind.WATCHED, movie_id=meant[0].movie_id, viewing_id=meant[0].pk)
            )
    if whole:
        remove(user_id, whole, decisions)


DECIDERS = {
    ("favorites", "add"): add_to_list,
    ("watchlist", "add"): add_to_list,
    ("ratings", "add"): rate,
    ("watched", "add"): watch,
    ("favorites", "remove"): remove,
    ("watchlist", "remove"): remove,
    ("ratings", "remove"): remove,
    ("watched", "remove"): unwatch,
}


def ids(listed: Iterable[Stated]) -> set[int]:
    return {stated.movie_id for stated in listed if stated.movie_id is not None}


def newest_of_each(listed: list[Stated]) -> list[Stated]:
    """The entry of each movie that was stated last; of several at one time the last in the body."""
    newest: dict[int | None, Stated] = {}
    for stated in listed:
        if stated.movie_id not in newest or stated.at >= newest[stated.movie_id].at:
            newest[stated.movie_id] = stated
    return list(newest.values())


def removals(user_id: int, kind: str, listed: list[Stated]) -> dict[int, datetime]:
    rows = Removal.objects.filter(user=user_id, kind=kind, movie_id__in=ids(listed)).order_by()
    return dict(rows.values_list("movie_id", "removed_at"))


def changed_at(row: Any) -> datetime:
    if isinstance(row, Rating):
        return row.rated_at
    changed: datetime = row.created_at if isinstance(row, Favorite) else row.updated_at
    return changed


def fields_of(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name not in ("name", "at")}

"""What a client changed while it was away, all in one transaction."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services import bulk
from apps.movies.models.history import COMPLETED_PROGRESS
from apps.movies.services.lookup import MovieName, known_movies

KINDS = ("favorites", "ratings", "watched", "watchlist")
Entry = dict[str, Any]
Changes = dict[str, dict[str, list[Entry]]]


def entries_of(changes: Changes) -> Iterator[tuple[str, Entry]]:
    for kind, change in changes.items():
        for entries in change.values():
            yield from ((kind, entry) for entry in entries)


def apply_changes(user: Any, changes: Changes) -> dict[str, Any]:
    """Removals first, then additions. `changes`: kind → add | remove → entries with a `name`.

    Returns added, updated, removed (a number for each kind) and not_found (names for each kind).
    """
    known = known_movies(entry["name"] for _, entry in entries_of(changes))
    missing = {
        kind: [
            named(entry["name"])
            for k, entry in entries_of(changes)
            if k == kind and entry["name"] not in known
        ]
        for kind in KINDS
    }
    with bulk.writing(user):
        removed = {kind: bulk.remove(user, kind, held(changes, kind, "remove", known)) for kind in KINDS}
        added = {kind: add(user, kind, entries) for kind, entries in additions(changes, known).items()}
    return {
        "added": {kind: len(added[kind].added) for kind in KINDS},
        "updated": {kind: len(added[kind].updated) for kind in KINDS},
        "removed": {kind: removed[kind].removed for kind in KINDS},
        "not_found": missing,
    }


def named(name: MovieName) -> dict[str, int]:
    kind, value = name
    return {kind: value}


def held(changes: Changes, kind: str, change: str, known: dict[MovieName, int]) -> dict[int, Entry]:
    """The entries about movies that we have, by our id; the last word counts."""
    entries = changes.get(kind, {}).get(change, [])
    return {known[entry["name"]]: entry for entry in entries if entry["name"] in known}


def additions(changes: Changes, known: dict[MovieName, int]) -> dict[str, dict[int, Entry]]:
    """What was watched does not go on the watchlist, not even for a moment."""
    entries = {kind: held(changes, kind, "add", known) for kind in KINDS}
    for movie_id, entry in entries["watched"].items():
        if entry.get("progress", COMPLETED_PROGRESS) >= COMPLETED_PROGRESS:
            entries["watchlist"].pop(movie_id, None)
    return entries


def add(user: Any, kind: str, entries: dict[int, Entry]) -> bulk.Tally:
    if kind == "favorites":
        return bulk.add_favorites(user, entries)
    if kind == "watchlist":
        return bulk.add_to_watchlist(user, {movie_id: e.get("note") for movie_id, e in entries.items()})
    given = [(movie_id, {k: v for k, v in e.items() if k != "name"}) for movie_id, e in entries.items()]
    if kind == "ratings":
        return bulk.rate(user, [bulk.Rated(movie_id, **fields) for movie_id, fields in given])
    return bulk.watch(user, [bulk.Seen(movie_id, **fields) for movie_id, fields in given])

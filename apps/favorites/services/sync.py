"""Changes that a client made while it was offline, applied in one transaction."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services import library
from apps.favorites.services.library import AddFavorite, AddToWatchlist, Change, Rate, Remove, Watch
from apps.movies.services.lookup import MovieName, known_or_fetched

Entry = dict[str, Any]
Changes = dict[str, dict[str, list[Entry]]]
ADDITIONS: dict[str, type[Change]] = {
    "favorites": AddFavorite,
    "ratings": Rate,
    "watched": Watch,
    "watchlist": AddToWatchlist,
}
KINDS = tuple(ADDITIONS)


def entries_of(changes: Changes) -> Iterator[tuple[str, Entry]]:
    for kind, change in changes.items():
        for entries in change.values():
            yield from ((kind, entry) for entry in entries)


def apply_changes(*, user_id: int, changes: Changes) -> dict[str, Any]:
    """Apply removals, then additions. `changes`: kind → add | remove → entries with a `name`.

    Returns the numbers of added, updated and removed rows by kind, and the names of unknown movies by kind.
    """
    known = known_or_fetched([entry["name"] for _, entry in entries_of(changes)])
    missing: dict[str, list[dict[str, int]]] = {kind: [] for kind in KINDS}
    for kind, entry in entries_of(changes):
        if entry["name"] not in known:
            id_kind, value = entry["name"]
            missing[kind].append({id_kind: value})
    counts = library.apply(user_id=user_id, changes=library_changes(changes, known))
    return {
        "added": {kind: len(counts[kind].added) for kind in KINDS},
        "updated": {kind: len(counts[kind].updated) for kind in KINDS},
        "removed": {kind: counts[kind].removed for kind in KINDS},
        "not_found": missing,
    }


def library_changes(changes: Changes, known: dict[MovieName, int]) -> Iterator[Change]:
    """Yield the changes of movies in the catalogue. The last entry of a kind about a movie replaces earlier ones."""
    for kind, parts in changes.items():
        for movie_id in entries_by_movie(parts.get("remove", []), known):
            yield Remove(kind=kind, movie_id=movie_id)
        for movie_id, entry in entries_by_movie(parts.get("add", []), known).items():
            fields = {name: value for name, value in entry.items() if name != "name"}
            yield ADDITIONS[kind](movie_id=movie_id, **fields)


def entries_by_movie(entries: list[Entry], known: dict[MovieName, int]) -> dict[int, Entry]:
    return {known[entry["name"]]: entry for entry in entries if entry["name"] in known}

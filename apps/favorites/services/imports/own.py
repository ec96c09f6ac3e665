"""Our own export: the JSON of users/me/export/."""

from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import (
    Row,
    RowError,
    moment_of,
    movie_of,
    note_of,
    rating_of,
    read_row,
    review_of,
)

Entry = dict[str, Any]


def flag(entry: Entry, name: str) -> bool | None:
    return entry[name] if isinstance(entry.get(name), bool) else None


def rating(entry: Entry) -> Entry:
    return {
        "rating": rating_of(entry.get("rating"), scale=10),
        "review": review_of(entry.get("review")),
        "when": moment_of(entry.get("rated_at")),
        "is_public": flag(entry, "is_public"),
        "has_spoilers": flag(entry, "has_spoilers"),
    }


def viewing(entry: Entry) -> Entry:
    progress = entry.get("progress", 100)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        raise RowError("progress is a whole number from 0 to 100.")
    return {"kind": "diary", "when": moment_of(entry.get("watched_at")), "progress": progress}


READERS: dict[str, Callable[[Entry], Entry]] = {
    "ratings": rating,
    "watch_history": viewing,
    "favorites": lambda entry: {"kind": "favorite"},
    "watchlist": lambda entry: {"kind": "watchlist", "note": note_of(entry.get("note"))},
}


def is_export(told: Entry) -> bool:
    return any(isinstance(told.get(part), list) for part in (*READERS, "playlists"))


def read(source: Source, told: Entry) -> Iterator[Row]:
    for part, fields in READERS.items():
        yield from entries(source, part, told.get(part), fields)
    playlists = told.get("playlists")
    for playlist in playlists if isinstance(playlists, list) else []:
        if isinstance(playlist, dict):
            name = str(playlist.get("title") or "Imported")[:200]
            yield from entries(source, "playlists", playlist.get("items"), in_list(name))


def in_list(name: str) -> Callable[[Entry], Entry]:
    return lambda entry: {"kind": "list", "list_name": name, "note": note_of(entry.get("note"))}


def entries(source: Source, part: str, told: Any, fields: Callable[[Entry], Entry]) -> Iterator[Row]:
    for number, entry in enumerate(told if isinstance(told, list) else [], start=1):
        known: dict[str, Any] = {"file": f"{source.path}: {part}", "line": number, "kind": "rating"}
        if not isinstance(entry, dict) or not isinstance(entry.get("movie"), dict):
            yield Row(**known, problem="This is not about a movie.")
            continue
        known |= movie_of(entry["movie"])
        yield read_row(lambda entry=entry: fields(entry), **known)  # type: ignore[misc]

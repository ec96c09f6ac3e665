"""Trakt's JSON: lists of entries, each with a `movie` and what was done with it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import (
    Row,
    checked,
    moment_of,
    movie_of,
    note_of,
    rating_of,
    read_row,
)


def read(source: Source, entries: list[Any]) -> Iterator[Row]:
    for number, entry in enumerate(entries, start=1):
        known: dict[str, Any] = {"file": source.path, "line": number, "kind": "rating"}
        if not isinstance(entry, dict) or not isinstance(entry.get("movie"), dict):
            yield Row(**known, problem="This is not about a movie.")
            continue
        known |= movie_of(entry["movie"])
        yield read_row(lambda entry=entry: fields(source, entry), **known)  # type: ignore[misc]


def fields(source: Source, entry: dict[str, Any]) -> dict[str, Any]:
    if entry.get("rating") is not None:
        return {"rating": rating_of(entry["rating"], scale=10), "when": moment_of(entry.get("rated_at"))}
    watched = entry.get("watched_at") or entry.get("last_watched_at")
    if watched:
        return {"kind": "diary", "when": moment_of(watched)}
    if entry.get("listed_at"):
        kind = "favorite" if "favorite" in source.path else "watchlist"
        return {"kind": kind, "note": note_of(entry.get("notes"))}
    return {"problem": "There is no rating, viewing or list in this entry."}


def from_seconds(seconds: int | None) -> datetime | None:
    return checked(datetime.fromtimestamp(seconds, tz=UTC)) if seconds else None

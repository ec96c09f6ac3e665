"""TMDb's daily export of all its ids: gzipped lines of {"id", "original_title", "popularity", "adult", "video"}."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apps.movies.models.fields import MAX_POPULARITY
from apps.movies.services.tmdb_mapping import clean_id, clean_number


class UnreadableExport(Exception):
    """The file cannot be read as an export; the message says why."""


def most_popular_first(path: Path, *, min_popularity: float) -> list[int]:
    """TMDb ids of the feature films in an export that are at least so popular, without adult ones."""
    found: dict[int, float] = {}
    for entry in entries(path):
        tmdb_id, popularity = clean_id(entry.get("id")), clean_number(entry.get("popularity"), MAX_POPULARITY)
        if tmdb_id and popularity >= min_popularity and not (entry.get("adult") or entry.get("video")):
            found[tmdb_id] = popularity
    return sorted(found, key=lambda tmdb_id: (-found[tmdb_id], tmdb_id))


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in the file, gzipped or plain; other lines are skipped."""
    usable = False
    try:
        with path.open("rb") as raw:
            is_gzipped = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if is_gzipped else path.open("rb") as lines:
            for line in lines:
                entry = parsed(line)
                if entry is not None:
                    usable = True
                    yield entry
    except (OSError, EOFError) as error:
        raise UnreadableExport(f"{path} cannot be read: {error}.") from error
    if not usable:
        raise UnreadableExport(f'{path} has no lines like {{"id": 550, "popularity": 60.1}}.')


def parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and "id" in entry else None

"""The export of this project: JSON, or CSV files with Letterboxd's columns and TMDb and IMDb ids."""

from collections.abc import Callable, Iterator

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.formats import letterboxd
from apps.favorites.services.imports.rows import (
    Entry,
    Row,
    RowError,
    parse_list_name,
    parse_note,
    parse_rating,
    parse_review,
    parse_tags,
    parse_time,
    read_entries,
)

NAME = "own"
TITLE = "our own export"


def matches(source: Source) -> bool:
    if source.is_json:
        return isinstance(source.json, dict) and any(
            isinstance(source.json.get(part), list) for part in (*PARSERS, "playlists")
        )
    return letterboxd.is_table(source) and "tmdbid" in source.headings


def read(source: Source) -> Iterator[Row]:
    return read_json(source) if source.is_json else letterboxd.read_table(source)


def read_json(source: Source) -> Iterator[Row]:
    for part, parse in PARSERS.items():
        yield from read_entries(f"{source.path}: {part}", source.json.get(part), parse)
    playlists = source.json.get("playlists")
    for playlist in playlists if isinstance(playlists, list) else []:
        if isinstance(playlist, dict):
            name = parse_list_name(playlist.get("title") or "Imported")
            yield from read_entries(
                f"{source.path}: playlists", playlist.get("items"), list_item_parser(name)
            )


def list_item_parser(name: str) -> Callable[[Entry], Entry]:
    return lambda entry: {"kind": "list", "list_name": name, "note": parse_note(entry.get("note"))}


def parse_rating_entry(entry: Entry) -> Entry:
    return {
        "rating": parse_rating(entry.get("rating"), scale=10),
        "review": parse_review(entry.get("review")),
        "when": parse_time(entry.get("rated_at")),
        "is_public": parse_flag(entry.get("is_public")),
        "has_spoilers": parse_flag(entry.get("has_spoilers")),
    }


def parse_flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def parse_viewing(entry: Entry) -> Entry:
    progress = entry.get("progress", 100)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        raise RowError("progress must be an integer from 0 to 100.")
    is_unknown, is_day = (entry.get("precision") == name for name in ("unknown", "day"))
    rewatch = entry.get("is_rewatch")
    return {
        "kind": "mark" if is_unknown else "diary",
        "when": parse_time(entry.get("watched_on" if is_day else "watched_at")),
        "progress": progress,
        "diary": {
            "rating": parse_rating(entry.get("rating"), scale=10),
            "review": parse_review(entry.get("review")) or "",
            "tags": parse_tags(entry.get("tags") or []),
            "note": parse_note(entry.get("note")),
            "liked": entry.get("liked") is True,
            "is_rewatch": rewatch if isinstance(rewatch, bool) else None,
        },
    }


PARSERS: dict[str, Callable[[Entry], Entry]] = {
    "ratings": parse_rating_entry,
    "watch_history": parse_viewing,
    "favorites": lambda entry: {"kind": "favorite"},
    "watchlist": lambda entry: {"kind": "watchlist", "note": parse_note(entry.get("note"))},
}

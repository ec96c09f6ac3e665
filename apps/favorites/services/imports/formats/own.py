"""The export of this project: JSON, or CSV files with Letterboxd's columns and TMDb and IMDb ids."""

from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.exports import CSV_COLUMNS, CSV_MOVIE_COLUMNS, unescape_formula
from apps.favorites.services.imports.files import Source, normalized
from apps.favorites.services.imports.formats import letterboxd
from apps.favorites.services.imports.rows import Entry, Row, build_row, read_entries
from apps.favorites.services.imports.values import (
    Reading,
    parse_list_description,
    parse_list_name,
    parse_movie,
    parse_note,
    parse_tags,
)

NAME = "own"
TITLE = "our own export"
Parser = Callable[[Any, Reading], Entry]
MOVIE_COLUMNS = frozenset(normalized([*CSV_MOVIE_COLUMNS]))
COLUMNS = frozenset(normalized([column for columns in CSV_COLUMNS.values() for column in columns]))


def matches(source: Source) -> bool:
    if source.is_json:
        return isinstance(source.json, dict) and any(
            isinstance(source.json.get(part), list) for part in (*PARSERS, "playlists")
        )
    return MOVIE_COLUMNS <= source.headings <= COLUMNS


def is_table(source: Source, name: str) -> bool:
    """Whether it is our table of this name. A file of another service may have the same columns."""
    return source.stem.startswith(name) and source.headings == set(normalized([*CSV_COLUMNS[name]]))


def read(source: Source) -> Iterator[Row]:
    return read_json(source) if source.is_json else read_table(source)


def read_table(source: Source) -> Iterator[Row]:
    """Apostrophes that our export puts before formulas are removed."""
    ours = (parse for name, parse in TABLE_PARSERS.items() if is_table(source, name))
    parse = next(ours, None) or letterboxd.parser_of(source)
    for line, guarded in source.table():
        cells = {name: unescape_formula(cell) for name, cell in guarded.items()}
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield build_row(parse, cells, **fields)


def parse_diary_cells(cells: letterboxd.Cells, reading: Reading) -> Entry:
    """Rating and review belong to the viewing alone: a review of it is private, one of a movie may be not."""
    entry = letterboxd.parse_entry(cells, reading)
    entry["diary"] |= {"rating": entry.pop("rating"), "review": entry.pop("review") or ""}
    return entry | {"kind": "diary" if entry["when"] else "mark"}


def parse_review_cells(cells: letterboxd.Cells, reading: Reading) -> Entry:
    """Dated by the rating, so it is no viewing."""
    return letterboxd.parse_entry(cells, reading) | {"kind": "rating", "diary": {}}


TABLE_PARSERS: dict[str, Parser] = {"diary": parse_diary_cells, "reviews": parse_review_cells}


def read_json(source: Source) -> Iterator[Row]:
    for part, parse in PARSERS.items():
        yield from read_entries(f"{source.path}: {part}", source.json.get(part), parse)
    playlists = source.json.get("playlists")
    for playlist in playlists if isinstance(playlists, list) else []:
        if isinstance(playlist, dict):
            parse = list_item_parser(playlist)
            yield from read_entries(f"{source.path}: playlists", playlist.get("items"), parse)


def list_item_parser(playlist: Entry) -> Parser:
    fields = {
        "kind": "list",
        "list_name": parse_list_name(playlist.get("title")),
        "list_description": parse_list_description(playlist.get("description")),
    }
    return lambda entry, reading: fields | {"note": parse_note(entry.get("note"))}


def parse_rating_entry(entry: Entry, reading: Reading) -> Entry:
    return {
        "rating": reading.rating(entry.get("rating"), scale=10),
        "review": reading.review(entry.get("review")),
        "when": reading.time(entry.get("rated_at")),
        "is_public": parse_flag(entry.get("is_public")),
        "has_spoilers": parse_flag(entry.get("has_spoilers")),
    }


def parse_flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def parse_viewing(entry: Entry, reading: Reading) -> Entry:
    is_unknown, is_day = (entry.get("precision") == name for name in ("unknown", "day"))
    return {
        "kind": "mark" if is_unknown else "diary",
        "when": reading.time(entry.get("watched_on" if is_day else "watched_at")),
        "progress": parse_progress(entry.get("progress", 100), reading),
        "diary": {
            "rating": reading.rating(entry.get("rating"), scale=10),
            "review": reading.review(entry.get("review")) or "",
            "tags": parse_tags(entry.get("tags") or []),
            "note": parse_note(entry.get("note")),
            "liked": entry.get("liked") is True,
            "is_rewatch": parse_flag(entry.get("is_rewatch")),
        },
    }


def parse_progress(value: object, reading: Reading) -> int:
    if type(value) is int and 0 <= value <= 100:
        return value
    reading.problems.append("progress must be an integer from 0 to 100.")
    return 0


PARSERS: dict[str, Parser] = {
    "ratings": parse_rating_entry,
    "watch_history": parse_viewing,
    "favorites": lambda entry, reading: {"kind": "favorite"},
    "watchlist": lambda entry, reading: {"kind": "watchlist", "note": parse_note(entry.get("note"))},
}

"""The export of this project: JSON, or CSV files with Letterboxd's columns and TMDb and IMDb ids.

The JSON restores an account. Its lists are newest first, and are read from their ends, so that rows of one time are
written in the order in which they were written first.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.core.extensions import AccountData, registered
from apps.core.time_zones import noon
from apps.favorites.models import Playlist
from apps.favorites.services.exports import CSV_COLUMNS, CSV_MOVIE_COLUMNS, unescape_formula
from apps.favorites.services.imports.files import Source, normalized
from apps.favorites.services.imports.formats import letterboxd
from apps.favorites.services.imports.rows import Entry, Row, build_rows, read_entries
from apps.favorites.services.imports.values import (
    Reading,
    parse_list_description,
    parse_list_name,
    parse_movie,
    parse_note,
    parse_positive_integer,
    parse_tags,
    parse_text,
)
from apps.favorites.services.library import LibraryWriter

NAME = "own"
TITLE = "our own export"
Parser = Callable[[Any, Reading], Entry]
MOVIE_COLUMNS = frozenset(normalized([*CSV_MOVIE_COLUMNS]))
VALUE_MAX_LENGTH = 1000
# The noon of a day differs from that in UTC by at most this.
NOON_TOLERANCE = timedelta(days=1)
COLUMNS = frozenset(normalized([column for columns in CSV_COLUMNS.values() for column in columns]))


def matches(source: Source) -> bool:
    if source.is_json:
        return isinstance(source.json, dict) and any(
            is_part(source.json.get(part), field)
            for part, field in (*((part, "movie") for part in PARSERS), ("playlists", "title"))
        )
    return MOVIE_COLUMNS <= source.headings <= COLUMNS


def is_part(entries: Any, field: str) -> bool:
    """Whether it is a list of entries that have this field. An empty list is one, too."""
    return isinstance(entries, list) and (
        not entries or any(isinstance(entry, dict) and field in entry for entry in entries)
    )


def is_table(source: Source, name: str) -> bool:
    """Whether it is our table of this name. A file of another service may have the same columns."""
    return source.stem.startswith(name) and source.headings == set(normalized([*CSV_COLUMNS[name]]))


def read(source: Source) -> Iterator[Row]:
    return read_json(source) if source.is_json else read_table(source)


def read_table(source: Source) -> Iterator[Row]:
    """Apostrophes that our export puts before formulas are removed."""
    ours = (parse for name, parse in TABLE_PARSERS.items() if is_table(source, name))
    parse = next(ours, None) or letterboxd.parser_of(source)
    table = list(source.table())
    is_newest_first = any(is_table(source, name) for name in NEWEST_FIRST_TABLES)
    for line, guarded in reversed(table) if is_newest_first else table:
        cells = {name: unescape_formula(cell) for name, cell in guarded.items()}
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield from build_rows(parse, cells, **fields)


def parse_diary_cells(cells: letterboxd.Cells, reading: Reading) -> Entry:
    """Rating and review belong to the viewing alone: a review of it is private, one of a movie may be not."""
    entry = letterboxd.parse_entry(cells, reading)
    entry["diary"] |= {"rating": entry.pop("rating"), "review": entry.pop("review") or ""}
    return entry | {"kind": "diary" if entry["when"] else "mark"}


def parse_review_cells(cells: letterboxd.Cells, reading: Reading) -> Entry:
    """Dated by the rating, so it is no viewing."""
    return letterboxd.parse_entry(cells, reading) | {"kind": "rating", "diary": {}}


NEWEST_FIRST_TABLES = ("ratings", "reviews", "favorites")
TABLE_PARSERS: dict[str, Parser] = {"diary": parse_diary_cells, "reviews": parse_review_cells}


def read_json(source: Source) -> Iterator[Row]:
    yield from read_settings(source)
    for part, parse in PARSERS.items():
        entries = source.json.get(part)
        rows = read_entries(f"{source.path}: {part}", entries, parse)
        yield from reversed(list(rows)) if part in NEWEST_FIRST else rows
    yield from read_playlists(source)
    for writer in registered(LibraryWriter):
        if writer.restore:
            entries = source.json.get(writer.name)
            rows = read_entries(f"{source.path}: {writer.name}", entries, value_parser(writer))
            yield from reversed(list(rows))


def read_settings(source: Source) -> Iterator[Row]:
    for part in registered(AccountData):
        values = source.json.get(part.name)
        if part.settings and isinstance(values, dict):
            path = f"{source.path}: {part.name}"
            yield Row(file=path, line=1, kind=part.name, values=values, needs_movie=False)


def value_parser(writer: LibraryWriter) -> Parser:
    names = (*writer.fields, "created_at", "updated_at")
    return lambda entry, reading: (
        parse_own_id(entry)
        | {
            "kind": writer.name,
            "values": {name: parse_text(entry.get(name), VALUE_MAX_LENGTH) for name in names},
        }
    )


def read_playlists(source: Source) -> Iterator[Row]:
    """Each playlist, the oldest first, then its movies. Playlists may have the same title."""
    playlists = source.json.get("playlists")
    entries = [entry for entry in playlists if isinstance(entry, dict)] if isinstance(playlists, list) else []
    numbers: Counter[str] = Counter()
    numbered = reversed(list(enumerate(entries, start=1)))
    for line, playlist in sorted(numbered, key=lambda entry: parse_text(entry[1].get("created_at"), 40)):
        fields: Entry = {
            "list_name": parse_list_name(playlist.get("title")),
            "list_description": parse_list_description(playlist.get("description")),
            "list_fields": parse_playlist(playlist),
        }
        numbers[fields["list_name"]] += 1
        fields["list_number"] = numbers[fields["list_name"]]
        path = f"{source.path}: playlists"
        title = fields["list_name"]
        yield Row(file=path, line=line, kind="playlist", title=title, needs_movie=False, **fields)
        yield from read_entries(path, playlist.get("items"), list_item_parser(fields))


def parse_playlist(playlist: Entry) -> Entry:
    """Visibility and times. The link of an unlisted playlist is a secret, and is not taken over."""
    visibility = playlist.get("visibility")
    times = ((name, Reading().time(playlist.get(name))) for name in ("created_at", "updated_at"))
    return {"visibility": visibility if visibility in Playlist.Visibility.values else "private"} | {
        name: time.isoformat() for name, time in times if isinstance(time, datetime) and time.tzinfo
    }


def list_item_parser(fields: Entry) -> Parser:
    return lambda entry, reading: {
        **fields,
        **parse_own_id(entry),
        "kind": "list",
        "note": parse_note(entry.get("note")),
    }


def parse_own_id(entry: Entry) -> Entry:
    return {"own_id": parse_positive_integer(entry["movie"].get("id"))}


def parse_favorite(entry: Entry, reading: Reading) -> Entry:
    return parse_own_id(entry) | {"kind": "favorite", "when": reading.time(entry.get("created_at"))}


def parse_wish(entry: Entry, reading: Reading) -> Entry:
    when = reading.time(entry.get("created_at"))
    return parse_own_id(entry) | {"kind": "watchlist", "note": parse_note(entry.get("note")), "when": when}


def parse_rating_entry(entry: Entry, reading: Reading) -> Entry:
    return parse_own_id(entry) | {
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
    when = reading.time(entry.get("watched_on" if is_day else "watched_at"))
    return parse_own_id(entry) | {
        "kind": "mark" if is_unknown else "diary",
        "when": when,
        "stored_at": parse_stored_at(entry, when if is_day else None),
        "progress": parse_progress(entry.get("progress", 100), reading),
        "diary": {
            "rating": reading.rating(entry.get("rating"), scale=10),
            "review": reading.review(entry.get("review")) or "",
            "tags": parse_tags(entry.get("tags") or []),
            "note": parse_note(entry.get("note")),
            "liked": entry.get("liked") is True,
            "is_rewatch": parse_flag(entry.get("is_rewatch")),
            "distinct": True,
        },
    }


def parse_stored_at(entry: Entry, day: Any) -> datetime | None:
    """The time that was stored for a day, which is its noon in the time zone of then, or for an unknown day."""
    stored_at = Reading().time(entry.get("watched_at"))
    if not isinstance(stored_at, datetime) or stored_at.tzinfo is None:
        return None
    is_of_day = day is None or abs(stored_at - noon(day, ZoneInfo("UTC"))) <= NOON_TOLERANCE
    return stored_at if is_of_day else None


def parse_progress(value: object, reading: Reading) -> int:
    if type(value) is int and 0 <= value <= 100:
        return value
    reading.problems.append("progress must be an integer from 0 to 100.")
    return 0


PARSERS: dict[str, Parser] = {
    "ratings": parse_rating_entry,
    "watch_history": parse_viewing,
    "favorites": parse_favorite,
    "watchlist": parse_wish,
}
NEWEST_FIRST = {"ratings", "watch_history", "favorites"}

"""Rows in the terms of this project, as every import format returns them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from apps.favorites.services.imports.values import Reading, parse_movie

Entry = dict[str, Any]
Values = TypeVar("Values")
NOT_A_MOVIE = "This is not a movie."
KINDS_OF_VIEWINGS = ("diary", "mark")
KINDS_WITH_NOTES = ("watchlist", "list")
OTHER_TYPES = {"show", "tv", "series", "tv series", "tvseries", "season", "episode", "anime", "game", "book"}
OTHER_ENTRIES = ("show", "episode", "season", "person")  # what an entry may be about instead


class ImportRefusedError(Exception):
    """The upload cannot be imported. The message says what the user can do."""


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is rating, diary, mark (watched, day unknown), watchlist, favorite, hidden, list or playlist.

    Our own export also has the names of LibraryWriter and of AccountData with settings.

    rating: 1 to 10. Of two ratings of one movie the row with the greater `weight` wins, then the later one.
    may_be_series: the file says that this is not a movie; such a row is matched by id only, not by title.
    when: a time, a time without an offset (of the user's time zone), or a day of it.
    diary: further fields of a viewing; its rating and review here are not those of the movie.
    plays: of a mark, how often the movie was seen in all.
    own_id: the movie's id on the server that wrote the file, which may be another one.
    list_number: which of the playlists with this name, from 1, the oldest first. list_fields: of a new playlist.
    stored_at: of a viewing without a time, the time that was stored for it.
    values: what only the app understands that has exported it. needs_movie: False if the row is about none.
    problem: why the row is skipped; empty if it can be imported. remark: what of it was not read.
    """

    file: str
    line: int
    kind: str
    title: str = ""
    original_title: str = ""
    year: int | None = None
    own_id: int | None = None
    tmdb_id: int | None = None
    imdb_id: str = ""
    rating: float | None = None
    review: str | None = None
    when: datetime | date | None = None
    note: str = ""
    list_name: str = ""
    list_description: str = ""
    list_number: int = 1
    list_fields: dict[str, Any] = field(default_factory=dict)
    stored_at: datetime | None = None
    is_public: bool | None = None
    has_spoilers: bool | None = None
    progress: int = 100
    plays: int = 1
    weight: int = 0
    may_be_series: bool = False
    problem: str = ""
    remark: str = ""
    diary: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    needs_movie: bool = True


def build_rows(
    parse: Callable[[Values, Reading], dict[str, Any]], values: Values, **fields: Any
) -> Iterator[Row]:
    """Build a row of `fields` and the fields that `parse` returns, and another one of what its kind does not store.

    Entries of lists have no ratings, reviews and viewings, so those become a row of their own: `parse` returns its fields as
    `also`. A value that cannot be read, or is stored nowhere, is left out with a remark. If nothing else is left, the row is
    skipped.
    """
    reading = Reading()
    parsed = parse(values, reading)
    also = parsed.pop("also", {})
    row = Row(**fields | parsed)
    if row.problem:
        yield row
        return
    second = Row(**fields | {"kind": "rating"} | also)
    has_second = second.kind == "diary" or has_opinion(second)
    unstored = [*unstored_in(row), *(unstored_in(second) if has_second else [])]
    problems = " ".join(dict.fromkeys((*reading.problems, *unstored)))
    if row.kind == "rating" and not has_opinion(row):
        yield replace(row, problem=problems or "This row has no rating or review.")
    else:
        yield replace(row, remark=problems) if problems else row
    if has_second:
        yield second


def has_opinion(row: Row) -> bool:
    return row.rating is not None or row.review is not None


def unstored_in(row: Row) -> list[str]:
    """Sentences about what the user has written that rows of this kind do not store."""
    sentences = []
    if row.kind not in KINDS_OF_VIEWINGS and row.diary.get("tags"):
        sentences.append("Only viewings have tags, so they were not read.")
    has_note = row.note if row.kind not in KINDS_WITH_NOTES else ""
    if has_note or (row.kind not in KINDS_OF_VIEWINGS and row.diary.get("note")):
        sentences.append("Only viewings, the watchlist and lists have notes, so the note was not read.")
    return sentences


def is_other(cells: dict[str, str]) -> bool:
    """Whether a column of the row says that it is not about a movie. Ids of series may be those of some movie."""
    return (cells.get("type") or cells.get("mediatype") or "").strip().lower() in OTHER_TYPES


def read_entries(
    file: str, entries: Any, parse: Callable[[Entry, Reading], Entry], *, movie: str = "movie"
) -> Iterator[Row]:
    """Read a JSON list of entries, each with a `movie`. The line of a row is the entry's position, from 1."""
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        fields: Entry = {"file": file, "line": number, "kind": "rating"}
        other = (
            next((entry[name] for name in OTHER_ENTRIES if name in entry), None)
            if isinstance(entry, dict)
            else None
        )
        if isinstance(entry, dict) and isinstance(entry.get(movie), dict):
            yield from build_rows(parse, entry, **fields, **parse_movie(entry[movie]))
        elif other is not None:
            title = parse_movie(other)["title"] if isinstance(other, dict) else ""
            yield Row(**fields, title=title, problem=NOT_A_MOVIE)
        else:
            yield Row(**fields, problem="This entry has no movie.")


def file_problem(path: str, reason: str, *, line: int = 0) -> Row:
    return Row(file=path, line=line, kind="file", problem=reason)


def to_json(row: Row) -> dict[str, Any]:
    """The fields of the row that differ from their defaults. Times are in ISO format."""
    values = {spec.name: getattr(row, spec.name) for spec in fields(row)}
    for name in ("when", "stored_at"):
        if values[name] is not None:
            values[name] = values[name].isoformat()
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def from_json(values: dict[str, Any]) -> Row:
    when = values.get("when")
    if when is not None:
        is_day = len(when) == len("YYYY-MM-DD")
        when = date.fromisoformat(when) if is_day else datetime.fromisoformat(when)
    stored_at = values.get("stored_at")
    return Row(
        **values | {"when": when, "stored_at": stored_at and datetime.fromisoformat(stored_at)},
    )

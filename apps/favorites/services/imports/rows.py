"""Rows in the terms of this project, as every import format returns them, and parsers of their values."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.utils.dateparse import parse_date, parse_datetime

from apps.core.limits import (
    INTEGER_MAX,
    NOTE_MAX_LENGTH,
    RATING_MAX,
    RATING_MIN,
    RATING_STEP,
    REVIEW_MAX_LENGTH,
)
from apps.movies.models.history import (
    FIRST_SCREENING,
    TAG_MAX_LENGTH,
    TAGS_MAX,
    is_possible_day,
    is_possible_time,
)

IMDB_ID = re.compile(r"tt\d{7,10}")
TITLE_MAX_LENGTH = 200
LIST_NAME_MAX_LENGTH = 200
NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
Entry = dict[str, Any]
Values = TypeVar("Values")


class ImportRefusedError(Exception):
    """The upload cannot be imported. The message says what the user can do."""


class RowError(Exception):
    """A single row cannot be imported. The message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is rating, diary, mark (watched, day unknown), watchlist, favorite or list.

    rating: 1 to 10. Of two ratings of one movie the row with the greater `weight` wins, then the later one.
    may_be_series: the file says that this is not a movie; such a row is matched by id only, not by title.
    when: a time, or a day of the user's time zone.
    diary: further fields of a viewing; its rating and review here are not those of the movie.
    problem: why the row is skipped; empty if it can be imported.
    """

    file: str
    line: int
    kind: str
    title: str = ""
    original_title: str = ""
    year: int | None = None
    tmdb_id: int | None = None
    imdb_id: str = ""
    rating: float | None = None
    review: str | None = None
    when: datetime | date | None = None
    note: str = ""
    list_name: str = ""
    is_public: bool | None = None
    has_spoilers: bool | None = None
    progress: int = 100
    weight: int = 0
    may_be_series: bool = False
    problem: str = ""
    diary: dict[str, Any] = field(default_factory=dict)


def build_row(parse: Callable[[Values], dict[str, Any]], values: Values, **fields: Any) -> Row:
    """Build a row of `fields` and the fields that `parse` returns, or of `fields` and the problem it raises."""
    try:
        return Row(**fields | parse(values))
    except RowError as error:
        return Row(**fields, problem=str(error))


def read_entries(file: str, entries: Any, parse: Callable[[Entry], Entry]) -> Iterator[Row]:
    """Read a JSON list of entries, each with a `movie`. The line of a row is the entry's position, from 1."""
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        fields: Entry = {"file": file, "line": number, "kind": "rating"}
        if isinstance(entry, dict) and isinstance(entry.get("movie"), dict):
            yield build_row(parse, entry, **fields, **parse_movie(entry["movie"]))
        else:
            yield Row(**fields, problem="This entry has no movie.")


def parse_text(value: Any, max_length: int) -> str:
    """Remove what databases cannot store, and the apostrophe that our CSV export puts before formulas."""
    text = NOT_STORABLE.sub("", str(value or ""))
    return (text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text)[:max_length]


def parse_rating(value: Any, *, scale: int) -> float | None:
    """Convert a rating out of `scale` (5 or 10) to 1 to 10. Returns None for an empty value. Raises RowError."""
    if value in (None, ""):
        return None
    try:
        rating = float(str(value).replace(",", ".")) * RATING_MAX / scale
    except ValueError as error:
        raise RowError(f"{str(value)[:20]!r} is not a rating.") from error
    if not RATING_MIN <= rating <= RATING_MAX or rating % RATING_STEP:
        raise RowError(
            f"{str(value)[:20]} of {scale} is {rating:g} of {RATING_MAX}, which is not a rating from "
            f"{RATING_MIN} to {RATING_MAX} in steps of {RATING_STEP}."
        )
    return rating


def parse_time(value: Any) -> datetime | date | None:
    """Parse a time or a day. Returns None for an empty value. Raises RowError."""
    text = str(value or "").strip()
    if not text:
        return None
    try:
        day = parse_date(text) if len(text) == len("YYYY-MM-DD") else None
        time = day or parse_datetime(text)
    except ValueError:
        time = None
    if time is None:
        raise RowError(f"{text[:30]!r} is not a date. Write it as YYYY-MM-DD.")
    if not isinstance(time, datetime):
        return check_day(time)
    return check_time(time if time.tzinfo else time.replace(tzinfo=UTC))


def check_day(day: date) -> date:
    if not is_possible_day(day):
        raise RowError(impossible(day))
    return day


def impossible(day: date) -> str:
    return f"{day:%Y-%m-%d} is not between the first film screening ({FIRST_SCREENING.year}) and now."


def check_time(time: datetime) -> datetime:
    if not is_possible_time(time):
        raise RowError(impossible(time))
    return time


def parse_positive_integer(value: Any, *, maximum: int = INTEGER_MAX) -> int | None:
    """Parse an integer from 1 to `maximum`. Returns None for anything else: other columns may name the movie."""
    digits = str(value if value is not None else "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(INTEGER_MAX)):
        return None
    return int(digits) if 1 <= int(digits) <= maximum else None


def parse_imdb_id(value: Any) -> str:
    """Parse an IMDb id, with or without its leading tt. Returns "" for anything else."""
    text = str(value or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 10:
        text = f"tt{int(text):07d}"
    return text if IMDB_ID.fullmatch(text) else ""


def parse_review(value: Any) -> str | None:
    if not value:
        return None
    review = parse_text(value, REVIEW_MAX_LENGTH + 1)
    if len(review) > REVIEW_MAX_LENGTH:
        raise RowError(f"The review is longer than {REVIEW_MAX_LENGTH} characters. Shorten it.")
    return review


def parse_note(value: Any) -> str:
    return parse_text(value, NOTE_MAX_LENGTH)


def parse_tags(value: Any) -> list[str]:
    """Parse a list, or text separated by commas. Drops empty tags and what exceeds the limits."""
    parts = value if isinstance(value, list) else parse_text(value, REVIEW_MAX_LENGTH).split(",")
    tags = (parse_text(part, TAG_MAX_LENGTH).strip() for part in parts if isinstance(part, str))
    return [tag for tag in dict.fromkeys(tags) if tag][:TAGS_MAX]


def parse_list_name(value: Any) -> str:
    return parse_text(value, LIST_NAME_MAX_LENGTH)


def parse_movie(entry: dict[str, Any]) -> dict[str, Any]:
    """Parse the fields that identify a movie, under the names that any of the formats gives them."""
    ids = entry.get("ids")
    ids = ids if isinstance(ids, dict) else {}
    return {
        "title": parse_text(entry.get("title") or entry.get("name"), TITLE_MAX_LENGTH),
        "original_title": parse_text(entry.get("originaltitle"), TITLE_MAX_LENGTH),
        "year": parse_positive_integer(entry.get("year"), maximum=9999),
        "tmdb_id": parse_positive_integer(entry.get("tmdb_id") or entry.get("tmdbid") or ids.get("tmdb")),
        "imdb_id": parse_imdb_id(entry.get("imdb_id") or entry.get("imdbid") or ids.get("imdb")),
    }

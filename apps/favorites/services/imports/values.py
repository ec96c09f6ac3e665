"""Parsers of the values in files: texts, ratings, dates, ids. They raise RowError for a value that cannot be read."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from math import isfinite, nan
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

STARS = re.compile("(?=.)([★⭐]*)(½?)")
OUT_OF = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d)?) ?/ ?(?P<top>5|10)", re.ASCII)  # 8/10
VARIATION_SELECTOR = "\ufe0f"  # after a sign that is shown in colours
IMDB_ID = re.compile(r"tt\d{7,10}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
TITLE_MAX_LENGTH = 200
LIST_NAME_MAX_LENGTH = 200
LIST_DESCRIPTION_MAX_LENGTH = 2000
NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
# The dates of IMDb's exports before 2016: Sun Mar  9 00:00:00 2014.
# With points the day is first, with slashes it may be the month, unless the year is first.
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?P<time>[ T]\d{1,2}:\d\d(:\d\d)?)?",
    re.ASCII,
)
YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)", re.ASCII)
TITLE_AND_YEAR = re.compile(r"(?P<title>.+) \((?P<year>\d{4})\)\s*", re.ASCII)
OLD_IMDB_TIME = "%a %b %d %H:%M:%S %Y"
Value = TypeVar("Value")


class RowError(Exception):
    """A value, or a whole row, cannot be imported. The message says why."""


class Reading:
    """Parses the values of one row. A value that cannot be read is None, and `problems` says why."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def rating(self, value: Any, *, scale: int) -> float | None:
        return self._parse(lambda: parse_rating(value, scale=scale))

    def time(self, value: Any) -> datetime | date | None:
        return self._parse(lambda: parse_time(value))

    def review(self, value: Any) -> str | None:
        """Cuts a review that is too long."""
        text = parse_text(value, REVIEW_MAX_LENGTH + 1)
        if len(text) > REVIEW_MAX_LENGTH:
            self.problems.append(f"The review was cut after {REVIEW_MAX_LENGTH} characters.")
        return text[:REVIEW_MAX_LENGTH] or None

    def _parse(self, parse: Callable[[], Value | None]) -> Value | None:
        try:
            return parse()
        except RowError as error:
            self.problems.append(str(error))
            return None


def parse_text(value: Any, max_length: int) -> str:
    """Cut the text, and remove what databases cannot store. Returns "" for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = value if isinstance(value, str) else repr(value)
    return (text if text.isprintable() else NOT_STORABLE.sub("", text))[:max_length]


def parse_rating(value: Any, *, scale: int) -> float | None:
    """Convert a rating out of `scale` (5 or 10) to 1 to 10. Returns None for an empty value. Raises RowError."""
    text = parse_text(value, 30).strip()
    if text == "" and (value is None or value == "" or isinstance(value, str)):
        return None
    text = text.replace(VARIATION_SELECTOR, "")
    if out_of := OUT_OF.fullmatch(text):
        text, scale = out_of["number"], int(out_of["top"])
    try:
        rating = number_in(text) * RATING_MAX / scale
    except ValueError as error:
        raise RowError(f"{shown(value)!r} is not a rating.") from error
    if not RATING_MIN <= rating <= RATING_MAX or rating % RATING_STEP:
        given = f"{text[:20]} of {scale}"
        converted = given if scale == RATING_MAX else f"{given} is {rating:g} of {RATING_MAX}, which"
        raise RowError(
            f"{converted} is not a rating from {RATING_MIN} to {RATING_MAX} in steps of {RATING_STEP}."
        )
    return rating


def number_in(text: str) -> float:
    """A number with a decimal point or comma, or stars. Raises ValueError."""
    if stars := STARS.fullmatch(text):
        return len(stars[1]) + len(stars[2]) / 2
    if "_" in text:  # which Python reads
        raise ValueError(text)
    return float(text.replace(",", "."))


def parse_number(value: Any) -> float | None:
    """None for stars, too."""
    text = parse_text(value, 30).strip()
    try:
        number = number_in(text) if text.strip(f"★⭐½{VARIATION_SELECTOR}") else nan
    except ValueError:
        return None
    return number if isfinite(number) else None


def shown(value: Any) -> str:
    """The beginning of a value in a message; of lists and objects only what they are."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    return str(value)[:30]


def parse_time(value: Any) -> datetime | date | None:
    """Parse a time or a day. A time without an offset is one of the user's zone. Raises RowError.

    Returns None for an empty value.
    """
    text = parse_text(value, 60).strip()
    if not text:
        if value in (None, "") or isinstance(value, str):
            return None
        raise RowError(f"{shown(value)!r} is not a date. Write it as YYYY-MM-DD.")
    time = date_in(text)
    if time is None:
        raise RowError(f"{text[:30]!r} is not a date. Write it as YYYY-MM-DD.")
    if not isinstance(time, datetime):
        return check_day(time)
    return check_time(time)


def date_in(text: str) -> datetime | date | None:
    text = YEAR_FIRST.sub(r"\1-\2-\3", text)
    if written := DAY_FIRST.fullmatch(text):
        text = f"{written['year']}-{written['month']:0>2}-{written['day']:0>2}{written['time'] or ''}"
    try:
        found = parse_date(text) if ":" not in text else parse_datetime(text)
        return found or datetime.strptime(text, OLD_IMDB_TIME)  # noqa: DTZ007 - a time of the user's zone
    except (ValueError, OverflowError):
        return None


def check_day(day: date) -> date:
    if not is_possible_day(day):
        raise RowError(impossible(day))
    return day


def impossible(day: date) -> str:
    return f"{day.isoformat()[:10]} is not between the first film screening ({FIRST_SCREENING.year}) and now."


def check_time(time: datetime) -> datetime:
    if not is_possible_time(time if time.tzinfo else time.replace(tzinfo=UTC)):
        raise RowError(impossible(time))
    return time


def parse_positive_integer(value: Any, *, maximum: int = INTEGER_MAX) -> int | None:
    """Parse an integer from 1 to `maximum`. Returns None for anything else: other columns may name the movie."""
    digits = parse_text(value, 20).strip().removesuffix(".0")
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(INTEGER_MAX)):
        return None
    return int(digits) if 1 <= int(digits) <= maximum else None


def parse_imdb_id(value: Any) -> str:
    """Parse an IMDb id, with or without its leading tt. Returns "" for anything else."""
    text = parse_text(value, 20).strip()
    if text.isascii() and text.isdigit() and len(text) <= 10:
        text = f"tt{int(text):07d}"
    return text if IMDB_ID.fullmatch(text) else ""


def parse_year(entry: dict[str, Any]) -> int | None:
    """The year, else that of a release date."""
    year = parse_positive_integer(entry.get("year"), maximum=9999)
    released = parse_text(entry.get("releasedate") or entry.get("release_date"), 10)
    return year or (int(released[:4]) or None if YEAR.match(released) else None)


def parse_note(value: Any) -> str:
    return parse_text(value, NOTE_MAX_LENGTH)


def parse_tags(value: Any) -> list[str]:
    """Parse a list, or text separated by commas. Drops empty tags and what exceeds the limits."""
    parts = value if isinstance(value, list) else parse_text(value, REVIEW_MAX_LENGTH).split(",")
    tags = (parse_text(part, TAG_MAX_LENGTH).strip() for part in parts if isinstance(part, str))
    return [tag for tag in dict.fromkeys(tags) if tag][:TAGS_MAX]


def parse_list_name(value: Any) -> str:
    return parse_text(value, LIST_NAME_MAX_LENGTH).strip() or "Imported"


def parse_list_description(value: Any) -> str:
    return parse_text(value, LIST_DESCRIPTION_MAX_LENGTH)


def parse_movie(entry: dict[str, Any]) -> dict[str, Any]:
    """Parse the fields that identify a movie, under the names that any of the formats gives them."""
    ids = entry.get("ids")
    ids = ids if isinstance(ids, dict) else {}
    tmdb_id = entry.get("tmdb_id") or entry.get("tmdbid") or entry.get("tmdb") or ids.get("tmdb")
    imdb_id = entry.get("imdb_id") or entry.get("imdbid") or entry.get("imdb") or ids.get("imdb")
    original = entry.get("originaltitle") or entry.get("original_title")
    title = parse_text(entry.get("title") or entry.get("name"), TITLE_MAX_LENGTH).strip()
    year = parse_year(entry)
    has_id = tmdb_id or imdb_id or entry.get("id")
    if year is None and not has_id and (written := TITLE_AND_YEAR.fullmatch(title)):
        title, year = written["title"].strip(), int(written["year"]) or None
    return {
        "title": title,
        "original_title": parse_text(original, TITLE_MAX_LENGTH).strip(),
        "year": year,
        "tmdb_id": parse_positive_integer(tmdb_id),
        "imdb_id": parse_imdb_id(imdb_id),
    }

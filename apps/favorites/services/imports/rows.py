"""One line of somebody's history from elsewhere, in our own terms, whatever file it stood in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from apps.favorites.models.lists import NOTE_MAX_LENGTH
from apps.favorites.models.ratings import RATING_MAX, RATING_MIN, RATING_STEP, REVIEW_MAX_LENGTH
from apps.movies.models.history import is_possible_time

# A day without an hour is kept as its noon: the same day nearly everywhere on earth.
NOON = timedelta(hours=12)
IMDB_ID = re.compile(r"tt\d{7,10}")
ID_MAX = 2**31 - 1
TITLE_SHOWN = 200


class ImportRefusedError(Exception):
    """The file as a whole cannot be taken. The text tells the person what to do."""


class RowError(Exception):
    """One row cannot be taken; the others can."""


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is rating, diary, mark (seen, no day known), watchlist, favorite or list.

    Ratings are on our scale. Of two ratings of a movie the one with the greater `weight` counts, then the later.
    """

    file: str
    line: int
    kind: str
    title: str = ""
    year: int | None = None
    tmdb_id: int | None = None
    imdb_id: str = ""
    rating: float | None = None
    review: str | None = None
    when: datetime | None = None
    note: str = ""
    list_name: str = ""
    is_public: bool | None = None
    has_spoilers: bool | None = None
    progress: int = 100
    weight: int = 0
    problem: str = ""


def read_row(make: Callable[[], dict[str, Any]], **known: Any) -> Row:
    """The row that `make` tells the fields of; when it cannot, a row that says why."""
    try:
        return Row(**known | make())
    except RowError as error:
        return Row(**known, problem=str(error))


def rating_of(text: Any, *, scale: int) -> float | None:
    """A value out of `scale` (5 or 10) on our scale of 10; None where there is none."""
    if text in (None, ""):
        return None
    try:
        value = float(text) * RATING_MAX / scale
    except (TypeError, ValueError) as error:
        raise RowError(f"{str(text)[:20]!r} is not a rating.") from error
    if not RATING_MIN <= value <= RATING_MAX or value % RATING_STEP:
        raise RowError(f"{text} of {scale} is not a rating that we have: 1 to 10 of 10 in steps of 0.5.")
    return value


def moment_of(text: Any) -> datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(str(text).strip())
    except ValueError:
        moment = None
    if moment is None:
        raise RowError(f"{str(text)[:30]!r} is not a date. Write it as YYYY-MM-DD.")
    if len(str(text).strip()) == len("YYYY-MM-DD"):
        moment += NOON
    return checked(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def checked(moment: datetime) -> datetime:
    if not is_possible_time(moment):
        raise RowError(f"{moment:%Y-%m-%d} is not a day between the first film screening (1895) and now.")
    return moment


def whole(text: Any, *, most: int = ID_MAX) -> int | None:
    """A whole number from 1, or None for anything else: then other columns must name the movie."""
    digits = str(text if text is not None else "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(ID_MAX)):
        return None
    return int(digits) if 1 <= int(digits) <= most else None


def imdb_of(text: Any) -> str:
    """With or without the leading tt."""
    word = str(text or "").strip()
    if word.isascii() and word.isdigit() and len(word) <= 10:
        word = f"tt{int(word):07d}"
    return word if IMDB_ID.fullmatch(word) else ""


def review_of(text: Any) -> str | None:
    if not text:
        return None
    if len(str(text)) > REVIEW_MAX_LENGTH:
        raise RowError(f"The review is longer than {REVIEW_MAX_LENGTH} characters. Shorten it.")
    return unguarded(str(text))


def note_of(text: Any) -> str:
    return unguarded(str(text or ""))[:NOTE_MAX_LENGTH]


def unguarded(text: str) -> str:
    """Without the apostrophe that our own export puts before what a spreadsheet would compute."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def movie_of(told: dict[str, Any]) -> dict[str, Any]:
    """How any of the formats names a movie."""
    ids = told.get("ids") or {}
    return {
        "title": unguarded(str(told.get("title") or told.get("name") or ""))[:TITLE_SHOWN],
        "year": whole(told.get("year"), most=9999),
        "tmdb_id": whole(told.get("tmdb_id") or told.get("tmdbid") or ids.get("tmdb")),
        "imdb_id": imdb_of(told.get("imdb_id") or told.get("imdbid") or ids.get("imdb")),
    }

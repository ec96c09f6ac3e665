"""The import formats. A format is a module that satisfies `Format`, and its place in FORMATS."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from apps.favorites.services.imports.archives import Upload, printable
from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.formats import (
    imdb,
    letterboxd,
    movary,
    movielens,
    own,
    simkl,
    tmdb,
    trakt,
    trakt_csv,
    yamtrack,
)
from apps.favorites.services.imports.rows import ImportRefusedError, Row, file_problem

ROWS_MAX = 50_000
COLUMNS_NAMED = 10
MOVIE_COLUMNS = {"title", "name", "tmdbid", "imdbid", "const"}
# Columns of tables that name books or music, which may be called like the movies made of them.
OTHER_COLUMNS = {
    "books": {"isbn", "isbn13", "isbn/uid", "bookid"},
    "music": {"artist", "artistname", "album", "albumname", "trackname"},
}


class Format(Protocol):
    """NAME: the `source` of its import jobs. TITLE: its name in messages and in the API's documentation."""

    NAME: str
    TITLE: str

    def matches(self, source: Source) -> bool:
        """Whether the file has this format. Raises FileError if it cannot be parsed."""

    def read(self, source: Source) -> Iterator[Row]:
        """Read the rows; none of a file without a history. Raises FileError."""


# A file is read by the first format that matches it, so formats with more specific columns precede the others.
FORMATS: tuple[Format, ...] = (
    imdb,
    movielens,
    tmdb,
    trakt_csv,
    yamtrack,
    movary,
    simkl,
    own,
    letterboxd,
    trakt,
)


def supported_formats() -> str:
    return ", ".join(file_format.TITLE for file_format in FORMATS)


def find_format(source: Source) -> Format:
    """Raises FileError, which says what the file lacks."""
    for things, columns in OTHER_COLUMNS.items():
        if source.headings & columns:
            raise FileError(f"The table lists {things} ({named(source.headings & columns)}), not movies.")
    for file_format in FORMATS:
        if file_format.matches(source):
            return file_format
    if not source.text.strip():
        missing = "The file is empty."
    elif source.text.lstrip().startswith("<"):
        missing = "The file is a page (HTML or XML), not a table."
    elif source.is_json:
        missing = (
            "The file is JSON, but no list of entries that each have a movie, and a rating, viewing or list. "
            f"It has {named(json_fields(source.json))}."
        )
    elif source.headings & MOVIE_COLUMNS:
        missing = (
            "The table names movies, but has no column for a rating (Rating, Rating10), a viewing (WatchedDate) or a review "
            f"(Review). Its columns are {named(source.headings)}."
        )
    else:
        missing = (
            "The table has no column that names a movie (Title, tmdbID or imdbID): its first line with text has "
            f"{named(source.headings)}."
        )
    raise FileError(f"{missing} Supported are {supported_formats()}.")


def json_fields(content: Any) -> frozenset[str]:
    """The names of the fields of an object, or of the first object of a list."""
    found = (
        next((entry for entry in content if isinstance(entry, dict)), None)
        if isinstance(content, list)
        else content
    )
    return frozenset(found) if isinstance(found, dict) else frozenset()


def named(headings: frozenset[str]) -> str:
    names = [printable(heading)[:30] for heading in sorted(headings)[:COLUMNS_NAMED]]
    return ", ".join(names) + (", …" if len(headings) > COLUMNS_NAMED else "") if names else "no names"


def check(upload: Upload) -> str:
    """Return the name of the first format found in the upload. Raises ImportRefusedError if there is none."""
    reasons = [f"{printable(path)}: {reason}" for path, reason in upload.unreadable.items()]
    for source in upload.sources:
        try:
            return find_format(source).NAME
        except FileError as error:
            reasons.insert(0, f"{printable(source.path)}: {error}")
    raise ImportRefusedError(
        reasons[0] if reasons else f"The zip has no files of ours. Supported are {supported_formats()}."
    )


def read_rows(upload: Upload, *, zone: ZoneInfo) -> list[Row]:
    """Read all rows. A file that cannot be read, or only in part, adds a row with the problem.

    Times without an offset are those of `zone`. Raises ImportRefusedError if there are too many rows, or only
    problems of files.
    """
    check(upload)
    rows: list[Row] = []
    for source in upload.sources:
        for row in read_source(source):
            rows.append(in_zone(row, zone))
            if len(rows) > ROWS_MAX:
                raise ImportRefusedError(f"The upload has more than {ROWS_MAX} rows. Split it.")
    unreadable = upload.unreadable.items()
    rows += [file_problem(path, reason) for path, reason in unreadable if not letterboxd.is_deleted(path)]
    if rows and all(row.kind == "file" for row in rows):
        raise ImportRefusedError(f"{printable(rows[0].file)}: {rows[0].problem}")
    return rows


def read_source(source: Source) -> Iterator[Row]:
    try:
        yield from find_format(source).read(source)
    except FileError as error:
        yield file_problem(source.path, str(error))
    if source.remark:
        yield file_problem(source.path, source.remark)
    for line, problem in sorted(source.problems.items()):
        yield file_problem(source.path, problem, line=line)


def in_zone(row: Row, zone: ZoneInfo) -> Row:
    if isinstance(row.when, datetime) and row.when.tzinfo is None:
        return replace(row, when=row.when.replace(tzinfo=zone))
    return row

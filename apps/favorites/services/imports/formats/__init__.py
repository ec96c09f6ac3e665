"""The import formats. A format is a module that satisfies `Format`, and its place in FORMATS."""

from collections.abc import Iterator
from typing import Protocol

from apps.favorites.services.imports.files import FileError, Source, Upload, printable
from apps.favorites.services.imports.formats import imdb, letterboxd, movielens, own, trakt
from apps.favorites.services.imports.rows import ImportRefusedError, Row

ROWS_MAX = 50_000


class Format(Protocol):
    """NAME: the `source` of its import jobs. TITLE: its name in messages and in the API's documentation."""

    NAME: str
    TITLE: str

    def matches(self, source: Source) -> bool:
        """Whether the file has this format. Raises FileError if it cannot be parsed."""

    def read(self, source: Source) -> Iterator[Row]:
        """Read the rows; none of a file without a history. Raises FileError or ImportRefusedError."""


# A file is read by the first format that matches it, so formats with more specific columns precede the others.
FORMATS: tuple[Format, ...] = (imdb, movielens, own, letterboxd, trakt)


def supported_formats() -> str:
    return ", ".join(file_format.TITLE for file_format in FORMATS)


def find_format(source: Source) -> Format | None:
    """Raises FileError."""
    return next((file_format for file_format in FORMATS if file_format.matches(source)), None)


def check(upload: Upload) -> str:
    """Return the name of the first format found in the upload. Raises ImportRefusedError if there is none."""
    reasons = list(upload.unreadable.values())
    for source in upload.sources:
        try:
            if file_format := find_format(source):
                return file_format.NAME
        except FileError as error:
            reasons.append(str(error))
    unknown = f"The format is not supported. Supported are {supported_formats()}."
    raise ImportRefusedError(reasons[0] if reasons else unknown)


def read_rows(upload: Upload) -> list[Row]:
    """Read all rows. A file that cannot be read, or only in part, adds a row with the problem.

    Raises ImportRefusedError if there are too many rows, or only problems of files.
    """
    check(upload)
    rows: list[Row] = []
    for source in upload.sources:
        for row in read_source(source):
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise ImportRefusedError(f"The upload has more than {ROWS_MAX} rows. Split it.")
    rows += [file_problem(path, reason) for path, reason in upload.unreadable.items()]
    if rows and all(row.kind == "file" for row in rows):
        raise ImportRefusedError(f"{printable(rows[0].file)}: {rows[0].problem}")
    return rows


def read_source(source: Source) -> Iterator[Row]:
    try:
        file_format = find_format(source)
        if file_format is None:
            raise FileError("The format of this file is not supported, so it was not read.")
        yield from file_format.read(source)
    except FileError as error:
        yield file_problem(source.path, str(error))


def file_problem(path: str, reason: str) -> Row:
    return Row(file=path, line=0, kind="file", problem=reason)

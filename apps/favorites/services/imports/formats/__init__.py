"""The formats that can be imported. A format is a module with

    TITLE                   how users call it, for messages
    NAME                    the `source` of its imports
    matches(source) -> bool whether it is a file of this format
    read(source) -> rows    its rows; none for a file without a history. Raises FileError, ImportRefusedError

A new format is a module here and its place in FORMATS.
"""

from collections.abc import Iterator
from types import ModuleType

from apps.favorites.services.imports.files import FileError, Source, Upload, printable
from apps.favorites.services.imports.formats import imdb, letterboxd, movielens, own, trakt
from apps.favorites.services.imports.rows import ImportRefusedError, Row

ROWS_MAX = 50_000
# The first format that matches a file reads it: formats with more specific columns come first.
FORMATS: tuple[ModuleType, ...] = (imdb, movielens, own, letterboxd, trakt)
NOT_RECOGNISED = "The format of this file is not known, so it was not read."


def format_of(source: Source) -> ModuleType | None:
    """Raises FileError."""
    return next((known for known in FORMATS if known.matches(source)), None)


def check(upload: Upload) -> str:
    """The name of the upload's format. Raises ImportRefusedError if no file has a known one."""
    reasons = list(upload.unreadable.values())
    for source in upload.sources:
        try:
            if known := format_of(source):
                return known.NAME
        except FileError as error:
            reasons.append(str(error))
    supported = ", ".join(known.TITLE for known in FORMATS)
    raise ImportRefusedError(
        reasons[0] if reasons else f"The format is not known. Supported are {supported}."
    )


def read_rows(upload: Upload) -> list[Row]:
    """All rows. A file that cannot be read, or not to its end, is a row with a problem.

    Raises ImportRefusedError if there are too many rows, or nothing but problems of whole files.
    """
    check(upload)
    rows: list[Row] = []
    for source in upload.sources:
        for row in rows_of(source):
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise ImportRefusedError(f"There are more than {ROWS_MAX} rows. Split the file.")
    rows += [file_problem(path, reason) for path, reason in upload.unreadable.items()]
    if rows and all(row.kind == "file" for row in rows):
        raise ImportRefusedError(f"{printable(rows[0].file)}: {rows[0].problem}")
    return rows


def rows_of(source: Source) -> Iterator[Row]:
    try:
        known = format_of(source)
        if known is None:
            raise FileError(NOT_RECOGNISED)
        yield from known.read(source)
    except FileError as error:
        yield file_problem(source.path, str(error))


def file_problem(path: str, reason: str) -> Row:
    return Row(file=path, line=0, kind="file", problem=reason)

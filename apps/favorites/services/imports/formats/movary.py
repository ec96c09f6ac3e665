"""Movary's CSV exports: history, ratings and watchlist."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import NOT_A_MOVIE, Row, build_rows, is_other
from apps.favorites.services.imports.values import Reading, parse_movie, parse_note

NAME = "movary"
TITLE = "Movary's CSV files"
Cells = dict[str, str]
IDS = {"title", "tmdbid"}
VALUES = {"watchedat", "userrating", "addedat"}


def matches(source: Source) -> bool:
    return source.headings >= IDS and bool(source.headings & VALUES)


def read(source: Source) -> Iterator[Row]:
    for line, cells in source.table(heading="tmdbid"):
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        if is_other(cells):
            yield Row(**fields, problem=NOT_A_MOVIE)
        else:
            yield from build_rows(parse, cells, **fields)


def parse(cells: Cells, reading: Reading) -> dict[str, Any]:
    """A play without a date was on an unknown day."""
    rating, note = reading.rating(cells.get("userrating"), scale=10), parse_note(cells.get("comment"))
    if "watchedat" in cells:
        when = reading.time(cells["watchedat"])
        return {"kind": "diary", "when": when, "rating": rating, "diary": {"note": note}}
    if "addedat" in cells:
        when = reading.time(cells["addedat"])
        return {"kind": "watchlist", "when": when, "note": note, "also": {"rating": rating}}
    return {"rating": rating, "note": note}

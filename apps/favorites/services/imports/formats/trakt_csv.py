"""Trakt's CSV files: ratings, history, watchlist, favorites and lists, of movies, series and episodes."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.formats.trakt import COLLECTED, NOTHING, parse_viewing
from apps.favorites.services.imports.rows import NOT_A_MOVIE, Row, build_rows
from apps.favorites.services.imports.values import Reading, parse_list_name, parse_movie, parse_note

NAME = "trakt"
TITLE = "Trakt's CSV files"
Cells = dict[str, str]
COLUMNS = {"traktid", "type", "title"}


def matches(source: Source) -> bool:
    return source.headings >= COLUMNS


def read(source: Source) -> Iterator[Row]:
    for line, cells in source.table(heading="traktid"):
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield from build_rows(lambda cells, reading: parse(cells, reading, source), cells, **fields)


def parse(cells: Cells, reading: Reading, source: Source) -> dict[str, Any]:
    """An episode has the ids of its series, which may be those of some movie."""
    if cells.get("type", "").strip().lower() not in ("movie", ""):
        return {"problem": NOT_A_MOVIE}
    rating = {
        "rating": reading.rating(cells.get("rating"), scale=10),
        "when": reading.time(cells.get("ratedat")),
    }
    if "watchedat" in cells:
        return parse_viewing(cells["watchedat"], reading) | {"also": rating}
    if "listedat" in cells:
        return parse_item(cells, reading, source) | {"also": rating}
    if "ratedat" in cells or cells.get("rating"):
        return rating
    if "collectedat" in cells:
        return {"problem": COLLECTED}
    return {"problem": NOTHING}


def parse_item(cells: Cells, reading: Reading, source: Source) -> dict[str, Any]:
    note, when = parse_note(cells.get("notes")), reading.time(cells.get("listedat"))
    if "watchlist" in source.stem:
        return {"kind": "watchlist", "when": when, "note": note}
    if "favorites" in source.stem:
        return {"kind": "favorite", "when": when, "note": note}
    return {"kind": "list", "list_name": parse_list_name(source.title), "note": note}

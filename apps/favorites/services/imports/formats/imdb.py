"""IMDb's CSV exports: ratings, watchlist and lists, in the language of the user's IMDb pages."""

import re
from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import (
    Row,
    build_row,
    parse_imdb_id,
    parse_movie,
    parse_note,
    parse_rating,
    parse_time,
)

NAME = "imdb"
TITLE = "IMDb's CSV files"
# Title types are words in the language of the user's IMDb pages. Titles of these types are not movies.
NOT_A_MOVIE = re.compile(
    r"series|serie|série|épisode|episod|folge|sendung|"
    r"video ?game|videogio|videojuego|videospiel|jeu vidéo|podcast|music ?video|musikvideo|vidéo musicale"
)


def matches(source: Source) -> bool:
    return "const" in source.headings


def read(source: Source) -> Iterator[Row]:
    for line, cells in source.table(heading="const"):
        fields: dict[str, Any] = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        fields["imdb_id"] = parse_imdb_id(cells.get("const"))
        fields["may_be_series"] = bool(NOT_A_MOVIE.search(cells.get("titletype", "").lower()))
        yield build_row(parse, cells, **fields)


def parse(cells: dict[str, str]) -> dict[str, Any]:
    rating = parse_rating(cells.get("yourrating") or cells.get("yourated"), scale=10)
    if rating is not None:
        return {"rating": rating, "when": parse_time(cells.get("daterated"))}
    return {
        "kind": "watchlist",
        "when": parse_time(cells.get("created")),
        "note": parse_note(cells.get("description")),
    }

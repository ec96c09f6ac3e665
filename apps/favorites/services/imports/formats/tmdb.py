"""The export of a TMDb account: ratings, watchlist, favorites and lists, of movies and series."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import NOT_A_MOVIE, Row, build_rows
from apps.favorites.services.imports.values import Reading, parse_list_name, parse_movie

NAME = "tmdb"
TITLE = "TMDb's account export"
Cells = dict[str, str]
COLUMNS = {"tmdbid", "type", "name", "releasedate"}


def matches(source: Source) -> bool:
    return source.headings >= COLUMNS


def read(source: Source) -> Iterator[Row]:
    table = list(source.table(heading="tmdbid"))
    # Names of files are translated. A list has movies that its user has not rated.
    is_of_ratings = source.stem.startswith("rat") or all(cells.get("yourrating") for _, cells in table)
    for line, cells in table:
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield from build_rows(
            lambda cells, reading: parse(cells, reading, source, is_of_ratings), cells, **fields
        )


def parse(cells: Cells, reading: Reading, source: Source, is_of_ratings: bool) -> dict[str, Any]:
    """`Date Rated` is the time of whatever the file is about. A series has the same number as some movie."""
    if cells.get("type", "").strip().lower() not in ("movie", "film", ""):
        return {"problem": NOT_A_MOVIE}
    when = reading.time(cells.get("daterated"))
    rating = {"rating": reading.rating(cells.get("yourrating"), scale=10)}
    if "favo" in source.stem:
        return {"kind": "favorite", "when": when, "also": rating}
    if source.lists == "watchlist" or "watchlist" in source.stem:
        return {"kind": "watchlist", "when": when, "also": rating}
    if is_of_ratings:
        return rating | {"when": when}
    return {"kind": "list", "list_name": parse_list_name(source.title), "also": rating}

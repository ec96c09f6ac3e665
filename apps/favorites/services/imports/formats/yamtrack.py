"""Yamtrack's CSV export: movies beside series, games and books, one row per viewing."""

from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import NOT_A_MOVIE, Row, build_rows
from apps.favorites.services.imports.values import Reading, parse_movie, parse_note

NAME = "yamtrack"
TITLE = "Yamtrack's CSV file"
Cells = dict[str, str]
COLUMNS = {"mediaid", "source", "mediatype", "title"}


def matches(source: Source) -> bool:
    return source.headings >= COLUMNS


def read(source: Source) -> Iterator[Row]:
    for line, cells in source.table(heading="mediaid"):
        fields = {"file": source.path, "line": line, "kind": "rating", **movie_of(cells)}
        yield from build_rows(parse, cells, **fields)


def movie_of(cells: Cells) -> dict[str, Any]:
    """The id belongs to the service in the column `source`."""
    ids = {"tmdb": "tmdbid", "imdb": "imdbid"}
    column = ids.get(cells.get("source", "").strip().lower(), "otherid")
    is_movie = cells.get("mediatype", "").strip().lower() == "movie"
    return parse_movie(
        {"title": cells.get("title", "")} | ({column: cells.get("mediaid", "")} if is_movie else {})
    )


def parse(cells: Cells, reading: Reading) -> dict[str, Any]:
    if cells.get("mediatype", "").strip().lower() != "movie":
        return {"problem": NOT_A_MOVIE}
    status = cells.get("status", "").strip()
    rating = reading.rating(cells.get("score"), scale=10)
    watched = reading.time(cells.get("enddate") or cells.get("startdate"))
    note = parse_note(cells.get("notes"))
    if status.lower() in ("completed", ""):
        return {"kind": "diary", "rating": rating, "when": watched, "diary": {"note": note}}
    if status.lower() in ("planning", "plan to watch"):
        return {"kind": "watchlist", "note": note, "also": {"rating": rating}}
    if rating is None:
        reading.problems.append(f"Movies with the status {status[:30]!r} are not imported.")
    changed = cells.get("progressedat") or cells.get("progresschanged") or cells.get("createdat")
    return {"rating": rating, "when": watched or reading.time(changed), "note": note}

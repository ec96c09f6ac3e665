"""MovieLens: the ratings file of its data sets with links.csv, or the ratings that a user exports."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import (
    ImportRefusedError,
    Row,
    build_row,
    check_time,
    parse_movie,
    parse_positive_integer,
    parse_rating,
)

NAME = "movielens"
TITLE = "MovieLens CSV files"
Cells = dict[str, str]


def matches(source: Source) -> bool:
    return "movieid" in source.headings


def read(source: Source) -> Iterator[Row]:
    if {"userid", "rating"} <= source.headings:
        return read_data_set(source)
    if {"tmdbid", "rating"} <= source.headings:
        return read_user_export(source)
    return iter(())  # links.csv and movies.csv describe the movies of another file


def read_user_export(source: Source) -> Iterator[Row]:
    for line, cells in source.table():
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield build_row(parse, cells, **fields)


def read_data_set(source: Source) -> Iterator[Row]:
    movies = movies_by_id(source.upload)
    if not movies:
        raise ImportRefusedError(
            "MovieLens ratings need links.csv, which identifies the movies. Upload a zip of both files."
        )
    users = set()
    for line, cells in source.table():
        users.add(cells.get("userid"))
        if len(users) > 1:
            raise ImportRefusedError(
                "The file has ratings of several users. Upload only the rows of one userId."
            )
        movie = parse_movie(movies.get(cells.get("movieid", ""), {}) | {"year": ""})
        fields = {"file": source.path, "line": line, "kind": "rating", **movie}
        yield build_row(parse, cells, **fields)


def movies_by_id(upload: list[Source]) -> dict[str, Cells]:
    """Read links.csv and movies.csv: MovieLens id → cells of both."""
    movies: dict[str, Cells] = {}
    for source in upload:
        if matches(source) and not source.headings & {"userid", "rating"}:
            for _, cells in source.table():
                movies.setdefault(cells.get("movieid", ""), {}).update(cells)
    return movies


def parse(cells: Cells) -> dict[str, Any]:
    seconds = parse_positive_integer(cells.get("timestamp"))
    when = check_time(datetime.fromtimestamp(seconds, tz=UTC)) if seconds else None
    return {"rating": parse_rating(cells.get("rating"), scale=5), "when": when}

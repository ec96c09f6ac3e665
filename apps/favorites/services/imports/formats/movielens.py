"""MovieLens: the ratings file of its data sets with links.csv, or the ratings and the wishlist that a user exports."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import Row, build_rows
from apps.favorites.services.imports.values import (
    TITLE_AND_YEAR,
    Reading,
    RowError,
    check_time,
    parse_list_name,
    parse_movie,
    parse_positive_integer,
)

NAME = "movielens"
TITLE = "MovieLens CSV files"
Cells = dict[str, str]
ARTICLE_LAST = re.compile(r"(?P<rest>.+), (?P<article>The|A|An|Le|La|Les|L'|Il|Der|Die|Das|El|Los)")
IDS = {"tmdbid", "imdbid"}


def matches(source: Source) -> bool:
    return "movieid" in source.headings or is_log(source)


def is_log(source: Source) -> bool:
    return {"loginid", "logjson"} <= source.headings


def read(source: Source) -> Iterator[Row]:
    if is_log(source):
        raise FileError("Logs of MovieLens are not imported.")
    if "tag" in source.headings:
        raise FileError("Tags of MovieLens are not imported.")
    if source.headings & IDS and "rating" in source.headings:
        return read_movies(source, kind="rating")
    if source.headings & IDS and "title" in source.headings:
        return read_movies(source, kind="watchlist" if "wishlist" in source.stem else "list")
    if {"userid", "rating"} <= source.headings:
        return read_data_set(source)
    return iter(())  # links.csv and movies.csv describe the movies of another file


def read_movies(source: Source, *, kind: str) -> Iterator[Row]:
    for line, cells in source.table():
        fields: dict[str, Any] = {"file": source.path, "line": line, "kind": kind, **movie_of(cells)}
        if kind == "list":
            fields["list_name"] = parse_list_name(source.title)
        if kind == "rating":
            yield from build_rows(parse, cells, **fields)
        else:
            yield Row(**fields)


def read_data_set(source: Source) -> Iterator[Row]:
    movies = movies_by_id(source.upload)
    if not movies:
        raise FileError(
            "MovieLens ratings need links.csv, which identifies the movies. Upload a zip of both files."
        )
    if len({cells.get("userid") for _, cells in source.table()}) > 1:
        raise FileError("The file has ratings of several users. Upload only the rows of one userId.")
    for line, cells in source.table():
        movie = movie_of(movies.get(cells.get("movieid", ""), {}))
        yield from build_rows(parse, cells, file=source.path, line=line, kind="rating", **movie)


def movies_by_id(upload: list[Source]) -> dict[str, Cells]:
    """Read links.csv and movies.csv: MovieLens id → cells of both."""
    movies: dict[str, Cells] = {}
    for source in upload:
        if matches(source) and not source.headings & {"userid", "rating"}:
            for _, cells in source.table():
                movies.setdefault(cells.get("movieid", ""), {}).update(cells)
    return movies


def movie_of(cells: Cells) -> dict[str, Any]:
    """The movie, whose title is written like `Matrix, The (1999)`."""
    written = TITLE_AND_YEAR.fullmatch(cells.get("title", ""))
    title = written["title"] if written else cells.get("title", "")
    if article := ARTICLE_LAST.fullmatch(title):
        title = f"{article['article']} {article['rest']}"
    return parse_movie(cells | {"title": title} | ({"year": written["year"]} if written else {}))


def parse(cells: Cells, reading: Reading) -> dict[str, Any]:
    return {
        "rating": reading.rating(cells.get("rating"), scale=5),
        "when": parse_timestamp(cells.get("timestamp"), reading),
    }


def parse_timestamp(value: str | None, reading: Reading) -> datetime | None:
    seconds = parse_positive_integer(value)
    if value and not seconds:
        reading.problems.append(f"{value[:20]!r} is not a time in seconds since 1970.")
    try:
        return check_time(datetime.fromtimestamp(seconds, tz=UTC)) if seconds else None
    except RowError as error:
        reading.problems.append(str(error))
        return None

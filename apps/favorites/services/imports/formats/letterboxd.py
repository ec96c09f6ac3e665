"""Letterboxd's export (a zip of CSV files, or one of them) and its import format."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import (
    Row,
    build_row,
    parse_list_name,
    parse_movie,
    parse_note,
    parse_rating,
    parse_review,
    parse_tags,
    parse_time,
)

NAME = "letterboxd"
TITLE = "Letterboxd's export (the zip or its CSV files)"
Cells = dict[str, str]
# Not part of the user's history: deleted entries, and activity on the pages of other users.
IGNORED_FOLDERS = {"deleted", "orphaned"}
IGNORED_FILES = {"profile", "comments"}
IGNORED_LIKES = {"reviews", "lists"}
KIND_OF_FILE = {
    "watchlist": "watchlist",
    "watched": "mark",
    "favorites": "favorite",
    "favourites": "favorite",
    "films": "favorite",
    "likes": "favorite",
}
LIST_COLUMNS = {"name", "tags", "url", "description"}
VALUES = {"rating", "rating10", "watcheddate", "review"}


def matches(source: Source) -> bool:
    if source.is_json:
        return False
    return is_ignored(source) or is_list(source) or is_table(source)


def is_ignored(source: Source) -> bool:
    path = PurePosixPath(source.path)
    if IGNORED_FOLDERS & set(path.parts[:-1]):
        return True
    in_likes = path.parent.name == "likes" and path.stem in IGNORED_LIKES
    return in_likes or (len(source.upload) > 1 and path.stem in IGNORED_FILES)


def is_list(source: Source) -> bool:
    """Whether a table of one row describes the list, above the table of its films. Old exports have no title line."""
    has_title_line = any(heading.startswith("letterboxdlistexport") for heading in source.headings)
    return has_title_line or (source.headings >= LIST_COLUMNS and "year" not in source.headings)


def is_table(source: Source) -> bool:
    return "year" in source.headings and bool(source.headings & {"name", "title"})


def read(source: Source) -> Iterator[Row]:
    if is_ignored(source):
        return iter(())
    return read_list(source) if is_list(source) else read_table(source)


def read_list(source: Source) -> Iterator[Row]:
    description = next(source.table(heading="name"), (0, {}))[1]
    name = parse_list_name(description.get("name") or source.stem)
    for line, cells in source.table(heading="position"):
        yield Row(
            file=source.path,
            line=line,
            kind="list",
            list_name=name,
            note=parse_note(cells.get("description")),
            **parse_movie(cells),
        )


def read_table(source: Source) -> Iterator[Row]:
    parse = parser_of(source)
    for line, cells in source.table():
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield build_row(parse, cells, **fields)


def parser_of(source: Source) -> Callable[[Cells], dict[str, Any]]:
    """Choose a parser by the file's name, else by its columns. Raises FileError if neither decides."""
    kind = next((kind for name, kind in KIND_OF_FILE.items() if source.stem.startswith(name)), "")
    if "list" in source.headings:
        return lambda cells: {
            "kind": "list",
            "list_name": parse_list_name(cells.get("list") or source.stem),
            "note": parse_note(cells.get("note")),
        }
    if not kind and not source.headings & VALUES:
        raise FileError(
            "The file lists movies without a rating, date or review. Name it watchlist.csv, watched.csv or films.csv."
        )
    if kind:
        return lambda cells: {
            "kind": kind,
            "when": parse_time(cells.get("date")),
            "note": parse_note(cells.get("note")),
        }
    # ratings.csv has the current rating of each film; diary.csv and reviews.csv have the rating of each day.
    is_current, is_review = source.stem.startswith("ratings"), source.stem.startswith("reviews")
    return lambda cells: parse_entry(cells, is_review=is_review, weight=1 if is_current else 0)


def parse_entry(cells: Cells, *, is_review: bool, weight: int) -> dict[str, Any]:
    day = cells.get("watcheddate")
    # In the diary of our own export they belong to the viewing alone: a review of it is private, one of a movie may be not.
    is_own_diary = "tmdbid" in cells and not is_review
    out_of_ten = parse_rating(cells.get("rating10"), scale=10)
    # Our own export dates reviews by the day of the rating, so they are no viewings.
    is_viewing = day and not (is_review and "tmdbid" in cells)
    rewatch = {"yes": True, "true": True, "false": False}.get(cells.get("rewatch", "").strip().lower())
    diary: dict[str, Any] = {"tags": parse_tags(cells.get("tags")), "is_rewatch": rewatch}
    rating = parse_rating(cells.get("rating"), scale=5) if out_of_ten is None else out_of_ten
    review = parse_review(cells.get("review"))
    if is_own_diary:
        diary |= {"rating": rating, "review": review or ""}
        rating = review = None
    kind = "diary" if is_viewing else ("mark" if is_own_diary else "rating")
    return {
        "kind": kind,
        "diary": diary,
        "rating": rating,
        "review": review,
        "when": parse_time(day or cells.get("date")),
        "weight": weight,
    }

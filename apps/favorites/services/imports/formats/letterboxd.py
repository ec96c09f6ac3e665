"""Letterboxd's export (a zip of CSV files, or one of them) and its import format."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from apps.core.limits import RATING_MAX
from apps.favorites.services.imports.archives import printable
from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import KINDS_WITH_NOTES, NOT_A_MOVIE, Row, build_rows, is_other
from apps.favorites.services.imports.values import (
    Reading,
    parse_list_description,
    parse_list_name,
    parse_movie,
    parse_note,
    parse_number,
    parse_tags,
)

NAME = "letterboxd"
TITLE = "Letterboxd's export (the zip or its CSV files) and its import format"
Cells = dict[str, str]
Parser = Callable[[Cells, Reading], dict[str, Any]]
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
IDS = {"tmdbid", "imdbid", "letterboxduri"}
OWN_COLUMNS = {"letterboxduri", "rating10"}
VALUES = {"rating", "rating10", "watcheddate", "review"}
NOTES = ("note", "notes", "comment", "comments", "memo")
UNREAD_NAMED = 10
# What is read, and what describes a movie, which the catalogue knows itself.
READ_COLUMNS = {
    *VALUES, *NOTES, *IDS, "title", "name", "originaltitle", "year", "date", "rewatch", "tags", "description", "list", "position",
    "type", "mediatype", "releasedate", "id", "url", "imdbrating", "director", "directors", "genre", "genres", "runtime", "country",
    "countries", "language", "languages", "poster", "image", "cast", "actors", "plot", "overview", "imdb", "tmdb", "numvotes", "votes",
}  # fmt: skip
STARS, PERCENT = 5, 100
MANY = 0.4  # the part of the ratings above 5 from which they are not of 5
# Other services' names of columns, which count if the table has none of ours.
OTHER_NAMES = {
    "rating": ("yourrating", "myrating", "userrating", "score"),
    "watcheddate": ("watchdate", "watchedat", "watchedon", "datewatched", "lastwatched"),
}


def matches(source: Source) -> bool:
    if source.is_json:
        return False
    return is_ignored(source) or is_list(source) or is_table(source)


def is_deleted(path: str) -> bool:
    """Whether it is about entries that the user has deleted at Letterboxd."""
    return bool(IGNORED_FOLDERS & set(PurePosixPath(path).parts[:-1]))


def is_ignored(source: Source) -> bool:
    path = PurePosixPath(source.path)
    if is_deleted(source.path):
        return True
    in_likes = path.parent.name == "likes" and path.stem in IGNORED_LIKES
    return in_likes or (len(source.upload) > 1 and path.stem in IGNORED_FILES)


def is_list(source: Source) -> bool:
    """Whether a table of one row describes the list, above the table of its films. Old exports have no title line."""
    _, first_line = source.beginning[0] if source.beginning else (0, [""])
    has_title_line = first_line[0].startswith("Letterboxd list export")
    return has_title_line or (source.headings >= LIST_COLUMNS and "year" not in source.headings)


def other_names(source: Source) -> dict[str, str]:
    """Our name of a column → that of the table."""
    found = {
        ours: next((name for name in names if name in source.headings), "")
        for ours, names in OTHER_NAMES.items()
    }
    ours = source.headings | ({"rating"} if "rating10" in source.headings else set())
    return {name: other for name, other in found.items() if other and name not in ours}


def headings_of(source: Source) -> frozenset[str]:
    return source.headings | other_names(source).keys()


def table_of(source: Source) -> Iterator[tuple[int, Cells]]:
    others = other_names(source)
    for line, cells in source.table():
        yield line, cells | {name: cells.get(other, "") for name, other in others.items()}


def is_table(source: Source) -> bool:
    has_movie = bool(headings_of(source) & {"name", "title", *IDS})
    has_title_and_year = bool(headings_of(source) & {"name", "title"}) and "year" in headings_of(source)
    return has_title_and_year or (has_movie and bool(kind_by_name(source) or headings_of(source) & VALUES))


def kind_by_name(source: Source) -> str:
    """What the file is about. Films with ratings, days or reviews are favorites only if they are likes."""
    kind = next((kind for name, kind in KIND_OF_FILE.items() if source.stem.startswith(name)), "")
    is_like = source.path.startswith("likes/") or not headings_of(source) & VALUES
    return "" if source.stem.startswith("films") and not is_like else kind


def read(source: Source) -> Iterator[Row]:
    if is_ignored(source):
        return iter(())
    return read_list(source) if is_list(source) else read_table(source)


def read_list(source: Source) -> Iterator[Row]:
    description = next(source.table(heading="name"), (0, {}))[1]
    name = parse_list_name(description.get("name") or source.title)
    fields = {"list_name": name, "list_description": parse_list_description(description.get("description"))}
    parse = item_parser(lambda cells: fields | {"kind": "list"})
    for line, cells in source.table(heading="position"):
        yield from build_rows(parse, cells, file=source.path, line=line, kind="list", **parse_movie(cells))


def read_table(source: Source) -> Iterator[Row]:
    parse = parser_of(source)
    read = READ_COLUMNS | set(other_names(source).values())
    unread: dict[str, None] = {}
    for line, cells in table_of(source):
        unread |= dict.fromkeys(name for name, cell in cells.items() if cell and name and name not in read)
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        if is_other(cells):
            yield Row(**fields, problem=NOT_A_MOVIE)
        else:
            yield from build_rows(parse, cells, **fields)
    if unread:
        names = ", ".join(printable(name)[:30] for name in list(unread)[:UNREAD_NAMED])
        source.problems[0] = (
            f"Columns that were not read: {names}{', …' if len(unread) > UNREAD_NAMED else ''}."
        )


def parser_of(source: Source) -> Parser:
    """Choose a parser by the file's name, else by its columns. Raises FileError if neither decides."""
    kind, scale = kind_by_name(source), scale_of(source)
    if is_numbered_list(source) or "list" in headings_of(source):
        return item_parser(
            lambda cells: {"kind": "list", "list_name": parse_list_name(cells.get("list") or source.title)},
            scale=scale,
        )
    if not kind and not headings_of(source) & VALUES:
        raise FileError(
            "The file lists movies without a rating, date or review. Name it watchlist.csv, watched.csv or films.csv."
        )
    if kind == "mark":
        return lambda cells, reading: parse_watched(cells, reading, scale)
    if kind:
        return item_parser(lambda cells: {"kind": kind}, scale=scale)
    # ratings.csv has the current rating of each film; diary.csv and reviews.csv have the rating of each day.
    weight = 1 if source.stem.startswith("ratings") else 0
    return lambda cells, reading: parse_entry(cells, reading, scale=scale) | {"weight": weight}


def is_numbered_list(source: Source) -> bool:
    is_other = "watcheddate" in headings_of(source) or source.stem.startswith(("ratings", "reviews", "diary"))
    return "position" in headings_of(source) and not kind_by_name(source) and not is_other


def item_parser(fields_of: Callable[[Cells], dict[str, Any]], *, scale: int = STARS) -> Parser:
    """Entries of a list, whose date is when they were listed. In tables of other services they may have ratings and days."""

    def parse(cells: Cells, reading: Reading) -> dict[str, Any]:
        entry = parse_entry(cells | {"date": ""}, reading, scale=scale)
        item = {"when": reading.time(cells.get("date")), "note": parse_note(cells.get("description"))}
        item |= fields_of(cells)
        diary = entry["diary"]
        if item["kind"] in KINDS_WITH_NOTES:
            item["note"] = diary.pop("note") or item["note"]
        if entry["kind"] != "diary":
            item["diary"] = entry.pop("diary")
        return item | {"also": entry}

    return parse


def parse_watched(cells: Cells, reading: Reading, scale: int) -> dict[str, Any]:
    """A movie that was seen on an unknown day, unless the file says which. Its date is when it was marked."""
    if cells.get("watcheddate"):
        return parse_entry(cells, reading, scale=scale)
    entry = parse_entry(cells, reading, scale=scale)
    return {"kind": "mark", "when": entry["when"], "diary": entry.pop("diary"), "also": entry}


def scale_of(source: Source) -> int:
    """5, unless many ratings of a table that may be of another service are above. Raises FileError above 10."""
    if headings_of(source) & OWN_COLUMNS or "rating" not in headings_of(source):
        return STARS
    values = [
        number for _, cells in table_of(source) if (number := parse_number(cells.get("rating"))) is not None
    ]
    above = [value for value in values if STARS < value <= PERCENT]
    if not above or len(above) < len(values) * MANY:
        return STARS
    if max(above) <= RATING_MAX:
        return RATING_MAX
    raise FileError(
        f"The column Rating goes up to {max(above):g}. Ratings are from 0.5 to 5 there, or from 1 to 10 in a column Rating10. "
        "Convert it, and import the file again."
    )


def parse_entry(cells: Cells, reading: Reading, *, scale: int = 5) -> dict[str, Any]:
    day = cells.get("watcheddate")
    out_of_ten = reading.rating(cells.get("rating10"), scale=10)
    rewatch = {"yes": True, "true": True, "no": False, "false": False}
    return {
        "kind": "diary" if day else "rating",
        "rating": out_of_ten if out_of_ten is not None else reading.rating(cells.get("rating"), scale=scale),
        "review": reading.review(cells.get("review")),
        "when": reading.time(day or cells.get("date")),
        "diary": {
            "note": parse_note(next(filter(None, map(cells.get, NOTES)), "")),
            "tags": parse_tags(cells.get("tags")),
            "is_rewatch": rewatch.get(cells.get("rewatch", "").strip().lower()),
        },
    }

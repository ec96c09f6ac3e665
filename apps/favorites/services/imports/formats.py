"""What each service's files look like, and how they become rows."""

from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.imports import own, trakt
from apps.favorites.services.imports.files import (
    ROWS_MAX,
    Source,
    headings,
    read_json,
    read_table,
    shown,
)
from apps.favorites.services.imports.rows import (
    ImportRefusedError,
    Row,
    imdb_of,
    moment_of,
    movie_of,
    note_of,
    rating_of,
    read_row,
    review_of,
    unguarded,
    whole,
)

Cells = dict[str, str]
LIST_EXPORT = "Letterboxd list export"
LIST_PREAMBLE = 4
# Folders and files of a Letterboxd zip that hold no history.
IGNORED = ("deleted/", "orphaned/", "likes/reviews", "likes/lists", "profile", "comments", "__macosx/")
IMDB_MOVIES = {"", "movie", "tvmovie", "short", "video", "tvspecial", "tvshort", "feature", "documentary"}
KIND_OF_FILE = {
    "watchlist": "watchlist",
    "watched": "mark",
    "favorites": "favorite",
    "favourites": "favorite",
    "films": "favorite",
    "likes": "favorite",
}
UNKNOWN = (
    "We cannot tell what this file is. We take Letterboxd's export (zip or its CSV files), IMDb's ratings CSV, "
    "MovieLens CSV files, Trakt's JSON and our own export."
)


def read_rows(sources: list[Source]) -> tuple[str, list[Row]]:
    """The name of the service and all rows. Raises ImportRefusedError for what is none of ours."""
    told: list[tuple[str, Iterator[Row]]] = []
    tables = [source for source in sources if not source.path.startswith(IGNORED)]
    links = movielens_links(tables)
    for source in tables:
        reader = reader_of(source, links)
        if reader is not None:
            told.append(reader)
    if not told:
        raise ImportRefusedError(UNKNOWN)
    rows = []
    for _, more in told:
        for row in more:
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise ImportRefusedError(f"There are more than {ROWS_MAX} rows. Split the file.")
    return told[0][0], rows


def reader_of(source: Source, links: dict[str, Cells]) -> tuple[str, Iterator[Row]] | None:
    if source.path.endswith(".json") or source.text.lstrip()[:1] in ("[", "{"):
        return json_reader(source)
    if source.text.startswith(LIST_EXPORT):
        return "letterboxd", letterboxd_list(source)
    return table_reader(source, links, set(headings(source)))


def table_reader(
    source: Source, links: dict[str, Cells], known: set[str]
) -> tuple[str, Iterator[Row]] | None:
    if "const" in known:
        return "imdb", table(source, imdb)
    if {"userid", "movieid", "rating"} <= known:
        return "movielens", movielens(source, links)
    if {"movieid", "tmdbid", "rating"} <= known:
        return "movielens", table(source, movielens_personal)
    if "year" in known and known & {"name", "title"}:
        return ("own" if "tmdbid" in known else "letterboxd"), table(source, letterboxd(source, known))
    return None


def json_reader(source: Source) -> tuple[str, Iterator[Row]] | None:
    told = read_json(source)
    if isinstance(told, list):
        return "trakt", trakt.read(source, told)
    if isinstance(told, dict) and own.is_export(told):
        return "own", own.read(source, told)
    return None


def table(source: Source, fields: Callable[[Cells], dict[str, Any]]) -> Iterator[Row]:
    for line, cells in read_table(source):
        known = {"file": source.path, "line": line, "kind": "rating", **movie_of(cells)}
        yield read_row(lambda cells=cells: fields(cells), **known)  # type: ignore[misc]


def letterboxd(source: Source, known: set[str]) -> Callable[[Cells], dict[str, Any]]:
    """The kind comes from the file's name, or from what its columns hold."""
    kind = next((kind for name, kind in KIND_OF_FILE.items() if source.stem.startswith(name)), "")
    if "list" in known:
        return lambda cells: {
            "kind": "list",
            "list_name": unguarded(cells.get("list") or source.stem)[:200],
            "note": note_of(cells.get("note")),
        }
    if not kind and not known & {"rating", "rating10", "watcheddate", "review"}:
        raise ImportRefusedError(
            f"{shown(source.path)} lists movies, but not for what. Name it watchlist.csv, watched.csv or films.csv."
        )
    current, is_review = source.stem.startswith("ratings"), source.stem.startswith("reviews")

    def fields(cells: Cells) -> dict[str, Any]:
        if kind:
            return {"kind": kind, "when": moment_of(cells.get("date")), "note": note_of(cells.get("note"))}
        day = cells.get("watcheddate")
        ten = rating_of(cells.get("rating10"), scale=10)
        return {
            "kind": "diary" if day and not is_review else "rating",
            "rating": rating_of(cells.get("rating"), scale=5) if ten is None else ten,
            "review": review_of(cells.get("review")),
            "when": moment_of(day or cells.get("date")),
            "weight": 1 if current else 0,
        }

    return fields


def letterboxd_list(source: Source) -> Iterator[Row]:
    """A head of its own (name, tags, link, description), an empty line, then the table."""
    name = list_head(source)
    for line, cells in read_table(source, skip=LIST_PREAMBLE):
        known = {"file": source.path, "line": line, "kind": "list", **movie_of(cells)}
        yield Row(**known, list_name=name, note=note_of(cells.get("description")))


def list_head(source: Source) -> str:
    for _, cells in read_table(source, skip=1):
        return (cells.get("name") or source.stem)[:200]
    return source.stem[:200]


def imdb(cells: Cells) -> dict[str, Any]:
    kind = cells.get("titletype", "").lower().replace(" ", "")
    named = {"imdb_id": imdb_of(cells.get("const"))}
    if kind not in IMDB_MOVIES:
        return named | {"problem": "This is not a movie."}
    rating = rating_of(cells.get("yourrating"), scale=10)
    if rating is None:
        return named | {
            "kind": "watchlist",
            "when": moment_of(cells.get("created")),
            "note": note_of(cells.get("description")),
        }
    return named | {"rating": rating, "when": moment_of(cells.get("daterated"))}


def movielens_personal(cells: Cells) -> dict[str, Any]:
    return {"rating": rating_of(cells.get("rating"), scale=5)}


def movielens_links(sources: list[Source]) -> dict[str, Cells]:
    """links.csv and movies.csv by MovieLens's own number."""
    links: dict[str, Cells] = {}
    for source in sources:
        known = set(headings(source)) if source.path.endswith(".csv") else set()
        if "movieid" in known and not known & {"userid", "rating"}:
            for _, cells in read_table(source):
                links.setdefault(cells.get("movieid", ""), {}).update(cells)
    return links


def movielens(source: Source, links: dict[str, Cells]) -> Iterator[Row]:
    if not links:
        raise ImportRefusedError(
            "MovieLens ratings need links.csv to name the movies. Zip both and upload that."
        )
    people = set()
    for line, cells in read_table(source):
        people.add(cells.get("userid"))
        if len(people) > 1:
            raise ImportRefusedError("The ratings are those of several people. Keep the rows of one userId.")
        named = movie_of(links.get(cells.get("movieid", ""), {}) | {"year": ""})
        known = {"file": source.path, "line": line, "kind": "rating", **named}
        yield read_row(lambda cells=cells: movielens_row(cells), **known)  # type: ignore[misc]


def movielens_row(cells: Cells) -> dict[str, Any]:
    seconds = whole(cells.get("timestamp"))
    return {"rating": rating_of(cells.get("rating"), scale=5), "when": trakt.from_seconds(seconds)}

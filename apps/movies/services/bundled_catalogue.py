"""The catalogue that comes with the code: facts on real movies, as TMDb tells them, without its texts.

A line of the file is a movie: its columns bear the names of Movie's fields, `genres` holds TMDb's numbers
with | between, an empty `original_title` is the title, money is in US dollars.
"""

import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from apps.movies.models import Genre, Movie
from apps.movies.models.text import fold
from apps.movies.services.bulk_rows import named_rows, relink
from apps.movies.services.tmdb_mapping import GENRE_NAMES

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "catalogue.csv.gz"
AT_ONCE = 1000
FIELDS = [
    "title",
    "original_title",
    "release_date",
    "runtime",
    "vote_average",
    "vote_count",
    "popularity",
    "original_language",
    "budget",
    "revenue",
]


@dataclass
class Loaded:
    movies: int = 0
    created: int = 0
    changed: int = 0
    newer: int = 0  # TMDb itself has told us these since: left as they are
    searchable: int = 0  # movies whose search text was out of date


@dataclass(frozen=True)
class Line:
    tmdb_id: int
    values: dict[str, Any]
    genres: list[int]


@transaction.atomic
def load_catalogue(*, path: Path = BUNDLED, progress: Callable[[int], Any] = lambda done: None) -> Loaded:
    """Insert what is missing and change what differs, but for what curators locked and TMDb has refreshed.

    A deleted movie stays deleted. All or nothing; `progress` hears after every thousand movies.
    """
    genres, _ = named_rows(Genre, GENRE_NAMES)
    loaded, lines = Loaded(), list(read_lines(path))
    for start in range(0, len(lines), AT_ONCE):
        _load(lines[start : start + AT_ONCE], genres, loaded)
        progress(loaded.movies)
    loaded.searchable = refresh_search_text()
    return loaded


def read_lines(path: Path) -> Iterator[Line]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Line(
                tmdb_id=int(row["tmdb_id"]),
                values={
                    "title": row["title"],
                    "original_title": row["original_title"] or row["title"],
                    "release_date": date.fromisoformat(row["release_date"]),
                    "runtime": int(row["runtime"]),
                    "vote_average": float(row["vote_average"]),
                    "vote_count": int(row["vote_count"]),
                    "popularity": float(row["popularity"]),
                    "original_language": row["original_language"],
                    "budget": int(row["budget"]),
                    "revenue": int(row["revenue"]),
                },
                genres=[int(number) for number in row["genres"].split("|") if number],
            )


def refresh_search_text() -> int:
    """Bring every movie's search text in line with its titles: rows written in bulk may lack it."""
    stale = []
    rows = Movie.all_objects.order_by("pk").only("title", "original_title", "search_text")
    for movie in rows.iterator(chunk_size=5000):
        text = fold(f"{movie.title} {movie.original_title}")
        if movie.search_text != text:
            movie.search_text = text
            stale.append(movie)
    Movie.all_objects.bulk_update(stale, ["search_text"], batch_size=400)
    return len(stale)


def _load(lines: list[Line], genres: dict[int, int], loaded: Loaded) -> None:
    held = {movie.tmdb_id: movie for movie in _held(lines)}
    ours = [line for line in lines if line.tmdb_id not in held or held[line.tmdb_id].synced_at is None]
    differing = [movie for line in ours if (movie := _differing(line, held.get(line.tmdb_id)))]
    Movie.all_objects.bulk_create(
        differing,
        update_conflicts=True,
        unique_fields=["tmdb_id"],
        update_fields=[*FIELDS, "search_text", "updated_at"],
    )
    _link_genres(ours, genres)
    created = sum(line.tmdb_id not in held for line in lines)
    loaded.movies += len(lines)
    loaded.created += created
    loaded.changed += len(differing) - created
    loaded.newer += len(lines) - len(ours)


def _held(lines: list[Line]) -> Any:
    ids = [line.tmdb_id for line in lines]
    return Movie.all_objects.filter(tmdb_id__in=ids).only("tmdb_id", "synced_at", "locked_fields", *FIELDS)


def _differing(line: Line, held: Movie | None) -> Movie | None:
    """The row to write, with what is locked as it is; None if nothing would change."""
    locked = {name: getattr(held, name) for name in held.locked_fields if name in FIELDS} if held else {}
    values = line.values | locked
    if held and all(getattr(held, name) == value for name, value in values.items()):
        return None
    text = fold(f"{values['title']} {values['original_title']}")
    return Movie(tmdb_id=line.tmdb_id, search_text=text, **values)


def _link_genres(lines: list[Line], genres: dict[int, int]) -> None:
    wanted = {line.tmdb_id: {genres[number] for number in line.genres} for line in lines}
    movies = Movie.all_objects.filter(tmdb_id__in=wanted).values_list("pk", "tmdb_id", "locked_fields")
    free = {pk: tmdb_id for pk, tmdb_id, locked in movies if tmdb_id and "genres" not in locked}
    relink(Movie.genres.through, "genre_id", {pk: wanted[tmdb_id] for pk, tmdb_id in free.items()})

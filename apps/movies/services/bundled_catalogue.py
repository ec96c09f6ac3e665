"""The bundled catalogue: facts about real movies in TMDb's terms, without its texts.

Each line of the file is a movie. Columns are named after Movie's fields (group `bundled`); `genres` are TMDb ids; an empty
`original_title` is the title; money is in US dollars. `directors`, `cast` (the three first billed), `keywords` and
`collection` are names. Several values are separated by "|".
"""

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from apps.core.caching.versions import data_versions, noted_as_one
from apps.core.upsert import defaults_of, plain, upsert
from apps.movies.models import BundleLoad, Collection, Genre, Movie, Person, numbers, text
from apps.movies.models.fields import movie_fields
from apps.movies.models.text import search_document
from apps.movies.services import bundled_facts
from apps.movies.services.bulk_rows import named_rows, relink
from apps.movies.services.bundled_facts import Facts, collections_of, load_facts
from apps.movies.services.search_texts import refresh_movies, refresh_named
from apps.movies.services.tmdb_mapping import GENRE_NAMES

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "catalogue.csv.gz"
AT_ONCE = 1000
FIELDS = (*movie_fields("bundled"), "other_titles")


@dataclass
class Loaded:
    movies: int = 0
    created: int = 0
    changed: int = 0
    newer: int = 0  # unchanged, because TMDb has updated them since
    searchable: int = 0  # other movies whose search text was outdated
    # TMDb ids of the movies whose search text is up to date.
    current: set[int] = field(default_factory=set, repr=False)


@dataclass(frozen=True)
class Line:
    tmdb_id: int
    values: dict[str, Any]
    genres: list[int]
    facts: Facts


def load_catalogue(
    *, path: Path | None = None, progress: Callable[[int, int], Any] = lambda done, total: None
) -> Loaded:
    """Insert missing movies and update changed ones, in one transaction, and remember what was loaded.

    Locked fields, movies that TMDb has updated and deleted movies stay as they are. path: by default BUNDLED. progress:
    called with the number of movies so far, and of all.
    """
    path = path or BUNDLED
    loaded = _load_all(path, progress)
    # Versions move when a transaction ends, so this is read after it.
    BundleLoad.objects.update_or_create(pk=1, defaults=_present_state(path))
    return loaded


def is_loaded(path: Path | None = None) -> bool:
    """Whether a load would change nothing: neither the bundle nor a row of the catalogue has changed since the last."""
    return BundleLoad.objects.filter(pk=1, **_present_state(path or BUNDLED)).exists()


def _present_state(path: Path) -> dict[str, Any]:
    """The fields of BundleLoad. The fingerprint covers the code that makes rows from the file."""
    sources = [
        path,
        Path(__file__),
        Path(bundled_facts.__file__),
        Path(text.__file__),
        Path(numbers.__file__),
    ]
    fingerprint = sha256(b"".join(sha256(source.read_bytes()).digest() for source in sources)).hexdigest()
    return {"fingerprint": fingerprint, "catalogue_version": (data_versions() or {}).get("catalogue", 0)}


@transaction.atomic
@noted_as_one("catalogue")
def _load_all(path: Path, progress: Callable[[int, int], Any]) -> Loaded:
    genres, _ = named_rows(Genre, GENRE_NAMES, built_in=GENRE_NAMES)
    loaded, lines = Loaded(), list(read_lines(path))
    named = [(model, list(model.objects.values_list("pk", flat=True))) for model in (Person, Collection)]
    known = set(Movie.all_objects.order_by().values_list("tmdb_id", flat=True))
    collections = collections_of(line.facts for line in lines if line.tmdb_id not in known)
    for start in range(0, len(lines), AT_ONCE):
        _load(lines[start : start + AT_ONCE], genres, collections, loaded)
        progress(loaded.movies, len(lines))
    load_facts({line.tmdb_id: line.facts for line in lines})
    loaded.searchable = refresh_movies(but=loaded.current)
    for model, ids in named:
        refresh_named(model.objects.all(), ids)
    return loaded


def read_lines(path: Path) -> Iterator[Line]:
    columns: dict[str, Any] = {name: Movie._meta.get_field(name) for name in FIELDS}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["original_title"] = row["original_title"] or row["title"]
            other_titles = [
                {"title": title, "country": "", "type": ""} for title in _listed(row["other_titles"])
            ]
            yield Line(
                tmdb_id=int(row["tmdb_id"]),
                values={
                    name: column.to_python(row[name])
                    for name, column in columns.items()
                    if name != "other_titles"
                }
                | {"other_titles": other_titles},
                genres=[int(number) for number in _listed(row["genres"])],
                facts=Facts(
                    directors=_listed(row["directors"]),
                    cast=_listed(row["cast"]),
                    keywords=_listed(row["keywords"]),
                    collection=row["collection"],
                ),
            )


def _listed(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _load(lines: list[Line], genres: dict[int, int], collections: Mapping[str, int], loaded: Loaded) -> None:
    """Without facts, except the collections of new movies, which cost nothing here."""
    written = ("tmdb_id", *FIELDS, "search_text", "collection")
    existing = {movie.tmdb_id: movie for movie in _existing_movies(lines)}
    ours = [
        line for line in lines if line.tmdb_id not in existing or existing[line.tmdb_id].synced_at is None
    ]
    differing, outdated = [], set()
    for line in ours:
        row, movie = _row(line, existing.get(line.tmdb_id)), existing.get(line.tmdb_id)
        if movie is None or any(
            getattr(movie, name) != value for name, value in row.items() if name != "search_text"
        ):
            values = (plain(row[name]) for name in written[1:-1])
            differing.append((line.tmdb_id, *values, collections.get(line.facts.collection)))
        elif movie.search_text != row["search_text"]:
            outdated.add(line.tmdb_id)
    upsert(
        Movie,
        written,
        differing,
        unique=("tmdb_id",),
        update=(*FIELDS, "search_text", "updated_at"),
        defaults=defaults_of(Movie, written),
    )
    _link_genres(ours, genres)
    loaded.current |= {line.tmdb_id for line in ours} - outdated
    created = sum(line.tmdb_id not in existing for line in lines)
    loaded.movies += len(lines)
    loaded.created += created
    loaded.changed += len(differing) - created
    loaded.newer += len(lines) - len(ours)


def _existing_movies(lines: list[Line]) -> Any:
    ids = [line.tmdb_id for line in lines]
    columns = ("tmdb_id", "synced_at", "locked_fields", "search_text", *FIELDS)
    return Movie.all_objects.filter(tmdb_id__in=ids).only(*columns)


def _row(line: Line, existing: Movie | None) -> dict[str, Any]:
    """The values of FIELDS and search_text; locked fields have their present values."""
    locked = (
        {name: getattr(existing, name) for name in existing.locked_fields if name in FIELDS}
        if existing
        else {}
    )
    row = line.values | locked
    others = (other["title"] for other in row["other_titles"])
    return row | {"search_text": search_document([row["title"], row["original_title"], *others])}


def _link_genres(lines: list[Line], genres: dict[int, int]) -> None:
    wanted = {line.tmdb_id: {genres[number] for number in line.genres} for line in lines}
    movies = Movie.all_objects.filter(tmdb_id__in=wanted).values_list("pk", "tmdb_id", "locked_fields")
    free = {pk: tmdb_id for pk, tmdb_id, locked in movies if tmdb_id and "genres" not in locked}
    relink(Movie.genres.through, "genre_id", {pk: wanted[tmdb_id] for pk, tmdb_id in free.items()})

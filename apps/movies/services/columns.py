"""The catalogue as columns in memory: filters, searches, counts and places of a list without reading its rows.

Counting the rows that match takes a database longer than all else that a list needs. Each process holds the fields that lists
are filtered and ordered by as arrays, of one version of the data. While they are older than the database, or for a filter
that they do not know, lists are made by SQL. Both must return the same: `test_columns.py` compares them.

After a change only the movies that have changed are read again (`brought_up_to_date`).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from apps.core.caching.shared_arrays import (
    SHARED_FROM,
    Arrays,
    SharedArrays,
    building,
    path_of,
    read_arrays,
    write_arrays,
)
from apps.core.caching.versions import changed_rows, data_versions, leased_versions
from apps.movies.models import Genre, Movie
from apps.movies.services.relevance import prior
from apps.movies.services.title_index import TitleIndex

VERSION = "catalogue"
NAME = "columns-3"  # of the shared arrays; the number of their format
PAUSES = 10  # between two loads, in a catalogue that keeps changing: so many times the duration of the first
MOST_DOCUMENTS = 200  # that are not in the index of titles
NUMBERS = ("vote_average", "vote_count", "popularity", "runtime")
SORTABLE = {*NUMBERS, "release_date", "created_at", "id"}
FIELDS = ("pk", *NUMBERS, "release_date", "created_at", "original_language", "adult", "search_text")
MOST_GENRES = 64  # bits of a column
TOO_MANY = -1  # in place of the genres, if there are more
MOST_SEARCHES = 200  # whose results are remembered

Mask = np.ndarray
Fact = TypeVar("Fact")


class Rows(NamedTuple):
    """Movies by id. values: by sortable field, "id" among them."""

    values: dict[str, np.ndarray]
    languages: np.ndarray
    adult: Mask
    documents: list[str]


class Columns:
    """Arrays of one entry per movie by id, and the number of the version that they were read at."""

    def __init__(
        self,
        number: int,
        values: dict[str, np.ndarray],
        *,
        languages: np.ndarray,
        adult: Mask,
        genres: np.ndarray,
        bits: dict[int, int],
        titles: TitleIndex,
        present: Mask | None = None,
    ):
        """values: by sortable field, "id" among them. genres: of each movie as bits. bits: of each genre. present: False for
        movies that were deleted after the arrays had been made; they have no title and are adult.
        """
        self.number, self.values, self.ids = number, values, values["id"]
        self.languages, self.adult, self.genres, self.bits = languages, adult, genres, bits
        self.titles = titles
        self.present = np.ones(len(self.ids), dtype=bool) if present is None else present
        self.named_genres: list[tuple[int, Genre]] = []  # bit and genre, in the order of a movie's genres
        self.orders: dict[tuple[str, ...], np.ndarray] = {}
        self.searches: OrderedDict[str, Any] = OrderedDict()

    def pack(self) -> tuple[Arrays, dict[str, Any]]:
        """As arrays and JSON-ready facts, from which `unpack` makes the same columns."""
        own = {"languages": self.languages, "adult": self.adult, "genres": self.genres}
        return self.values | own | self.titles.pack(), {
            "number": self.number,
            "bits": list(self.bits.items()),
        }

    @classmethod
    def unpack(cls, shared: SharedArrays) -> "Columns":
        values = {name: shared.arrays[name] for name in SORTABLE}
        own = {name: shared.arrays[name] for name in ("languages", "adult", "genres")}
        bits = dict(shared.facts["bits"])
        titles = TitleIndex.unpack(shared.arrays, prior_of(values))
        return cls(shared.facts["number"], values, bits=bits, titles=titles, **own)

    def find(
        self, wanted: Mapping[str, Any], ordering: Sequence[str] | None, among: np.ndarray | None = None
    ) -> np.ndarray | None:
        """The ids of the movies that match, in order. None if a filter or the ordering is not known here.

        `wanted` are values of MovieFilter's form without empty ones; `ordering` ends with the id, and is None for the order
        of `among`, the places that a search has found.
        """
        if not wanted.keys() <= CONDITIONS.keys() or TOO_MANY in self.bits:
            return None
        if ordering is not None and not {term.removeprefix("-") for term in ordering} <= SORTABLE:
            return None
        mask = self.present.copy()
        for name, value in wanted.items():
            mask &= CONDITIONS[name](self, value)
        if ordering is None:
            return self.ids[among[mask[among]]] if among is not None else None
        if among is not None:
            found = np.zeros(len(self.ids), dtype=bool)
            found[among] = True
            mask &= found
        order = self.order(tuple(ordering))
        return self.ids[order[mask[order]]]

    def genres_of(self, ids: Sequence[int]) -> list[list[Genre]]:
        """Of each of these movies, which the columns have."""
        bits_of_movies = self.genres[np.searchsorted(self.ids, ids)].tolist()
        return [[genre for bit, genre in self.named_genres if bit & bits] for bits in bits_of_movies]

    def mask_of_ids(self, ids: Sequence[int]) -> Mask:
        return np.isin(self.ids, ids)

    def remembered(self, query: str, search: Callable[[], Fact]) -> Fact:
        """What `search` finds for the query in these columns."""
        found = self.searches.pop(query, None)
        self.searches[query] = found = search() if found is None else found
        while len(self.searches) > MOST_SEARCHES:
            self.searches.popitem(last=False)
        return found

    def order(self, ordering: tuple[str, ...]) -> np.ndarray:
        """The places of all movies in this order; those without a value are last."""
        if ordering not in self.orders:
            keys = [
                -self.values[term[1:]] if term.startswith("-") else self.values[term]
                for term in reversed(ordering)
            ]
            self.orders[ordering] = np.lexsort(keys).astype(np.int32)
        return self.orders[ordering]

    def mask_of(self, genre_ids: Sequence[int]) -> np.uint64:
        return np.uint64(sum(self.bits.get(genre, 0) for genre in set(genre_ids)))

    def has_all(self, genre_ids: Sequence[int]) -> Mask:
        mask = self.mask_of(genre_ids)
        return ((self.genres & mask) == mask) & all(genre in self.bits for genre in genre_ids)


def read_columns(number: int) -> Columns:
    """From the database. number: of the version, read before."""
    rows = _read_rows(Movie.objects.all())
    genres, bits = _read_genres(rows.values["id"])
    return Columns(
        number,
        rows.values,
        languages=rows.languages,
        adult=rows.adult,
        genres=genres,
        bits=bits,
        titles=TitleIndex.of(rows.documents, prior_of(rows.values)),
    )


def _read_rows(movies: QuerySet) -> Rows:
    rows = list(movies.order_by("pk").values_list(*FIELDS))
    columns: dict[str, Any] = dict(zip(FIELDS, zip(*rows, strict=True), strict=True)) if rows else {}
    values = {name: np.array(columns.get(name, ()), dtype=np.float64) for name in NUMBERS}
    values["id"] = np.array(columns.get("pk", ()), dtype=np.int64)
    dates = [day.toordinal() if day else np.nan for day in columns.get("release_date", ())]
    values["release_date"] = np.array(dates, dtype=np.float64)
    # Microseconds as whole numbers: as a float they would be rounded.
    times = [moment.timestamp() * 1_000_000 for moment in columns.get("created_at", ())]
    values["created_at"] = np.array(times).round().astype(np.int64)
    languages = np.array(columns.get("original_language", ()), dtype="U10")
    adult = np.array(columns.get("adult", ()), dtype=bool)
    return Rows(values, languages, adult, list(columns.get("search_text", ())))


def brought_up_to_date(held: Columns) -> Columns | None:
    """The columns of the present version, by reading what has changed since. None if all must be read anew."""
    changed = changed_rows(VERSION, held.number)
    if changed is None or TOO_MANY in held.bits:
        return None
    number, changed_ids = changed
    rows = _read_rows(Movie.objects.filter(pk__in=changed_ids))
    found = rows.values["id"]
    added = ~np.isin(found, held.ids)
    if added.any() and len(held.ids) and found[added].min() < held.ids[-1]:
        return None  # restored ones, whose places are between those of others
    values = {name: np.append(array, rows.values[name][added]) for name, array in held.values.items()}
    languages, adult = (
        np.append(held.languages, rows.languages[added]),
        np.append(held.adult, rows.adult[added]),
    )
    present = np.append(held.present, added[added])
    at, gone = np.searchsorted(values["id"], found), np.isin(held.ids, np.setdiff1d(changed_ids, found))
    for name, array in values.items():
        array[at] = rows.values[name]
    languages[at], adult[at], present[at] = rows.languages, rows.adult, True
    removed = np.flatnonzero(gone)
    present[removed], adult[removed], values["popularity"][removed] = False, True, -np.inf
    known = _with_genres(held, values["id"], at, found)
    documents = dict(zip(at.tolist(), rows.documents, strict=True)) | dict.fromkeys(removed.tolist(), "")
    titles = held.titles.with_documents(documents, prior_of(values))
    if known is None or len(titles.changed) > MOST_DOCUMENTS:
        return None
    genres, bits = known
    return Columns(
        number,
        values,
        languages=languages,
        adult=adult,
        genres=genres,
        bits=bits,
        titles=titles,
        present=present,
    )


def prior_of(values: Mapping[str, np.ndarray]) -> np.ndarray:
    return prior(values["vote_count"], values["popularity"])


def _read_genres(ids: np.ndarray) -> tuple[np.ndarray, dict[int, int]]:
    links = Movie.genres.through.objects.order_by().values_list("movie_id", "genre_id")
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    bits = {int(genre): 1 << place for place, genre in enumerate(np.unique(pairs[:, 1]))}
    genres = np.zeros(len(ids), dtype=np.uint64)
    if len(bits) > MOST_GENRES or not len(ids):
        return genres, {} if len(bits) <= MOST_GENRES else {TOO_MANY: 0}
    places = np.searchsorted(ids, pairs[:, 0]).clip(max=len(ids) - 1)
    of_known = ids[places] == pairs[:, 0]
    masks = np.array([bits[int(genre)] for genre in pairs[of_known, 1]], dtype=np.uint64)
    np.bitwise_or.at(genres, places[of_known], masks)
    return genres, bits


def _with_genres(
    held: Columns, ids: np.ndarray, at: np.ndarray, found: np.ndarray
) -> tuple[np.ndarray, dict[int, int]] | None:
    """The genres, with those of the found movies read anew, and the bits. None for too many genres."""
    links = Movie.genres.through.objects.filter(movie__in=found.tolist()).order_by()
    pairs = list(links.values_list("movie_id", "genre_id"))
    bits = dict(held.bits)
    for genre in sorted({genre for _, genre in pairs} - bits.keys()):
        bits[genre] = 1 << len(bits)
    if len(bits) > MOST_GENRES:
        return None
    genres = np.append(held.genres, np.zeros(len(ids) - len(held.genres), dtype=np.uint64))
    genres[at] = 0
    for movie, genre in pairs:
        genres[np.searchsorted(ids, movie)] |= np.uint64(bits[genre])
    return genres, bits


def at_least(field: str) -> Callable[[Columns, Any], Mask]:
    return lambda columns, value: columns.values[field] >= value


def at_most(field: str) -> Callable[[Columns, Any], Mask]:
    return lambda columns, value: columns.values[field] <= value


def released(first: date, last: date) -> Callable[[Columns], Mask]:
    def mask(columns: Columns) -> Mask:
        days = columns.values["release_date"]
        return (days >= first.toordinal()) & (days <= last.toordinal())

    return mask


# By the name of a filter of MovieFilter.
CONDITIONS: dict[str, Callable[[Columns, Any], Mask]] = {
    "genre": lambda columns, ids: (columns.genres & columns.mask_of(ids)) != 0,
    "genre_all": lambda columns, ids: columns.has_all(ids),
    "genre_not": lambda columns, ids: (columns.genres & columns.mask_of(ids)) == 0,
    "year": lambda columns, year: released(date(year, 1, 1), date(year, 12, 31))(columns),
    "year_min": lambda columns, year: released(date(year, 1, 1), date.max)(columns),
    "year_max": lambda columns, year: released(date.min, date(year, 12, 31))(columns),
    "release_date_after": lambda columns, day: released(day, date.max)(columns),
    "release_date_before": lambda columns, day: released(date.min, day)(columns),
    "rating_min": at_least("vote_average"),
    "rating_max": at_most("vote_average"),
    "votes_min": at_least("vote_count"),
    "popularity_min": at_least("popularity"),
    "runtime_min": at_least("runtime"),
    "runtime_max": at_most("runtime"),
    "language": lambda columns, codes: np.isin(columns.languages, codes),
    "exclude": lambda columns, ids: ~np.isin(columns.ids, ids),
    "adult": lambda columns, is_wanted: ~columns.adult | is_wanted,
}


class _Holder:
    columns: Columns | None = None
    not_before = 0.0  # by the monotonic clock
    lock = threading.Lock()


def current_columns() -> Columns | None:
    """The columns of the present version. If they are older, a thread brings them up to date, and this is None."""
    versions = leased_versions()
    if versions is None or VERSION not in versions:
        return None
    held = _Holder.columns
    if held is not None and held.number == versions[VERSION]:
        return held
    if settings.TASKS_IN_THREADS and time.monotonic() >= _Holder.not_before:
        warm_up()
    return None


def warm_up() -> threading.Thread | None:
    """Load the columns in a thread, unless one is loading them."""
    if not _Holder.lock.acquire(blocking=False):
        return None
    loader = threading.Thread(target=_load_and_release, name="catalogue-columns", daemon=True)
    loader.start()
    return loader


def load_columns() -> None:
    """What has changed since they were loaded, or all: of a large catalogue from the arrays that another process of the
    machine has made of it, if it has.
    """
    versions, held = data_versions(), _Holder.columns
    if versions is None or VERSION not in versions:
        return
    loaded = brought_up_to_date(held) if held is not None else None
    if loaded is None and Movie.objects.count() < SHARED_FROM:
        loaded = read_columns(versions[VERSION])
    loaded = loaded or _load_shared(versions[VERSION])
    genres = Genre.objects.order_by("name", "pk").only("tmdb_id", "name")
    loaded.named_genres = [(loaded.bits[genre.pk], genre) for genre in genres if genre.pk in loaded.bits]
    _Holder.columns = loaded


def _load_shared(number: int) -> Columns:
    path = path_of(NAME)
    with building(path):
        shared = read_arrays(path)
        loaded = brought_up_to_date(Columns.unpack(shared)) if shared is not None else None
        if loaded is None:
            made = read_columns(number)
            write_arrays(path, *made.pack())
            shared = read_arrays(path)
            loaded = Columns.unpack(shared) if shared is not None else made
    return loaded


def forget_columns() -> None:
    _Holder.columns, _Holder.not_before = None, 0.0


def _load_and_release() -> None:
    started = time.monotonic()
    try:
        load_columns()
    finally:
        now = time.monotonic()
        _Holder.not_before = now + PAUSES * (now - started)
        _Holder.lock.release()
        connection.close()

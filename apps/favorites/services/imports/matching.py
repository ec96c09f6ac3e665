"""Matches rows with movies of the catalogue: by TMDb id, else IMDb id, else by its titles and the year.

Rows of our own export name our id too, which counts if that movie has the same title and year.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from apps.favorites.services.imports.rows import Row
from apps.movies.models import Movie
from apps.movies.models.text import fold, without_article
from apps.movies.services.lookup import ids_of

BATCH = 500
# Services disagree about the year of a film that was shown at a festival first.
YEAR_TOLERANCE = 1


def match(rows: list[Row]) -> list[int | None]:
    """Return the movie id of each row, or None if no movie or more than one matches."""
    by_tmdb = ids_by("tmdb_id", {row.tmdb_id for row in rows if row.tmdb_id})
    by_imdb = ids_by("imdb_id", {row.imdb_id for row in rows if row.imdb_id})
    own = own_ids(rows)
    matches = [
        (row.own_id and own.get(identity(row))) or by_tmdb.get(row.tmdb_id) or by_imdb.get(row.imdb_id)
        for row in rows
    ]
    places = [index for index, row in enumerate(rows) if matches[index] is None and has_title(row)]
    titles = TitleIndex([rows[index] for index in places])
    found: dict[tuple[str, str, int | None, int | None], int | None] = {}
    for index in places:
        name = name_of(rows[index])
        if name not in found:
            found[name] = titles.find(rows[index])
        matches[index] = found[name]
    return matches


def has_title(row: Row) -> bool:
    """Whether the row is about a movie that can be found by its title."""
    return bool(row.title) and row.needs_movie and not row.may_be_series and not row.problem


def match_without_article(rows: list[Row], ids: list[int | None]) -> list[int | None]:
    """`ids` of `match`, with those of rows whose title lacks the article of the movie's: «Matrix» of 1999 is The Matrix.

    It has to be the only movie with the rest of the title in that year. Call it when TMDb has been asked, which may have a
    movie that is named so without an article. One query.
    """
    named = {
        index: (fold(row.title), row.year)
        for index, row in enumerate(rows)
        if ids[index] is None and row.year is not None and has_title(row)
    }
    wanted = {name for name in named.values() if name[0]}
    languages = {"en", settings.TMDB_LANGUAGE[:2]}
    movies: dict[tuple[str, int], set[tuple[int, int | None, str]]] = defaultdict(set)
    columns = ("pk", "tmdb_id", "imdb_id", "title", "original_title", "original_language", "release_date")
    for *identity, title, original, spoken, released in (
        released_in([year for _, year in wanted]).values_list(*columns).iterator()
    ):
        names = {without_article(title, language) for language in languages}
        names.add(without_article(original, spoken))
        for name in {(name, released.year) for name in names} & wanted:
            movies[name].add(tuple(identity))
    found = list(ids)
    for index, name in named.items():
        row, candidates = rows[index], movies.get(name, set())
        for pk, tmdb_id, imdb_id in candidates if len(candidates) == 1 else ():
            if row.tmdb_id in (None, tmdb_id) and row.imdb_id in ("", imdb_id):
                found[index] = pk
    return found


def released_in(years: Collection[int], *, tolerance: int = 0) -> QuerySet[Movie]:
    """The movies from the first to the last of these years; none without years."""
    if not years:
        return Movie.objects.none()
    first, last = max(min(years) - tolerance, 1), min(max(years) + tolerance, 9999)
    return Movie.objects.filter(release_date__range=(date(first, 1, 1), date(last, 12, 31))).order_by()


def name_of(row: Row) -> tuple[str, str, int | None, int | None]:
    """What rows about one movie share: a diary has many of them."""
    return row.title, row.original_title, row.year, row.tmdb_id


def identity(row: Row) -> tuple[int | None, str, int | None]:
    return row.own_id, fold(row.title), row.year


def own_ids(rows: list[Row]) -> dict[tuple[int | None, str, int | None], int]:
    """Identity of a row → the same id, if the movie with this id has this title and year."""
    wanted = sorted({row.own_id for row in rows if row.own_id})
    ids = {}
    for start in range(0, len(wanted), BATCH):
        movies = Movie.objects.filter(pk__in=wanted[start : start + BATCH]).order_by()
        for pk, title, released in movies.values_list("pk", "title", "release_date"):
            ids[pk, fold(title), released.year if released else None] = pk
    return ids


def ids_by(field: str, values: set) -> dict:
    """Return value of `field` → movie id. Of movies with the same value that with the most votes is used."""
    ids: dict = {}
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        ids |= ids_of(field, ordered[start : start + BATCH])
    return ids


class Namesake(NamedTuple):
    """A movie with a title that is looked for."""

    year: int | None
    votes: int
    pk: int
    tmdb_id: int | None

    def may_be(self, row: Row) -> bool:
        """Whether the row's TMDb id does not say that it is another movie of the same name."""
        return not row.tmdb_id or not self.tmdb_id or row.tmdb_id == self.tmdb_id


class TitleIndex:
    """The movies with the titles of the rows, by folded title. One query over the years of the rows."""

    def __init__(self, rows: list[Row]) -> None:
        titles = {title for row in rows for title in (row.title, row.original_title)}
        self.wanted = {fold(title) for title in titles} - {""}
        self.movies: dict[str, list[Namesake]] = {}
        if self.wanted:
            years = [row.year for row in rows if row.year is not None]
            is_dated = len(years) == len(rows)
            self.add(released_in(years, tolerance=YEAR_TOLERANCE) if is_dated else Movie.objects.all())

    def add(self, movies: QuerySet) -> None:
        columns = ("pk", "title", "original_title", "other_titles", "release_date", "vote_count", "tmdb_id")
        for pk, title, original, others, released, votes, tmdb_id in (
            movies.order_by().values_list(*columns).iterator()
        ):
            names = {title, original, *(other["title"] for other in others)}
            for name in {fold(name) for name in names} & self.wanted:
                namesake = Namesake(released.year if released else None, votes, pk, tmdb_id)
                self.movies.setdefault(name, []).append(namesake)

    def find(self, row: Row) -> int | None:
        """Find the movie with both titles of the row, else the nearest in year with one of them.

        Of several the original title decides, then the votes. Without a year the movie must be the only one.
        """
        names = {fold(title) for title in (row.title, row.original_title)} - {""}
        titles_of = Counter(
            movie for name in names for movie in self.movies.get(name, []) if movie.may_be(row)
        )
        if row.year is None:
            most = max(titles_of.values(), default=0)
            best = [movie for movie, number in titles_of.items() if number == most]
            return best[0].pk if len(best) == 1 else None
        originals = set(self.movies.get(fold(row.original_title), []))
        near = [
            (-number, abs(movie.year - row.year), movie not in originals, -movie.votes, movie.pk)
            for movie, number in titles_of.items()
            if movie.year is not None and abs(movie.year - row.year) <= YEAR_TOLERANCE
        ]
        return min(near)[-1] if near else None

"""Matching rows with our movies: by TMDb id, else by IMDb id, else by title or original title and year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from apps.favorites.services.imports.rows import Row
from apps.movies.models import Movie
from apps.movies.models.text import fold

BATCH = 500
# Services disagree about the year of a film that was shown at a festival first.
YEARS_APART = 1


def match(rows: list[Row]) -> list[int | None]:
    """Our movie id for each row, None if no movie or more than one matches."""
    by_tmdb = ids_of("tmdb_id", {row.tmdb_id for row in rows if row.tmdb_id})
    by_imdb = ids_of("imdb_id", {row.imdb_id for row in rows if row.imdb_id})
    found = [by_tmdb.get(row.tmdb_id) or by_imdb.get(row.imdb_id) for row in rows]
    named = Titles(
        row for row, movie_id in zip(rows, found, strict=True) if movie_id is None and may_be_named(row)
    )
    return [
        movie_id or (named.find(row) if may_be_named(row) else None)
        for row, movie_id in zip(rows, found, strict=True)
    ]


def may_be_named(row: Row) -> bool:
    """A row with TMDb's id means that movie or none: its title would only find a namesake. So would a series'."""
    return bool(row.title and not row.tmdb_id and not row.may_be_series)


def ids_of(field: str, wanted: set) -> dict:
    found, values = {}, sorted(wanted)
    for start in range(0, len(values), BATCH):
        movies = Movie.objects.filter(**{f"{field}__in": values[start : start + BATCH]}).order_by(
            "vote_count", "-pk"
        )
        found.update(movies.values_list(field, "pk"))
    return found


class Titles:
    """Our movies by folded title, as far as rows name them: one query over the years of the rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.wanted = {fold(title) for row in rows for title in (row.title, row.original_title)} - {""}
        self.known: dict[str, list[tuple[int | None, int, int]]] = {}
        if self.wanted:
            self.read(self.candidates([row.year for row in rows]))

    def candidates(self, years: list[int | None]) -> QuerySet:
        if None in years:
            return Movie.objects.all()
        first, last = min(years) - YEARS_APART, max(years) + YEARS_APART  # type: ignore[type-var, operator]
        days = (date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31))
        return Movie.objects.filter(release_date__range=days)

    def read(self, movies: QuerySet) -> None:
        columns = ("pk", "title", "original_title", "release_date", "vote_count")
        for pk, title, original, released, votes in movies.order_by().values_list(*columns).iterator():
            for name in {fold(title), fold(original)} & self.wanted:
                self.known.setdefault(name, []).append((released.year if released else None, votes, pk))

    def find(self, row: Row) -> int | None:
        """By title, else by original title."""
        return self.find_title(row.title, row.year) or self.find_title(row.original_title, row.year)

    def find_title(self, title: str, wanted_year: int | None) -> int | None:
        """Of namesakes of one year the one with most votes; without a year only a title that no other movie has."""
        namesakes = self.known.get(fold(title), [])
        if wanted_year is None:
            return namesakes[0][2] if len(namesakes) == 1 else None
        near = [(abs(year - wanted_year), -votes, pk) for year, votes, pk in namesakes if year is not None]
        near = [one for one in near if one[0] <= YEARS_APART]
        return min(near)[2] if near else None

"""A list of movies as a paginator asks for it: how many there are, and one page."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from apps.core.caching.versions import leased_versions
from apps.core.prepared import PreparedRows
from apps.movies.models import Movie
from apps.movies.models.fields import movie_fields
from apps.movies.models.querysets import add_genres, set_genres
from apps.movies.services.columns import VERSION, Columns, current_columns
from apps.movies.services.search import search_columns

SHOWN = [name for name in movie_fields("list") if name != "genres"]
Fact = TypeVar("Fact")
Key = tuple[Any, ...]


class Known(Generic[Fact]):
    """What `read` finds out about querysets, by version of the catalogue and query: the `most` recently used ones."""

    def __init__(self, read: Callable[[QuerySet], Fact], most: int):
        self.read, self.most = read, most
        self.facts: OrderedDict[Key, Fact] = OrderedDict()

    def of(self, queryset: QuerySet) -> Fact:
        versions = leased_versions()
        if versions is None:
            return self.read(queryset)
        try:
            sql, parameters = queryset.query.sql_with_params()
        except EmptyResultSet:
            return self.read(queryset.none())
        key = (versions.get(VERSION), sql, parameters)
        fact = self.facts.pop(key, None)
        self.facts[key] = fact = self.read(queryset) if fact is None else fact
        while len(self.facts) > self.most:
            self.facts.popitem(last=False)
        return fact


counts: Known[int] = Known(lambda queryset: queryset.count(), 1000)
# The ids of whole searches by SQL: putting them in order takes as long for one page as for all.
matches: Known[list[int]] = Known(lambda queryset: list(queryset.values_list("pk", flat=True)), 100)
LISTED = PreparedRows(lambda _, ids: Movie.objects.only(*SHOWN).order_by().filter(pk__among=ids))


class Listing:
    """`found`: the ids of all its movies, or a queryset that finds them in order. columns: that found them, if they did."""

    def __init__(self, found: Any, *, is_personal: bool = False, columns: Columns | None = None):
        self.found, self.is_personal, self.columns = found, is_personal, columns

    def count(self) -> int:
        if not isinstance(self.found, QuerySet):
            return len(self.found)
        return self.found.count() if self.is_personal else counts.of(self.found.order_by())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Movie]:
        """The ids first, which an index has, so that a late page does not read the rows before it."""
        if isinstance(self.found, QuerySet):
            return in_order(list(self.found.values_list("pk", flat=True)[part]))
        return in_order([int(movie_id) for movie_id in self.found[part]], self.columns)


def matching_ids(filterset: Any) -> Sequence[int] | np.ndarray:
    """The ids of all movies of a valid MovieFilter, from memory if they are known there."""
    found = listing_of(filterset, ["id"], lambda: filterset.qs).found
    return list(found.order_by().values_list("pk", flat=True)) if isinstance(found, QuerySet) else found


def in_order(ids: Sequence[int], columns: Columns | None = None) -> list[Movie]:
    """With genres: those of the columns, or of one more query."""
    movies = {movie.pk: movie for movie in LISTED.rows(many=ids)}
    if columns is None:
        add_genres(list(movies.values()))
    else:
        for movie_id, genres in zip(ids, columns.genres_of(ids), strict=True):
            if movie_id in movies:
                set_genres(movies[movie_id], genres)
    return [movies[movie_id] for movie_id in ids if movie_id in movies]


def listing_of(
    filterset: Any, ordering: Sequence[str] | None, by_sql: Callable[[], QuerySet], *, search: str = ""
) -> Listing:
    """The movies of a valid MovieFilter. `ordering` are names of fields, None for the order of a search; `by_sql` makes the
    same as a queryset. search: a query that is no filter.
    """
    wanted = {
        name: value for name, value in filterset.form.cleaned_data.items() if value not in (None, "", [])
    }
    wanted.pop("region", None)  # which only other filters read
    wanted["adult"] = filterset.shows_adult()
    columns = current_columns() if "hide" not in wanted else None
    found: Any = None
    if columns is not None and not (search and "search" in wanted):
        search = search or wanted.pop("search", "")
        among = search_columns(search, columns).places if search else None
        found = columns.find(wanted, ordering, among)
    if found is not None:
        return Listing(found, columns=columns)
    is_personal = "hide" in wanted
    if ordering is None and not is_personal:
        found = matches.of(by_sql())
    return Listing(by_sql() if found is None else found, is_personal=is_personal)

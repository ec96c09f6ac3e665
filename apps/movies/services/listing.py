"""A list of movies as a paginator asks for it: how many there are, and one page."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from apps.core.caching.versions import leased_versions
from apps.core.prepared import PreparedRows
from apps.movies.models import Movie
from apps.movies.models.querysets import add_genres
from apps.movies.services.columns import VERSION, current_columns

MOST_COUNTS = 1000
Key = tuple[Any, ...]


class Counts:
    """Lengths of lists by version of the catalogue and query, the most recently used ones."""

    def __init__(self) -> None:
        self.known: OrderedDict[Key, int] = OrderedDict()

    def of(self, queryset: QuerySet) -> int:
        versions = leased_versions()
        if versions is None:
            return queryset.count()
        try:
            sql, parameters = queryset.order_by().query.sql_with_params()
        except EmptyResultSet:
            return 0
        key = (versions.get(VERSION), sql, parameters)
        count = self.known.pop(key, None)
        self.known[key] = count = queryset.count() if count is None else count
        while len(self.known) > MOST_COUNTS:
            self.known.popitem(last=False)
        return count


counts = Counts()
LISTED = PreparedRows(lambda ids: Movie.objects.for_list().order_by().filter(pk__among=ids), of_list=True)


class Listing:
    """Movies with `ids`: an array of all of them, or a queryset that finds them in order."""

    def __init__(self, found: Any, *, is_personal: bool = False):
        self.found, self.is_personal = found, is_personal

    def count(self) -> int:
        if not isinstance(self.found, QuerySet):
            return len(self.found)
        return self.found.count() if self.is_personal else counts.of(self.found)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Movie]:
        """The ids first, which an index has, so that a late page does not read the rows before it."""
        if isinstance(self.found, QuerySet):
            return in_order(list(self.found.values_list("pk", flat=True)[part]))
        return in_order(self.found[part].tolist())


def in_order(ids: Sequence[int]) -> list[Movie]:
    movies = {movie.pk: movie for movie in LISTED.rows(ids)}
    add_genres(list(movies.values()))
    return [movies[movie_id] for movie_id in ids if movie_id in movies]


def listing_of(filterset: Any, ordering: Sequence[str] | None, by_sql: Callable[[], QuerySet]) -> Listing:
    """The movies of a valid MovieFilter. `ordering` are names of fields, None for the order of a search, which only SQL
    knows; `by_sql` makes the same as a queryset.
    """
    wanted = {
        name: value for name, value in filterset.form.cleaned_data.items() if value not in (None, "", [])
    }
    wanted.pop("region", None)  # which only other filters read
    wanted["adult"] = filterset.shows_adult()
    columns = current_columns() if ordering and "hide" not in wanted else None
    found = columns.find(wanted, ordering) if columns and ordering else None
    return Listing(by_sql() if found is None else found, is_personal="hide" in wanted)

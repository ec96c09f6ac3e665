"""Bring stored search texts in line with how names are folded now; rows that were written in bulk may have none."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from apps.movies.models import Movie
from apps.movies.models.text import search_document

AT_ONCE = 1000


def refresh_movies(*, but: Collection[int] = ()) -> int:
    """Update outdated rows; returns their number. but: TMDb ids of movies that are left alone."""
    ids = Movie.all_objects.order_by("pk").values_list("pk", "tmdb_id")
    others = [pk for pk, tmdb_id in ids if tmdb_id not in but]
    columns = ("title", "original_title", "other_titles")
    return _refresh(Movie.all_objects.only(*columns, "search_text"), others, Movie.names)


def refresh_named(rows: QuerySet[Any], ids: Iterable[int]) -> int:
    """The same for rows with one `name`, such as people and collections, of these ids."""
    return _refresh(rows.only("name", "search_text"), list(ids), lambda row: [row.name])


def _refresh(rows: QuerySet[Any], ids: list[int], names_of: Callable[[Any], Iterable[str]]) -> int:
    stale = []
    for start in range(0, len(ids), AT_ONCE):
        for row in rows.filter(pk__in=ids[start : start + AT_ONCE]):
            text = search_document(names_of(row))
            if row.search_text != text:
                row.search_text = text
                stale.append(row)
    rows.bulk_update(stale, ["search_text"], batch_size=400)
    return len(stale)

"""What trends, the same on every page: TMDb's list with a key, else what our own users watched and rated lately.

While too few of them did, nothing trends, and the list is what is popular in the catalogue, under that name.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone

from apps.core.caching.cache import HOUR, Namespace
from apps.core.extensions import MoviePart, registered
from apps.movies.models import Movie
from apps.movies.models.querysets import MovieQuerySet
from apps.movies.services.browse import tmdb_list
from apps.movies.services.tmdb_service import TMDbService

Basis = Literal["tmdb", "activity", "popularity"]
TITLES: dict[Basis, str] = {
    "tmdb": "Trending this week",
    "activity": "Watched and rated here lately",
    "popularity": "Popular in the catalogue",
}
DAYS = {"day": 1, "week": 7}
# A public list must not tell what one person watched.
LEAST_USERS = 3
LEAST_MOVIES = 6
MOST_MOVIES = 100
ACTIVITY = Namespace("trending-activity", fresh=HOUR // 4)


@dataclass(frozen=True)
class Trending:
    """The first movies of the list, without adult ones, and what it is based on."""

    movies: list[Movie]
    basis: Basis

    @property
    def title(self) -> str:
        return TITLES[self.basis]


def trending(*, size: int) -> Trending:
    """The first movies of the week, for pages that show one row of them."""
    shown = Movie.objects.filter(adult=False)
    browsed = tmdb_list("trending-week").window(page=1, page_size=size, shown=shown)
    if browsed and browsed.movies:
        return Trending(browsed.movies, "tmdb")
    movies, basis = local_trending(time_window="week")
    return Trending(list(movies.filter(adult=False)[:size]), basis)


def trending_ids(*, size: int) -> tuple[list[int], Basis]:
    """The ids of the same movies, with adult and deleted ones, for callers that know these."""
    if TMDbService.is_configured():
        shown = trending(size=size)
        return [movie.pk for movie in shown.movies], shown.basis
    ids = active_movie_ids("week")
    if len(ids) >= LEAST_MOVIES:
        return ids[:size], "activity"
    popular = Movie.objects.popular().filter(adult=False)
    return list(popular.values_list("pk", flat=True)[:size]), "popularity"


def local_trending(*, time_window: str) -> tuple[MovieQuerySet, Basis]:
    """Without TMDb."""
    ids = active_movie_ids(time_window)
    if len(ids) < LEAST_MOVIES:
        return Movie.objects.popular(), "popularity"
    place = Case(
        *(When(pk=movie_id, then=Value(number)) for number, movie_id in enumerate(ids)),
        output_field=IntegerField(),
    )
    return Movie.objects.filter(pk__in=ids).annotate(place=place).order_by("place", "id"), "activity"


def active_movie_ids(time_window: str) -> list[int]:
    """Ids of the movies that most users watched or rated in the window, at most a quarter of an hour old."""
    return ACTIVITY.fetch([time_window], lambda: count_active(time_window)).value


def count_active(time_window: str) -> list[int]:
    """A user counts once for each kind of activity. One query per kind."""
    since = timezone.now() - timedelta(days=DAYS[time_window])
    users: Counter[int] = Counter()
    for part in registered(MoviePart):
        if part.activity is None:
            continue
        by_movie = part.activity(since).order_by().values_list("movie_id")
        counted = by_movie.annotate(users=Count("user_id", distinct=True)).filter(users__gte=LEAST_USERS)
        users.update(dict(counted.order_by("-users", "movie_id")[: 5 * MOST_MOVIES]))
    ranked = sorted(users.items(), key=lambda row: (-row[1], row[0]))
    return [movie_id for movie_id, _ in ranked[:MOST_MOVIES]]

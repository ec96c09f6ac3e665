"""Aggregates of all users' ratings of a movie: `Movie.community_average`, `community_count` and a histogram.

Private ratings count too where there are FEWEST or more: an aggregate of fewer would tell one.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Avg, Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Floor

from apps.core.limits import RATING_MAX, RATING_MIN
from apps.favorites.models import Rating
from apps.movies.models import Movie

BATCH = 500
FEWEST = 3
PUBLIC = Q(is_public=True)


def refresh_community(movie_ids: Iterable[int]) -> None:
    """Recompute `community_average` and `community_count` of these movies: two queries per BATCH movies.

    Movies are locked by id before their ratings are counted, so that concurrent calls do not deadlock, and the
    last one counts what the others have committed.
    """
    ordered = sorted(set(movie_ids))
    for start in range(0, len(ordered), BATCH):
        ids = ordered[start : start + BATCH]
        with transaction.atomic():
            movies = Movie.all_objects.filter(pk__in=ids)
            list(movies.order_by("pk").select_for_update(no_key=True).values_list("pk"))
            movies.update(
                community_count=Coalesce(_of_shown(Count("*")), 0), community_average=_of_shown(Avg("rating"))
            )


def _of_shown(aggregate: Any) -> Case:
    """The aggregate of all ratings where there are FEWEST, else that of the public ones.

    Of all ratings only columns of `rating_values_of_movie` are read: a well-known movie has tens of thousands.
    """
    ratings = Rating.objects.filter(movie=OuterRef("pk")).order_by()
    of_all = ratings.values("movie").annotate(shown=aggregate).values("shown")
    of_public = ratings.filter(PUBLIC).values("movie").annotate(shown=aggregate).values("shown")
    are_enough = Exists(ratings[FEWEST - 1 : FEWEST])
    return Case(When(are_enough, then=Subquery(of_all)), default=Subquery(of_public))


def histogram(ratings: QuerySet[Rating]) -> dict[str, int]:
    """Return the number of ratings from 1 to 10, rounded down."""
    stars = ratings.order_by().annotate(star=Floor("rating")).values_list("star").annotate(count=Count("*"))
    counts = {int(star): count for star, count in stars}
    return {str(star): counts.get(star, 0) for star in range(RATING_MIN, RATING_MAX + 1)}


def community_detail(movie: Movie) -> dict[str, Any]:
    ratings = Rating.objects.filter(movie=movie)
    return {
        "average": movie.community_average,
        "count": movie.community_count,
        "histogram": histogram(ratings if movie.community_count >= FEWEST else ratings.filter(PUBLIC)),
    }

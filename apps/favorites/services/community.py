"""Aggregates of all users' ratings of a movie: `Movie.community_average`, `community_count` and a histogram.

Private ratings count too: an aggregate does not show who gave them.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Floor

from apps.core.limits import RATING_MAX, RATING_MIN
from apps.favorites.models import Rating
from apps.movies.models import Movie

BATCH = 500


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
            ratings = Rating.objects.filter(movie=OuterRef("pk")).order_by().values("movie")
            movies.update(
                community_count=Coalesce(Subquery(ratings.annotate(n=Count("pk")).values("n")), 0),
                community_average=Subquery(ratings.annotate(mean=Avg("rating")).values("mean")),
            )


def histogram(ratings: QuerySet[Rating]) -> dict[str, int]:
    """Return the number of ratings from 1 to 10, rounded down."""
    stars = ratings.order_by().annotate(star=Floor("rating")).values_list("star").annotate(Count("pk"))
    counts = {int(star): count for star, count in stars}
    return {str(star): counts.get(star, 0) for star in range(RATING_MIN, RATING_MAX + 1)}


def community_detail(movie: Movie) -> dict[str, Any]:
    return {
        "average": movie.community_average,
        "count": movie.community_count,
        "histogram": histogram(Rating.objects.filter(movie=movie)),
    }

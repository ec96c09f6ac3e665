"""The community's ratings of a movie: `Movie.community_average`, `community_count`, and a histogram.

They count every rating, those of private profiles too: an aggregate over all users identifies no one.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Floor

from apps.favorites.models import Rating
from apps.favorites.models.ratings import RATING_MAX, RATING_MIN
from apps.movies.models import Movie

BATCH = 500


def refresh_community(movie_ids: Iterable[int]) -> None:
    """Recount the ratings of these movies.

    The movies are locked before they are counted, in the order of their ids: a call that waits for the lock
    counts what the other has committed, and no two calls deadlock.
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


def histogram(ratings: Any) -> dict[str, int]:
    """The number of ratings by whole star, 1–10; 7.5 counts as 7."""
    stars = ratings.order_by().annotate(star=Floor("rating")).values_list("star").annotate(Count("pk"))
    counts = {int(star): count for star, count in stars}
    return {str(star): counts.get(star, 0) for star in range(RATING_MIN, RATING_MAX + 1)}


def community(movie: Movie) -> dict[str, Any]:
    return {
        "average": movie.community_average,
        "count": movie.community_count,
        "histogram": histogram(Rating.objects.filter(movie=movie)),
    }

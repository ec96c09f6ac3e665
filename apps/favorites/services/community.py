"""What everybody's ratings of a movie come to.

`Movie.community_average` and `community_count` count every rating, reviews of private profiles too: a figure
over all people names nobody.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Floor

from apps.favorites.models import Rating
from apps.favorites.models.ratings import RATING_MAX, RATING_MIN
from apps.movies.models import Movie

BATCH = 500
_put_off: ContextVar[set[int] | None] = ContextVar("_put_off", default=None)


def refresh_community(movie_ids: Iterable[int]) -> None:
    """Count these movies' ratings anew.

    The movies are locked before they are counted, always in the order of their ids: whoever waits for the
    lock then counts what the other has committed, and nobody waits in a circle.
    """
    everything = sorted(set(movie_ids))
    for start in range(0, len(everything), BATCH):
        ids = everything[start : start + BATCH]
        with transaction.atomic():
            movies = Movie.all_objects.filter(pk__in=ids)
            list(movies.order_by("pk").select_for_update(no_key=True).values_list("pk"))
            ratings = Rating.objects.filter(movie=OuterRef("pk")).order_by().values("movie")
            movies.update(
                community_count=Coalesce(Subquery(ratings.annotate(n=Count("pk")).values("n")), 0),
                community_average=Subquery(ratings.annotate(mean=Avg("rating")).values("mean")),
            )


def rating_changed(movie_id: int) -> None:
    """Count now, or at the end of `counted_once` around this."""
    waiting = _put_off.get()
    if waiting is None:
        refresh_community([movie_id])
    else:
        waiting.add(movie_id)


_left: ContextVar[set[int] | None] = ContextVar("_left", default=None)


def rating_left(movie_id: int) -> None:
    """A rating goes because its owner goes, with thousands of others: they wait for `owner_left`."""
    waiting = _left.get()
    if waiting is None:
        _left.set(waiting := set())
    waiting.add(movie_id)


def owner_left() -> None:
    refresh_community(_left.get() or ())
    _left.set(None)


@contextmanager
def counted_once() -> Iterator[None]:
    """Inside, rating after rating may change: every movie is counted once, at the end."""
    waiting: set[int] = set()
    token = _put_off.set(waiting)
    try:
        yield
    finally:
        _put_off.reset(token)
    refresh_community(waiting)


def histogram(ratings: Any) -> dict[str, int]:
    """How many of the ratings stand at each whole star, 1–10; 7.5 counts as 7."""
    stars = ratings.order_by().annotate(star=Floor("rating")).values_list("star").annotate(Count("pk"))
    counted = {int(star): count for star, count in stars}
    return {str(star): counted.get(star, 0) for star in range(RATING_MIN, RATING_MAX + 1)}


def community(movie: Movie) -> dict[str, Any]:
    return {
        "average": movie.community_average,
        "count": movie.community_count,
        "histogram": histogram(Rating.objects.filter(movie=movie)),
    }

"""What a person keeps about a movie: a favorite, a rating, a place on the watchlist.

Each may be asked for twice, or by two requests at once: there is one row in the end, and no error.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from apps.favorites.models import Favorite, LastActivity, Rating, WatchlistItem
from apps.favorites.services.activity import touch
from apps.favorites.services.ordering import move_to
from apps.movies.models import Movie

Kept = tuple[Any, bool]


def add_favorite(*, user: Any, movie: Movie) -> Kept:
    return Favorite.objects.get_or_create(user=user, movie=movie)


@transaction.atomic
def rate_movie(*, user: Any, movie: Movie, **given: Any) -> Kept:
    """Make or change the rating. What is not given stays as it was, a review for example."""
    row, created = Rating.objects.select_for_update().get_or_create(user=user, movie=movie, defaults=given)
    if not created:
        change_rating(row, **given)
    return row, created


@transaction.atomic
def change_rating(row: Rating, **given: Any) -> Rating:
    """A new value is a new opinion and gets a new date; a review that is edited keeps the date."""
    if given.get("rating", row.rating) != row.rating:
        given.setdefault("rated_at", timezone.now())
    for name, value in given.items():
        setattr(row, name, value)
    row.save(update_fields=[*given, "updated_at"])
    return row


@transaction.atomic
def add_to_watchlist(*, user: Any, movie: Movie, **given: Any) -> Kept:
    """At the end, or at `position` (1 is the top); adding again changes what is given."""
    item, created = WatchlistItem.objects.get_or_create(
        user=user, movie=movie, defaults={"position": next_position(watchlist_of(user))}
    )
    return change_watchlist_item(item, **given), created


@transaction.atomic
def change_watchlist_item(
    item: WatchlistItem, *, position: int | None = None, note: str | None = None
) -> Any:
    if note is not None and note != item.note:
        item.note = note
        item.save(update_fields=["note", "updated_at"])
    if position is not None:
        move_to(watchlist_of(item.user_id), item, position)
        touch(user_id=item.user_id, kind=LastActivity.Kind.WATCHLIST)
    return item


def watchlist_of(user: Any) -> QuerySet[WatchlistItem]:
    return WatchlistItem.objects.filter(user=user)


def next_position(rows: QuerySet) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def leave_watchlist(*, user_id: int, movie_ids: list[int]) -> int:
    """What was watched is no longer to be watched. Returns how many left."""
    return WatchlistItem.objects.filter(user=user_id, movie_id__in=movie_ids).delete()[0]

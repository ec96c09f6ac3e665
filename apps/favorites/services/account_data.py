"""Data of accounts: counts for public profiles, and the deletion of ratings with their account."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, QuerySet

from apps.favorites.models import Favorite, Playlist, Rating
from apps.favorites.services.community import refresh_community
from apps.movies.models import WatchHistory


def count_by_user(rows: QuerySet, user_ids: Iterable[int], counted: str = "pk") -> dict[int, int]:
    """Count rows, or distinct values of `counted`, by user id in one query. Users without rows are left out."""
    counts = rows.filter(user__in=user_ids).order_by().values_list("user")
    return dict(counts.annotate(Count(counted, distinct=counted != "pk")))


def count_favorites(user_ids: list[int]) -> dict[int, int]:
    return count_by_user(Favorite.objects.all(), user_ids)


def count_ratings(user_ids: list[int]) -> dict[int, int]:
    return count_by_user(Rating.objects.filter(is_public=True, is_withheld=False), user_ids)


def count_watched(user_ids: list[int]) -> dict[int, int]:
    return count_by_user(WatchHistory.objects.completed(), user_ids, "movie")


def count_playlists(user_ids: list[int]) -> dict[int, int]:
    return count_by_user(Playlist.objects.filter(visibility=Playlist.Visibility.PUBLIC), user_ids)


@transaction.atomic
def delete_ratings(*, user_ids: Iterable[int]) -> None:
    """Delete all ratings of these users and refresh the community averages of the rated movies."""
    ratings = Rating.objects.filter(user__in=list(user_ids)).order_by()
    movie_ids = list(ratings.values_list("movie_id", flat=True).distinct())
    if not movie_ids:
        return
    ratings.delete()
    refresh_community(movie_ids)

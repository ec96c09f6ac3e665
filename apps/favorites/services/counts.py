"""What a public profile counts. A stranger is told only of what a stranger may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from apps.favorites.models import Favorite, Playlist, Rating
from apps.movies.models import WatchHistory


def by_user(rows: QuerySet, user_ids: Iterable[int], counted: Any = "pk") -> dict[int, int]:
    counts = rows.filter(user__in=user_ids).order_by().values_list("user")
    return dict(counts.annotate(Count(counted, distinct=counted != "pk")))


def favorites(user_ids: list[int]) -> dict[int, int]:
    return by_user(Favorite.objects.all(), user_ids)


def ratings(user_ids: list[int]) -> dict[int, int]:
    return by_user(Rating.objects.filter(is_public=True, is_withheld=False), user_ids)


def watched(user_ids: list[int]) -> dict[int, int]:
    return by_user(WatchHistory.objects.completed(), user_ids, "movie")


def playlists(user_ids: list[int]) -> dict[int, int]:
    return by_user(Playlist.objects.filter(visibility=Playlist.Visibility.PUBLIC), user_ids)

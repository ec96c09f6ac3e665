"""What a person did with movies, as the apps below ask for it (see apps.core.extensions)."""

from typing import Any

from django.db.models import QuerySet

from apps.favorites.models import Favorite, Rating, WatchlistItem


def favorites_of(user: Any) -> QuerySet:
    return Favorite.objects.filter(user=user).order_by()


def ratings_of(user: Any) -> QuerySet:
    return Rating.objects.filter(user=user).order_by()


def watchlist_rows_of(user: Any) -> QuerySet:
    return WatchlistItem.objects.filter(user=user).order_by()

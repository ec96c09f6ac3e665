from apps.favorites.models.activity import LastActivity
from apps.favorites.models.imports import ImportJob
from apps.favorites.models.lists import Favorite, Playlist, PlaylistItem, WatchlistItem
from apps.favorites.models.ratings import Rating, ReviewLike, ReviewReport

__all__ = [
    "Favorite",
    "ImportJob",
    "LastActivity",
    "Playlist",
    "PlaylistItem",
    "Rating",
    "ReviewLike",
    "ReviewReport",
    "WatchlistItem",
]

from apps.favorites.models.activity import LastActivity
from apps.favorites.models.imports import ImportJob, ImportRow
from apps.favorites.models.lists import Favorite, Playlist, PlaylistItem, WatchlistItem
from apps.favorites.models.ratings import Rating, ReviewLike, ReviewReport, WithheldReview, WithheldText
from apps.favorites.models.sync import PendingSync, Removal

__all__ = [
    "Favorite",
    "ImportJob",
    "ImportRow",
    "LastActivity",
    "PendingSync",
    "Playlist",
    "PlaylistItem",
    "Rating",
    "Removal",
    "ReviewLike",
    "ReviewReport",
    "WatchlistItem",
    "WithheldReview",
    "WithheldText",
]

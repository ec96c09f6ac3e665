"""Library rows of movies that are merged into one, by the rules of any other write (services.library).

The newest rating of a user wins, positions stay without gaps, and the times of the last change move.
"""

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.favorites.models import Favorite, LastActivity, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.activity import touch_many
from apps.favorites.services.community import refresh_community
from apps.favorites.services.ordering import renumber
from apps.movies.models import WatchHistory

BATCH = 200
Kind = LastActivity.Kind


@transaction.atomic
def move_library_rows(*, movie_id: int, merged_ids: list[int]) -> None:
    """Move the rows of all users from the merged movies to the movie that stays."""
    lock_owners(merged_ids)
    touched = {(user_id, Kind.RATINGS) for user_id in move_ratings(movie_id, merged_ids)}
    touched |= {(user_id, Kind.WATCHED) for user_id in move_viewings(movie_id, merged_ids)}
    favorites, watchlist = Favorite.objects.all(), WatchlistItem.objects.all()
    touched |= {(pk, Kind.FAVORITES) for pk in move_unique(favorites, "user_id", movie_id, merged_ids)}
    for user_id in move_unique(watchlist, "user_id", movie_id, merged_ids):
        touched.add((user_id, Kind.WATCHLIST))
        renumber(list(watchlist.filter(user=user_id).order_by("position", "id")))
    items = PlaylistItem.objects.select_related("playlist")
    for playlist_id in move_unique(items, "playlist_id", movie_id, merged_ids):
        ordered = list(items.filter(playlist=playlist_id).order_by("position", "id"))
        touched.add((ordered[0].playlist.user_id, Kind.PLAYLISTS))
        renumber(ordered)
    touch_many(touched)
    refresh_community([movie_id, *merged_ids])


def lock_owners(merged_ids: list[int]) -> None:
    """Lock the users who have rows about the merged movies, and their playlists, in the order of their ids."""
    owners: set[int] = set()
    for model in (Rating, Favorite, WatchlistItem, WatchHistory):
        owners |= set(
            model._default_manager.filter(movie_id__in=merged_ids).values_list("user_id", flat=True)
        )
    users = get_user_model().objects.filter(pk__in=owners).order_by("pk")
    list(users.select_for_update(no_key=True).values_list("pk"))
    playlists = Playlist.objects.filter(items__movie_id__in=merged_ids).values_list("pk", flat=True)
    locked = Playlist.objects.filter(pk__in=set(playlists)).order_by("pk")
    list(locked.select_for_update(no_key=True).values_list("pk"))


def move_ratings(movie_id: int, merged_ids: list[int]) -> set[int]:
    """The newest rating of each user stays, with the newest review that the user wrote. Returns the users."""
    raters = set(Rating.objects.filter(movie_id__in=merged_ids).values_list("user_id", flat=True))
    rows = Rating.objects.filter(movie_id__in=[movie_id, *merged_ids], user__in=raters)
    by_user: dict[int, list[Rating]] = defaultdict(list)
    for row in rows.order_by("-rated_at", "-id"):
        by_user[row.user_id].append(row)
    for newest, *older in by_user.values():
        reviewed = next((row for row in [newest, *older] if row.review), newest)
        newest.movie_id, newest.review = movie_id, reviewed.review
        newest.is_public, newest.has_spoilers = reviewed.is_public, reviewed.has_spoilers
        newest.is_withheld, newest.updated_at = reviewed.is_withheld, timezone.now()
    Rating.objects.filter(pk__in=[row.pk for _, *older in by_user.values() for row in older]).delete()
    fields = ["movie", "review", "is_public", "has_spoilers", "is_withheld", "updated_at"]
    Rating.objects.bulk_update([rows[0] for rows in by_user.values()], fields, batch_size=BATCH)
    return set(by_user)


def move_unique(rows: QuerySet, owner: str, movie_id: int, merged_ids: list[int]) -> set[int]:
    """One row per owner stays: that of the movie that stays, else the oldest. Returns the owners."""
    found: dict[int, list[Any]] = defaultdict(list)
    owners = set(rows.filter(movie_id__in=merged_ids).values_list(owner, flat=True))
    about = rows.filter(**{f"{owner}__in": owners}, movie_id__in=[movie_id, *merged_ids])
    for row in about.order_by("pk"):
        found[getattr(row, owner)].append(row)
    moved, losers = [], []
    for owned in found.values():
        stays = next((row for row in owned if row.movie_id == movie_id), owned[0])
        losers += [row.pk for row in owned if row is not stays]
        if stays.movie_id != movie_id:
            moved.append(stays.pk)
    rows.model._default_manager.filter(pk__in=losers).delete()
    rows.model._default_manager.filter(pk__in=moved).update(movie=movie_id, updated_at=timezone.now())
    return owners


def move_viewings(movie_id: int, merged_ids: list[int]) -> set[int]:
    """All viewings stay, but of several at the same time only the furthest. Returns the users."""
    viewers = set(WatchHistory.objects.filter(movie_id__in=merged_ids).values_list("user_id", flat=True))
    rows = WatchHistory.objects.filter(movie_id__in=[movie_id, *merged_ids], user__in=viewers)
    seen: set[tuple[int, Any]] = set()
    duplicates = []
    for pk, user_id, watched_at in rows.order_by("-progress", "pk").values_list(
        "pk", "user_id", "watched_at"
    ):
        if (user_id, watched_at) in seen:
            duplicates.append(pk)
        seen.add((user_id, watched_at))
    WatchHistory.objects.filter(pk__in=duplicates).delete()
    moved = WatchHistory.objects.filter(movie_id__in=merged_ids)
    moved.update(movie=movie_id, updated_at=timezone.now())
    return viewers

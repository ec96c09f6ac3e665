"""Moves library rows when movies are merged, by the rules of services.library.

The newest rating of a user wins, positions are renumbered without gaps, and the times of last changes are set.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core.time_zones import zones_of_users
from apps.favorites.models import (
    Favorite,
    LastActivity,
    Playlist,
    PlaylistItem,
    Rating,
    Removal,
    WatchlistItem,
    WithheldReview,
    WithheldText,
)
from apps.favorites.services.activity import touch_many
from apps.favorites.services.library import MODELS
from apps.favorites.services.ordering import renumber_groups
from apps.favorites.services.viewings import DATE_FIELDS, EMPTY_DETAILS, Diary, complete
from apps.movies.models import WatchHistory

BATCH = 200
Kind = LastActivity.Kind


@transaction.atomic
def move_library_rows(*, movie_id: int, merged_ids: list[int]) -> None:
    """Move the rows of all users from the merged movies to `movie_id`.

    The owners are locked (`lock_owners`). Community averages are refreshed at the end of the merge (favorites.receivers), because movies are locked last.
    """
    favorites, watchlist, items = Favorite.objects, WatchlistItem.objects, PlaylistItem.objects
    playlists = move_unique(items.all(), "playlist_id", movie_id, merged_ids)
    users = {
        Kind.RATINGS: move_ratings(movie_id, merged_ids),
        Kind.WATCHED: move_viewings(movie_id, merged_ids),
        Kind.FAVORITES: move_unique(favorites.all(), "user_id", movie_id, merged_ids),
        Kind.WATCHLIST: move_unique(watchlist.all(), "user_id", movie_id, merged_ids),
        Kind.PLAYLISTS: set(Playlist.objects.filter(pk__in=playlists).values_list("user_id", flat=True)),
    }
    seen_or_listed = users[Kind.WATCHED] | users[Kind.WATCHLIST]
    users[Kind.WATCHLIST] |= leave_watchlists(movie_id, seen_or_listed)
    move_removals(movie_id, merged_ids)
    move_withheld_texts(movie_id, merged_ids)
    renumber_groups(watchlist.filter(user__in=users[Kind.WATCHLIST]), "user_id")
    renumber_groups(items.filter(playlist__in=playlists), "playlist_id")
    touch_many({(user_id, kind) for kind, user_ids in users.items() for user_id in user_ids})


def lock_owners(merged_ids: list[int]) -> None:
    """Lock the users with rows of the merged movies, and the playlists with these movies, by id."""
    owners: set[int] = set()
    for model in MODELS.values():
        owners |= set(
            model._default_manager.filter(movie_id__in=merged_ids).values_list("user_id", flat=True)
        )
    users = get_user_model().objects.filter(pk__in=owners).order_by("pk")
    list(users.select_for_update(no_key=True).values_list("pk"))
    playlists = Playlist.objects.filter(items__movie_id__in=merged_ids).values_list("pk", flat=True)
    locked = Playlist.objects.filter(pk__in=set(playlists)).order_by("pk")
    list(locked.select_for_update(no_key=True).values_list("pk"))


def settle_lists(movie_ids: list[int]) -> None:
    """Number the watchlists and playlists with these movies anew, without gaps, after a merge was undone."""
    items, wishes = PlaylistItem.objects.all(), WatchlistItem.objects.all()
    playlists = set(items.filter(movie__in=movie_ids).order_by().values_list("playlist_id", flat=True))
    users = set(wishes.filter(movie__in=movie_ids).order_by().values_list("user_id", flat=True))
    renumber_groups(items.filter(playlist__in=playlists), "playlist_id")
    renumber_groups(wishes.filter(user__in=users), "user_id")


def settle_decisions(movie_ids: list[int], *, merged_at: datetime) -> None:
    """Withhold the ratings of these movies that the staff has decided on, and no others, after a merge was undone.

    A decision that was made while they were one movie is about each of them. What an author has posted again meanwhile, and
    was withheld, stays withheld where it is.
    """
    decisions = WithheldReview.objects.filter(movie__in=movie_ids)
    by_user = {row.user_id: row for row in decisions.order_by("created_at", "pk")}
    wanted = {
        (user_id, movie_id)
        for user_id in decisions.filter(created_at__gte=merged_at)
        .order_by()
        .values_list("user_id", flat=True)
        for movie_id in movie_ids
    }
    posted = Rating.objects.filter(movie__in=movie_ids, user__in=by_user, is_withheld=True).order_by()
    wanted |= set(posted.values_list("user_id", "movie_id"))
    WithheldReview.objects.bulk_create(
        (
            WithheldReview(
                user_id=user_id,
                movie_id=movie_id,
                review=by_user[user_id].review,
                reason=by_user[user_id].reason,
                decided_by_id=by_user[user_id].decided_by_id,
            )
            for user_id, movie_id in sorted(wanted)
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    decided = WithheldReview.objects.filter(user=OuterRef("user"), movie=OuterRef("movie"))
    Rating.objects.filter(movie__in=movie_ids).update(is_withheld=Exists(decided))


def move_ratings(movie_id: int, merged_ids: list[int]) -> set[int]:
    """Merge the ratings of each user into one row with the newest rating and the newest review.

    The row with the review is kept, because likes and reports refer to it. Returns the users' ids.
    """
    raters = set(Rating.objects.filter(movie_id__in=merged_ids).values_list("user_id", flat=True))
    rows = Rating.objects.filter(movie_id__in=[movie_id, *merged_ids], user__in=raters)
    by_user: dict[int, list[Rating]] = defaultdict(list)
    for row in rows.order_by("-rated_at", "-id"):
        by_user[row.user_id].append(row)
    remaining = []
    for newest_first in by_user.values():
        row = next((row for row in newest_first if row.review), newest_first[0])
        row.rating, row.rated_at = newest_first[0].rating, newest_first[0].rated_at
        row.movie_id, row.updated_at = movie_id, timezone.now()
        remaining.append(row)
    move_unique(WithheldReview.objects.all(), "user_id", movie_id, merged_ids)
    withheld = set(WithheldReview.objects.filter(movie=movie_id).values_list("user_id", flat=True))
    for row in remaining:
        row.is_withheld |= row.user_id in withheld
    rows.exclude(pk__in=[row.pk for row in remaining]).delete()
    Rating.objects.bulk_update(
        remaining, ["movie", "rating", "rated_at", "is_withheld", "updated_at"], batch_size=BATCH
    )
    return set(by_user)


def move_withheld_texts(movie_id: int, merged_ids: list[int]) -> None:
    """What was withheld about a merged movie stays withheld about the one that remains."""
    remaining: dict[str, WithheldText] = {}
    rows = WithheldText.objects.filter(movie__in=[movie_id, *merged_ids]).order_by("pk")
    for row in sorted(rows, key=lambda row: row.movie_id != movie_id):
        remaining.setdefault(row.fingerprint, row)
    kept = [row.pk for row in remaining.values()]
    rows.exclude(pk__in=kept).delete()
    WithheldText.objects.filter(pk__in=kept).update(movie=movie_id)


def move_unique(rows: QuerySet, owner: str, movie_id: int, merged_ids: list[int]) -> set[int]:
    """Keep one row per owner: that of `movie_id`, else the oldest one. Returns the owners' ids."""
    by_owner: dict[int, list[Any]] = defaultdict(list)
    owners = set(rows.filter(movie_id__in=merged_ids).values_list(owner, flat=True))
    affected = rows.filter(**{f"{owner}__in": owners}, movie_id__in=[movie_id, *merged_ids])
    for row in affected.order_by("pk"):
        by_owner[getattr(row, owner)].append(row)
    moved, duplicates = [], []
    for owned in by_owner.values():
        remaining_row = next((row for row in owned if row.movie_id == movie_id), owned[0])
        duplicates += [row.pk for row in owned if row is not remaining_row]
        if remaining_row.movie_id != movie_id:
            moved.append(remaining_row.pk)
    rows.model._default_manager.filter(pk__in=duplicates).delete()
    rows.model._default_manager.filter(pk__in=moved).update(movie=movie_id, updated_at=timezone.now())
    return owners


def move_viewings(movie_id: int, merged_ids: list[int]) -> set[int]:
    """Move viewings, those that repeat one of `movie_id` (services.viewings) complete it instead.

    Viewings of one movie are not compared with each other: its users wrote down several on purpose. Returns the
    users' ids.
    """
    viewers = set(WatchHistory.objects.filter(movie_id__in=merged_ids).values_list("user_id", flat=True))
    rows = WatchHistory.objects.filter(movie_id__in=[movie_id, *merged_ids], user__in=viewers).order_by("pk")
    by_user: dict[int, dict[int, list[WatchHistory]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_user[row.user_id][row.movie_id].append(row)
        row.movie_id = movie_id
    zones = zones_of_users(viewers)
    repeated: list[int] = []
    completed: dict[int, WatchHistory] = {}
    for user_id, by_movie in by_user.items():
        diary = Diary(by_movie.pop(movie_id, []), zones[user_id])
        for merged in by_movie.values():
            for row, there in diary.absorb(merged):
                repeated.append(row.pk)
                if complete(there, row, overwrite=False):
                    completed[there.pk] = there
    now = timezone.now()
    for row in completed.values():
        row.updated_at = now
    fields = [*DATE_FIELDS, "progress", *EMPTY_DETAILS, "updated_at"]
    WatchHistory.objects.bulk_update(completed.values(), fields, batch_size=BATCH)
    WatchHistory.objects.filter(pk__in=repeated).delete()
    WatchHistory.objects.filter(movie_id__in=merged_ids).update(movie=movie_id, updated_at=now)
    return viewers


def leave_watchlists(movie_id: int, user_ids: set[int]) -> set[int]:
    """Take the movie off the watchlists of those who have seen it since it was put there. Returns their ids."""
    items = WatchlistItem.objects.filter(movie=movie_id, user__in=user_ids)
    seen = (
        WatchHistory.objects.completed()
        .dated()
        .filter(movie=movie_id, user=OuterRef("user"), watched_at__gte=OuterRef("created_at"))
    )
    found = dict(items.filter(Exists(seen)).values_list("pk", "user_id"))
    WatchlistItem.objects.filter(pk__in=found).delete()
    return set(found.values())


def move_removals(movie_id: int, merged_ids: list[int]) -> None:
    """Keep the newest removal of each user and kind: older statements lose against it."""
    newest: dict[tuple[int, str], Removal] = {}
    removals = Removal.objects.filter(movie_id__in=[movie_id, *merged_ids])
    affected = removals.filter(user__in=removals.filter(movie_id__in=merged_ids).values("user"))
    rows = list(affected.order_by("-removed_at", "-pk"))
    for row in rows:
        newest.setdefault((row.user_id, row.kind), row)
    kept = [row.pk for row in newest.values()]
    Removal.objects.filter(pk__in=[row.pk for row in rows if row.pk not in set(kept)]).delete()
    Removal.objects.filter(pk__in=kept).update(movie=movie_id)

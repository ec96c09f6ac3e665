"""The time of a user's last change of each kind. Clients compare it to decide which lists to fetch again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.core.extensions import AccountData, registered
from apps.core.types import User
from apps.favorites.models import Favorite, LastActivity, Playlist, Rating, WatchlistItem
from apps.movies.models import WatchHistory

BATCH = 500
KINDS = tuple(LastActivity.Kind.values)


def touch(*, user_id: int, kinds: Iterable[str]) -> None:
    """Set the time of these kinds to now."""
    touch_many({(user_id, kind) for kind in kinds})


def touch_many(changes: Iterable[tuple[int, str]]) -> None:
    """Set the time of (user id, kind) pairs to now in one query, sorted so that concurrent calls do not deadlock."""
    now = timezone.now()
    LastActivity.objects.bulk_create(
        [LastActivity(user_id=user_id, kind=kind, changed_at=now) for user_id, kind in sorted(changes)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["changed_at"],
    )


def touch_owners(movie_ids: Collection[int]) -> None:
    """Set the times of all users who have these movies on a list, as these have changed."""
    lists: dict[str, Any] = {
        LastActivity.Kind.FAVORITES: Favorite.objects.filter(movie__in=movie_ids),
        LastActivity.Kind.RATINGS: Rating.objects.filter(movie__in=movie_ids),
        LastActivity.Kind.WATCHLIST: WatchlistItem.objects.filter(movie__in=movie_ids),
        LastActivity.Kind.WATCHED: WatchHistory.objects.filter(movie__in=movie_ids),
        LastActivity.Kind.PLAYLISTS: Playlist.objects.filter(items__movie__in=movie_ids),
    }
    for kind, rows in lists.items():
        touch_many(
            {(user_id, kind) for user_id in rows.order_by().values_list("user_id", flat=True).distinct()}
        )


def last_activities(user: User) -> dict[str, datetime | None]:
    """Return the times of this app's kinds, None if nothing was ever changed."""
    times = dict(LastActivity.objects.filter(user=user).values_list("kind", "changed_at"))
    return {kind: times.get(kind) for kind in KINDS}


def all_kinds() -> list[str]:
    return ["all", *(kind for part in registered(AccountData) for kind in part.change_kinds)]


def all_activities(user: User) -> dict[str, datetime | None]:
    """Return the times of every app's kinds, and the newest of them as `all`."""
    times: dict[str, datetime | None] = {}
    for part in registered(AccountData):
        if part.last_changes:
            times |= part.last_changes(user)
    return {"all": max((time for time in times.values() if time), default=None)} | times

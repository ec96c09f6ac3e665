"""Playlists: who may read them, their items and the order of these.

Every change locks the owner and the playlist first, so that concurrent changes cannot assign the same position.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from rest_framework.exceptions import NotFound

from apps.core.locking import lock_user
from apps.core.types import AnyUser
from apps.favorites.models import LastActivity, Playlist, PlaylistItem
from apps.favorites.models.lists import new_share_token
from apps.favorites.services.activity import touch
from apps.favorites.services.ordering import move_to, renumber
from apps.movies.models import WatchHistory

ITEMS_MAX = 2000
Kind = LastActivity.Kind


class PlaylistFullError(Exception):
    def __init__(self) -> None:
        super().__init__(
            f"A playlist has {ITEMS_MAX} movies at most. Remove some, or create another playlist."
        )


def public_playlists() -> Q:
    """Return the condition for public playlists of active users whose profile is public."""
    return Q(visibility=Playlist.Visibility.PUBLIC, user__is_active=True) & ~Q(user__profile__is_public=False)


def listed_playlists(user: AnyUser) -> QuerySet[Playlist]:
    return Playlist.objects.filter(public_playlists() | Q(user=user.pk))


def readable_playlists(user: AnyUser, *, share_token: str = "") -> QuerySet[Playlist]:
    """Return the listed playlists, and the unlisted one with this share token."""
    readable = public_playlists() | Q(user=user.pk)
    if share_token:
        shared = Q(visibility=Playlist.Visibility.UNLISTED, user__is_active=True, share_token=share_token)
        readable |= shared
    return Playlist.objects.filter(readable)


def with_counts(playlists: QuerySet[Playlist], *, viewer: AnyUser) -> QuerySet[Playlist]:
    """Annotate `item_count`, and `watched_count`: the number of movies that the viewer has watched."""
    items = PlaylistItem.objects.filter(playlist=OuterRef("pk"), movie__deleted_at=None).order_by()
    watched = WatchHistory.objects.completed().filter(user=viewer.pk).order_by()
    return playlists.select_related("user", "user__profile").annotate(
        item_count=count_subquery(items),
        watched_count=count_subquery(items.filter(movie_id__in=watched.values("movie_id"))),
    )


def count_subquery(items: QuerySet) -> Coalesce:
    counted = items.values("playlist").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@transaction.atomic
def create_playlist(*, user_id: int, **fields: Any) -> Playlist:
    lock_user(user_id)
    playlist = Playlist.objects.create(user_id=user_id, **fields)
    touch(user_id=user_id, kinds=[Kind.PLAYLISTS])
    return playlist


@transaction.atomic
def change_playlist(*, user_id: int, playlist_id: int, **fields: Any) -> Playlist:
    """Change only the given fields. Making a playlist private invalidates its shared links."""
    playlist = lock_playlist(user_id=user_id, playlist_id=playlist_id)
    if fields.get("visibility") == Playlist.Visibility.PRIVATE:
        fields["share_token"] = new_share_token()
    for name, value in fields.items():
        setattr(playlist, name, value)
    playlist.save(update_fields=[*fields, "updated_at"])
    return playlist


@transaction.atomic
def delete_playlist(*, user_id: int, playlist_id: int) -> None:
    lock_playlist(user_id=user_id, playlist_id=playlist_id).delete()


def lock_playlist(*, user_id: int, playlist_id: int) -> Playlist:
    """Lock the owner and the playlist until the end of the transaction, and set the time of their last change.

    Raises NotFound (404) if the user does not have this playlist.
    """
    lock_user(user_id)
    rows = Playlist.objects.select_for_update(no_key=True)
    playlist = rows.filter(pk=playlist_id, user=user_id).first()
    if playlist is None:
        raise NotFound
    playlist.save(update_fields=["updated_at"])
    touch(user_id=user_id, kinds=[Kind.PLAYLISTS])
    return playlist


def lock_item(*, user_id: int, playlist_id: int, item_id: int) -> PlaylistItem:
    """Lock the playlist and read its item. Raises NotFound (404) if either does not exist."""
    playlist = lock_playlist(user_id=user_id, playlist_id=playlist_id)
    item = PlaylistItem.objects.filter(playlist=playlist, pk=item_id).first()
    if item is None:
        raise NotFound
    return item


@transaction.atomic
def add_items(
    *,
    user_id: int,
    playlist_id: int,
    movie_ids: Iterable[int],
    position: int | None = None,
    note: str = "",
    notes: dict[int, str] | None = None,
) -> tuple[dict[int, PlaylistItem], set[int]]:
    """Add movies in this order, at the end or at `position` (from 1). `note` is for all, `notes` by movie id.

    Items that exist are not changed. Returns the items by movie id, and the ids of the movies that were added.
    Raises PlaylistFullError if there would be more than ITEMS_MAX, NotFound (404) if the playlist does not exist.
    """
    playlist = lock_playlist(user_id=user_id, playlist_id=playlist_id)
    order = list(playlist.items.order_by("position", "id"))
    existing = {item.movie_id: item for item in order}
    new_ids = [movie_id for movie_id in dict.fromkeys(movie_ids) if movie_id not in existing]
    new = [
        PlaylistItem(
            playlist=playlist,
            movie_id=movie_id,
            note=(notes or {}).get(movie_id, note),
            position=len(order) + offset,
        )
        for offset, movie_id in enumerate(new_ids, start=1)
    ]
    if len(order) + len(new) > ITEMS_MAX:
        raise PlaylistFullError
    PlaylistItem.objects.bulk_create(new)
    if position is not None and new:
        index = min(position - 1, len(order))
        renumber(order[:index] + new + order[index:])
    return existing | {item.movie_id: item for item in new}, {item.movie_id for item in new}


@transaction.atomic
def change_item(
    *,
    user_id: int,
    playlist_id: int,
    item_id: int,
    position: int | None = None,
    note: str | None = None,
) -> PlaylistItem:
    item = lock_item(user_id=user_id, playlist_id=playlist_id, item_id=item_id)
    if note is not None:
        item.note = note
        item.save(update_fields=["note", "updated_at"])
    if position is not None:
        move_to(PlaylistItem.objects.filter(playlist=playlist_id), item, position)
    return item


@transaction.atomic
def remove_item(*, user_id: int, playlist_id: int, item_id: int) -> None:
    item = lock_item(user_id=user_id, playlist_id=playlist_id, item_id=item_id)
    item.delete()
    later = PlaylistItem.objects.filter(playlist=playlist_id, position__gt=item.position)
    later.update(position=F("position") - 1)


@transaction.atomic
def clone_playlist(*, user_id: int, playlist_id: int, title: str = "") -> Playlist:
    """Create a private copy. The caller checks that the user may read the playlist.

    Description and notes, the words of their author, are copied only from the user's own playlist. Raises NotFound (404) if the playlist does not exist.
    """
    lock_user(user_id)
    source = Playlist.objects.select_for_update(no_key=True).filter(pk=playlist_id).first()
    if source is None:
        raise NotFound
    is_own = source.user_id == user_id
    copy = Playlist.objects.create(
        user_id=user_id,
        title=title or source.title,
        description=source.description if is_own else "",
        cloned_from=source,
    )
    PlaylistItem.objects.bulk_create(
        PlaylistItem(
            playlist=copy, movie_id=item.movie_id, position=position, note=item.note if is_own else ""
        )
        for position, item in enumerate(source.items.order_by("position", "id"), start=1)
    )
    touch(user_id=user_id, kinds=[Kind.PLAYLISTS])
    return copy

"""Playlists: who may read one, what is in it and in which order.

Every change of the items locks the playlist first, so that two at once cannot take the same place.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.favorites.models import Playlist, PlaylistItem
from apps.favorites.models.lists import new_share_token
from apps.favorites.services.ordering import move_to, number
from apps.movies.services.history import watched_movie_ids

ITEMS_MAX = 2000


class PlaylistFullError(Exception):
    def __init__(self) -> None:
        super().__init__(
            f"A playlist holds {ITEMS_MAX} movies at most. Remove some, or begin another playlist."
        )


def public_playlists() -> Q:
    """Of people who are here and show themselves."""
    return Q(visibility=Playlist.Visibility.PUBLIC, user__is_active=True) & ~Q(user__profile__is_public=False)


def listed_playlists(user: Any) -> QuerySet[Playlist]:
    return Playlist.objects.filter(public_playlists() | Q(user=user.pk))


def readable_playlists(user: Any, *, share_token: str = "") -> QuerySet[Playlist]:
    """What is listed, and the one that the token opens."""
    readable = public_playlists() | Q(user=user.pk)
    if share_token:
        shared = Q(visibility=Playlist.Visibility.UNLISTED, user__is_active=True, share_token=share_token)
        readable |= shared
    return Playlist.objects.filter(readable)


def with_counts(playlists: QuerySet[Playlist], *, viewer: Any) -> QuerySet[Playlist]:
    """`item_count`, and `watched_count`: how many of the movies the viewer has seen."""
    items = PlaylistItem.objects.filter(playlist=OuterRef("pk")).order_by()
    return playlists.select_related("user", "user__profile").annotate(
        item_count=count_of(items),
        watched_count=count_of(items.filter(movie_id__in=watched_movie_ids(viewer.pk))),
    )


def count_of(items: QuerySet) -> Coalesce:
    counted = items.values("playlist").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def change_playlist(playlist: Playlist, **given: Any) -> Playlist:
    """Who makes a playlist private takes back the links that he gave away."""
    for name, value in given.items():
        setattr(playlist, name, value)
    if given.get("visibility") == Playlist.Visibility.PRIVATE:
        playlist.share_token = new_share_token()
    playlist.save()
    return playlist


def lock(playlist: Playlist) -> QuerySet[PlaylistItem]:
    """Nobody else changes the items until the transaction ends. Returns them."""
    Playlist.objects.select_for_update(no_key=True).get(pk=playlist.pk)
    playlist.save(update_fields=["updated_at"])
    return PlaylistItem.objects.filter(playlist=playlist)


@transaction.atomic
def add_items(
    *,
    playlist: Playlist,
    movie_ids: Iterable[int],
    position: int | None = None,
    note: str = "",
    notes: dict[int, str] | None = None,
) -> tuple[dict[int, PlaylistItem], set[int]]:
    """Add movies in their order, at the end or at `position` (from 1), with a note for all or each.

    Returns the item of every movie, and the ids of the movies that are new. One that is there stays where it is.
    """
    items = lock(playlist)
    order = list(items.order_by("position", "id"))
    there = {item.movie_id: item for item in order}
    new = [
        PlaylistItem(
            playlist=playlist,
            movie_id=movie_id,
            note=(notes or {}).get(movie_id, note),
            position=len(order) + n,
        )
        for n, movie_id in enumerate((i for i in dict.fromkeys(movie_ids) if i not in there), start=1)
    ]
    if len(order) + len(new) > ITEMS_MAX:
        raise PlaylistFullError
    PlaylistItem.objects.bulk_create(new)
    if position is not None and new:
        place = min(position - 1, len(order))
        number(order[:place] + new + order[place:])
    return there | {item.movie_id: item for item in new}, {item.movie_id for item in new}


@transaction.atomic
def change_item(item: PlaylistItem, *, position: int | None = None, note: str | None = None) -> PlaylistItem:
    items = lock(item.playlist)
    if note is not None:
        item.note = note
        item.save(update_fields=["note", "updated_at"])
    if position is not None:
        item.refresh_from_db(fields=["position"])
        move_to(items, item, position)
    return item


@transaction.atomic
def remove_item(item: PlaylistItem) -> None:
    items = lock(item.playlist)
    item.refresh_from_db(fields=["position"])
    item.delete()
    items.filter(position__gt=item.position).update(position=F("position") - 1)


@transaction.atomic
def clone_playlist(playlist: Playlist, *, user: Any, title: str = "") -> Playlist:
    """A private copy of the movies in their order. Notes are their author's words: only he takes them along."""
    mine = playlist.user_id == user.pk
    copy = Playlist.objects.create(
        user=user, title=title or playlist.title, description=playlist.description, cloned_from=playlist
    )
    PlaylistItem.objects.bulk_create(
        PlaylistItem(playlist=copy, movie_id=item.movie_id, position=position, note=item.note if mine else "")
        for position, item in enumerate(playlist.items.order_by("position", "id"), start=1)
    )
    return copy

"""What follows when a row changes, whoever changed it: an API call, the admin, a cascade.

Writing many rows at once sends no signals; `services/bulk.py` sees to the same things itself.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from apps.favorites.models import Favorite, LastActivity, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.activity import touch
from apps.favorites.services.community import owner_left, rating_changed, rating_left, refresh_community
from apps.favorites.services.keeping import leave_watchlist
from apps.movies.models import Movie, WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS
from apps.movies.signals import movies_merged

KINDS: dict[type[Model], str] = {
    Favorite: LastActivity.Kind.FAVORITES,
    Rating: LastActivity.Kind.RATINGS,
    WatchlistItem: LastActivity.Kind.WATCHLIST,
    WatchHistory: LastActivity.Kind.WATCHED,
    Playlist: LastActivity.Kind.PLAYLISTS,
}


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(count_rating, sender=Rating)
        signal.connect(note_item_change, sender=PlaylistItem)
        for model in KINDS:
            signal.connect(note_change, sender=model)
    post_delete.connect(count_ratings_of_who_left, sender=get_user_model())
    post_save.connect(take_off_watchlist, sender=WatchHistory)
    movies_merged.connect(count_merged)


def count_rating(instance: Rating, raw: bool = False, origin: Any = None, **_: Any) -> None:
    if is_person(origin):
        rating_left(instance.movie_id)
    elif not raw:
        rating_changed(instance.movie_id)


def count_merged(movie: Movie, merged_ids: list[int], **_: Any) -> None:
    refresh_community([movie.pk, *merged_ids])
    movie.refresh_from_db(fields=["community_average", "community_count"])


def count_ratings_of_who_left(**_: Any) -> None:
    """A cascade deletes the person last."""
    owner_left()


def take_off_watchlist(instance: WatchHistory, raw: bool = False, **_: Any) -> None:
    if not raw and instance.progress >= COMPLETED_PROGRESS:
        leave_watchlist(user_id=instance.user_id, movie_ids=[instance.movie_id])


def note_change(sender: type[Model], instance: Any, raw: bool = False, origin: Any = None, **_: Any) -> None:
    if not raw and not is_person(origin):
        touch(user_id=instance.user_id, kind=KINDS[sender])


def note_item_change(instance: PlaylistItem, raw: bool = False, origin: Any = None, **_: Any) -> None:
    """An item that goes with its playlist, or with its owner, is told by those."""
    if not raw and not is_person(origin) and not is_a(origin, Playlist):
        touch(user_id=instance.playlist.user_id, kind=LastActivity.Kind.PLAYLISTS)


def is_person(origin: Any) -> bool:
    """A row that goes because its owner goes leaves nobody to tell."""
    return is_a(origin, get_user_model())


def is_a(origin: Any, model: type[Model]) -> bool:
    return isinstance(origin, model) or getattr(origin, "model", None) is model

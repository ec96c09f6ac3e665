"""Favorites, the watchlist and playlists."""

import secrets

from django.conf import settings
from django.db import models

from apps.core.limits import NOTE_MAX_LENGTH
from apps.core.models import TimeStampedModel
from apps.movies.models import Movie, UserMovieModel
from apps.movies.models.querysets import MovieRowsQuerySet


def new_share_token() -> str:
    return secrets.token_urlsafe(24)


class Favorite(UserMovieModel):
    class Meta:
        default_related_name = "favorites"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favorites_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_favorite_per_user_and_movie")
        ]


class WatchlistItem(UserMovieModel):
    """A movie to watch, ordered by `position`, then by id."""

    position = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=NOTE_MAX_LENGTH, blank=True)

    class Meta:
        default_related_name = "watchlist_items"
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["user", "position", "id"], name="watchlist_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_watchlist_item_per_user_and_movie")
        ]


class Playlist(TimeStampedModel):
    """A titled, ordered list of movies. An unlisted one can be read with its share token, a public one by all."""

    class Visibility(models.TextChoices):
        PRIVATE = "private"
        UNLISTED = "unlisted"
        PUBLIC = "public"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="playlists", db_index=False
    )
    title = models.CharField(max_length=200)
    description = models.TextField(max_length=2000, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PRIVATE)
    share_token = models.CharField(max_length=40, unique=True, default=new_share_token, editable=False)
    cloned_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="clones"
    )

    class Meta:
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-updated_at", "-id"], name="playlists_of_user"),
            models.Index(fields=["visibility", "-updated_at", "-id"], name="playlists_by_visibility"),
        ]

    def __str__(self) -> str:
        return self.title


class PlaylistItem(TimeStampedModel):
    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="items", db_index=False)
    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="playlist_items")
    position = models.PositiveIntegerField()
    note = models.CharField(max_length=NOTE_MAX_LENGTH, blank=True)

    objects = MovieRowsQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["playlist", "position", "id"], name="items_of_playlist")]
        constraints = [
            models.UniqueConstraint(fields=["playlist", "movie"], name="one_item_per_playlist_and_movie")
        ]

    def __str__(self) -> str:
        return f"{self.playlist}: {self.movie}"

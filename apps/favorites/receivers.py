"""Receivers for deleted accounts and merged movies. All other writes use services.library."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.signals import pre_delete

from apps.favorites.services.account_data import delete_ratings
from apps.favorites.services.activity import touch_owners
from apps.favorites.services.community import refresh_community
from apps.favorites.services.merging import (
    lock_owners,
    move_library_rows,
    settle_decisions,
    settle_lists,
)
from apps.favorites.services.reviews import remember_texts
from apps.movies.models import Movie
from apps.movies.signals import (
    movies_deleted_or_restored,
    movies_locking,
    movies_merged,
    movies_merging,
    movies_unmerged,
)


def connect() -> None:
    pre_delete.connect(on_user_deleted, sender=get_user_model())
    movies_locking.connect(on_movies_locking)
    movies_unmerged.connect(on_movies_unmerged)
    movies_merging.connect(on_movies_merging)
    movies_merged.connect(on_movies_merged)
    movies_deleted_or_restored.connect(on_movies_deleted_or_restored)


def on_user_deleted(instance: Model, **_: Any) -> None:
    """Delete the ratings first, so that community averages are refreshed in the same transaction."""
    remember_texts(user_id=instance.pk)
    delete_ratings(user_ids=[instance.pk])


def on_movies_deleted_or_restored(movie_ids: list[int], **_: Any) -> None:
    touch_owners(movie_ids)


def on_movies_locking(movie_ids: list[int], **_: Any) -> None:
    lock_owners(movie_ids)


def on_movies_unmerged(movie_ids: list[int], merged_at: datetime, **_: Any) -> None:
    settle_lists(movie_ids)
    settle_decisions(movie_ids, merged_at=merged_at)
    touch_owners(movie_ids)
    refresh_community(movie_ids)


def on_movies_merging(movie: Movie, merged_ids: list[int], **_: Any) -> None:
    move_library_rows(movie_id=movie.pk, merged_ids=merged_ids)


def on_movies_merged(movie: Movie, merged_ids: list[int], **_: Any) -> None:
    refresh_community([movie.pk, *merged_ids])
    movie.refresh_from_db(fields=["community_average", "community_count"])

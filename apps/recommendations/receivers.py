"""Signals of the apps below: ratings that follow a recommendation, and the built-in weight profiles."""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_migrate

from apps.favorites.signals import ratings_written
from apps.recommendations.services.feedback.feedback import clear_ratings, mark_rated
from apps.recommendations.services.serving.weight_profiles import ensure_profiles


def connect(config: Any) -> None:
    ratings_written.connect(on_ratings_written)
    post_migrate.connect(ensure_profiles, sender=config)


def on_ratings_written(
    user_id: int, given: dict[int, tuple[float, datetime]], deleted: set[int], **_: Any
) -> None:
    clear_ratings(user_id=user_id, movie_ids=deleted - set(given))
    mark_rated(user_id=user_id, rated_at={movie_id: at for movie_id, (_, at) in given.items()})

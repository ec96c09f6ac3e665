"""What this app hears of the apps below. Writing many rows at once sends no signals, and none is missed here."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_migrate, post_save

from apps.favorites.models import Rating
from apps.recommendations.services.feedback.feedback import follow_up_rating, rating_withdrawn
from apps.recommendations.services.serving.weight_profiles import ensure_profiles


def connect(config: Any) -> None:
    post_save.connect(hear_rating, sender=Rating)
    post_delete.connect(hear_withdrawal, sender=Rating)
    post_migrate.connect(ensure_profiles, sender=config)


def hear_rating(instance: Rating, raw: bool = False, **_: Any) -> None:
    if not raw:
        follow_up_rating(user_id=instance.user_id, movie_id=instance.movie_id, rating=instance.rating)


def hear_withdrawal(instance: Rating, origin: Any = None, **_: Any) -> None:
    """A rating that goes with its person takes the recommendations along."""
    person = get_user_model()
    if not isinstance(origin, person) and getattr(origin, "model", None) is not person:
        rating_withdrawn(user_id=instance.user_id, movie_id=instance.movie_id)

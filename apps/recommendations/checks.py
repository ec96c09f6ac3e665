"""System checks of the trained model (apps.core.observability.checks)."""

from collections.abc import Iterator
from datetime import timedelta

from django.core import checks
from django.core.checks import CheckMessage
from django.utils import timezone

from apps.core.observability.checks import operations_check
from apps.recommendations.services.serving.model_store import load_model, newest_model

MAX_AGE = timedelta(days=7)


@operations_check("model")
def check_model() -> Iterator[CheckMessage]:
    newest = newest_model()
    if newest is None:
        hint = "Once there are ratings, run: python manage.py train_recommender"
        text = "No model is trained: recommendations use genres and quality."
        yield checks.Info(text, hint=hint, id="recommendations.I001")
        return
    version, published_at = newest
    if load_model(version) is None:
        hint = "Run: python manage.py train_recommender"
        yield checks.Error(f"Model {version} is damaged.", hint=hint, id="recommendations.E001")
    elif timezone.now() - published_at > MAX_AGE:
        hint = "Check that the job retrain_recommender runs."
        text = f"Model {version} was trained on {published_at:%Y-%m-%d}."
        yield checks.Warning(text, hint=hint, id="recommendations.W001")
    else:
        yield checks.Debug(
            f"{version}, trained on {published_at:%Y-%m-%d %H:%M} UTC", id="recommendations.D001"
        )

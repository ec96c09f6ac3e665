"""What `manage.py doctor` and /metrics say of the trained model."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from apps.core.extensions import Finding
from apps.recommendations.models import ModelArtifact
from apps.recommendations.services.serving.model_store import load_model

OLD = timedelta(days=7)


def published() -> tuple[str, datetime] | None:
    """The newest model's version and time."""
    return ModelArtifact.objects.values_list("version", "published_at").first()


def model_age_seconds() -> float | None:
    newest = published()
    return newest and (timezone.now() - newest[1]).total_seconds()


def model_checkup() -> Iterator[Finding]:
    newest = published()
    if newest is None:
        advice = "With ratings at hand run: python manage.py train_recommender"
        yield Finding("note", "No model is trained: recommendations go by genres and quality.", advice)
        return
    version, when = newest
    if load_model(version) is None:
        yield Finding("error", f"Model {version} is damaged.", "Run: python manage.py train_recommender")
    elif timezone.now() - when > OLD:
        yield Finding("warning", f"Model {version} is of {when:%Y-%m-%d}.", "Is the training job running?")
    else:
        yield Finding("ok", f"{version} of {when:%Y-%m-%d %H:%M} UTC")

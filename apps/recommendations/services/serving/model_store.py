"""Trained models as rows: published in one transaction, verified when loaded; the newest few are stored."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.recommendations.models import ModelArtifact
from apps.recommendations.ranking import ArtifactError, ItemModel

STORED_MODELS = 5

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_model(*, model: ItemModel, facts: dict[str, Any] | None = None) -> ModelArtifact:
    """Make this the newest model and delete the oldest ones."""
    payload = model.to_bytes()
    digest = hashlib.sha256(payload).hexdigest()
    artifact, _ = ModelArtifact.objects.update_or_create(
        version=f"{model.version}-{digest[:8]}",
        defaults={
            "payload": payload,
            "sha256": digest,
            "size": len(payload),
            "published_at": timezone.now(),
            "facts": {**model.facts, **(facts or {})},
        },
    )
    outdated = list(ModelArtifact.objects.values_list("pk", flat=True)[STORED_MODELS:])
    ModelArtifact.objects.filter(pk__in=outdated).delete()
    return artifact


def load_model(version: str) -> ItemModel | None:
    """The model of that version; None, with a warning in the log, if it is missing, damaged or of an old format."""
    artifact = ModelArtifact.objects.filter(version=version).first()
    if artifact is None:
        logger.warning("Model not found; serving without learned signals", extra={"model": version})
        return None
    payload = bytes(artifact.payload)
    try:
        if hashlib.sha256(payload).hexdigest() != artifact.sha256:
            raise ArtifactError("The bytes do not match their checksum.")
        return ItemModel.from_bytes(payload)
    except ArtifactError as error:
        logger.warning("Model cannot be read: %s", error, extra={"model": version})
        return None


def load_newest_model() -> tuple[str, ItemModel | None]:
    """The newest model that can be read, and its version; ("", None) without one."""
    for version in ModelArtifact.objects.values_list("version", flat=True):
        if (model := load_model(version)) is not None:
            return version, model
    return "", None


def newest_model() -> tuple[str, datetime] | None:
    """Version and publication time of the newest model; None without a model."""
    return ModelArtifact.objects.values_list("version", "published_at").first()


def model_age_seconds() -> float | None:
    newest = newest_model()
    return newest and (timezone.now() - newest[1]).total_seconds()

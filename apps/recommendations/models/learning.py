"""Trained models, weight profiles, and evaluations."""

from django.db import models
from django.utils import timezone

from apps.core.models import TimeStampedModel


class ModelArtifact(models.Model):
    """One trained model: immutable bytes with a version. The newest one is served."""

    version = models.CharField(max_length=64, unique=True)
    payload = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField(default=timezone.now)
    # Counts, settings and durations of the training.
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="artifacts_newest")]

    def __str__(self) -> str:
        return self.version


class WeightProfile(TimeStampedModel):
    """Weights and settings of the engine. One is the default; `traffic_percent` is the share of users of the others.

    Built-in profiles store only what differs from the code (services/serving/weight_profiles.py).
    """

    name = models.SlugField(max_length=50, unique=True)
    description = models.CharField(max_length=300, blank=True)
    weights = models.JSONField(default=dict, blank=True)
    knobs = models.JSONField(default=dict, blank=True)
    is_default = models.BooleanField(default=False)
    traffic_percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_profile"
            ),
            models.CheckConstraint(
                condition=models.Q(traffic_percent__lte=100), name="traffic_percent_up_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationRun(models.Model):
    """One offline evaluation: its options and its table of results."""

    created_at = models.DateTimeField(default=timezone.now)
    profile = models.CharField(max_length=50)
    split = models.CharField(max_length=10)
    options = models.JSONField(default=dict, blank=True)
    results = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.profile} {self.split} {self.created_at:%Y-%m-%d %H:%M}"

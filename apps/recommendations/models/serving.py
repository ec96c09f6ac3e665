"""Recommendations and the feedback on them."""

import uuid
from typing import Any

import orjson
from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.movies.models import UserMovieModel


class RecommendationBatch(models.Model):
    """A user's stored list. It is outdated if its inputs now have another `fingerprint`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recommendation_batch"
    )
    fingerprint = models.CharField(max_length=64)
    profile = models.CharField(max_length=50)
    model_version = models.CharField(max_length=64, blank=True)
    # Renewed with every list, so that responses can be attributed to a list.
    batch_id = models.UUIDField(default=uuid.uuid4, editable=False)
    generated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "recommendation batches"

    def __str__(self) -> str:
        return f"{self.user} {self.generated_at:%Y-%m-%d %H:%M}"


class Recommendation(UserMovieModel):
    """A movie recommended to a user. A refresh updates the row; `rank` is null if only an earlier list had it."""

    class Type(models.TextChoices):
        PERSONALIZED = "personalized"
        COLLABORATIVE = "collaborative"
        CONTENT_BASED = "content_based"
        HYBRID = "hybrid"
        TRENDING = "trending"

    recommendation_type = models.CharField(max_length=14, choices=Type)
    confidence_score = models.FloatField()
    match_score = models.PositiveSmallIntegerField(default=0)
    explanation = models.TextField(blank=True)  # with marked titles: movies.services.titled_text
    # `signals` and `because_of`, as JSON without their names, since they are most of what storing a list costs:
    # [{signal: [weight, value]}, [[movie id, title, rating]]]
    details = models.TextField(default="", db_default="", editable=False)
    rank = models.PositiveIntegerField(null=True)
    profile = models.CharField(max_length=50, blank=True)
    batch_id = models.UUIDField(null=True, editable=False)
    # The chance with which an exploring place chose the movie; null for other places.
    propensity = models.FloatField(null=True, editable=False)
    is_clicked = models.BooleanField(default=False)
    clicked_at = models.DateTimeField(null=True, blank=True)
    is_rated = models.BooleanField(default=False)

    class Meta:
        default_related_name = "recommendations"
        ordering = ["rank", "id"]
        indexes = [models.Index(fields=["user", "rank", "id"], name="recommendations_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_recommendation_per_user_and_movie"),
            models.CheckConstraint(
                condition=models.Q(confidence_score__gte=0, confidence_score__lte=1),
                name="confidence_score_from_0_to_1",
            ),
        ]

    @property
    def signals(self) -> dict[str, dict[str, float]]:
        """Signal → weight, value, contribution. The contributions sum to the confidence score."""
        return {
            name: {"weight": weight, "value": value, "contribution": round(weight * value, 5)}
            for name, (weight, value) in self._details[0].items()
        }

    @property
    def because_of(self) -> list[dict[str, Any]]:
        """The movies of the user's history that contributed most."""
        return [
            {"movie_id": movie_id, "title": title, "your_rating": rating}
            for movie_id, title, rating in self._details[1]
        ]

    @property
    def _details(self) -> tuple[dict[str, list[float]], list[list[Any]]]:
        return orjson.loads(self.details) if self.details else ({}, [])


class RecommendationFeedback(UserMovieModel):
    """A user's feedback on a movie. It belongs to both, so it survives the recommendation."""

    class Type(models.TextChoices):
        LIKE = "like"
        DISLIKE = "dislike"
        NOT_INTERESTED = "not_interested"

    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedback"
    )
    feedback_type = models.CharField(max_length=14, choices=Type)
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        default_related_name = "recommendation_feedback"
        ordering = ["-updated_at", "-id"]
        verbose_name_plural = "recommendation feedback"
        indexes = [models.Index(fields=["user", "-updated_at", "-id"], name="feedback_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_feedback_per_user_and_movie")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.feedback_type} {self.movie}"

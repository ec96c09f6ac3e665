"""Recommendations and the responses to them."""

import uuid

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
    explanation = models.TextField(blank=True)
    signals = models.JSONField(default=dict)
    because_of = models.JSONField(default=list)
    rank = models.PositiveIntegerField(null=True)
    profile = models.CharField(max_length=50, blank=True)
    batch_id = models.UUIDField(null=True, editable=False)
    times_shown = models.PositiveIntegerField(default=0)
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


class DailyStats(models.Model):
    """Responses to the recommendations of one profile and type on one day (UTC)."""

    day = models.DateField()
    profile = models.CharField(max_length=50)
    recommendation_type = models.CharField(max_length=14, choices=Recommendation.Type)
    impressions = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    likes = models.PositiveIntegerField(default=0)
    dislikes = models.PositiveIntegerField(default=0)
    ratings = models.PositiveIntegerField(default=0)
    rating_sum = models.FloatField(default=0)

    class Meta:
        ordering = ["-day", "profile", "recommendation_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "profile", "recommendation_type"], name="one_row_per_day_profile_and_type"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.profile} {self.recommendation_type}"

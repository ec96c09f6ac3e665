"""Ratings, and likes and reports of their reviews."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from apps.core.limits import RATING_MAX, RATING_MIN, RATING_VALIDATORS, REVIEW_MAX_LENGTH
from apps.core.models import TimeStampedModel
from apps.movies.models import Movie, UserMovieModel


class Rating(UserMovieModel):
    """A rating from 1 to 10 in steps of 0.5, with a review that may be empty.

    rated_at: when the value was given. Rows with the same time are ordered by id.
    is_withheld: there is a WithheldReview. Only its author sees the rating, even if `is_public` is set.
    """

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, db_index=False)
    rating = models.FloatField(validators=RATING_VALIDATORS)
    review = models.TextField(blank=True, validators=[MaxLengthValidator(REVIEW_MAX_LENGTH)])
    is_public = models.BooleanField(default=True)
    is_withheld = models.BooleanField(default=False, editable=False)
    has_spoilers = models.BooleanField(default=False)
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_related_name = "ratings"
        ordering = ["-rated_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-rated_at", "-id"], name="ratings_of_user"),
            models.Index(fields=["movie", "-rated_at", "-id"], name="ratings_of_movie"),
            models.Index(fields=["movie", "rating"], name="rating_values_of_movie"),
            models.Index(fields=["rated_at", "user"], name="ratings_by_moment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_rating_per_user_and_movie"),
            models.CheckConstraint(
                condition=models.Q(rating__gte=RATING_MIN, rating__lte=RATING_MAX), name="rating_from_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.movie} {self.rating:g}"


class WithheldReview(UserMovieModel):
    """The staff's decision that others do not see what a user writes about a movie.

    It outlives the rating, so that the same review cannot be deleted and posted again. review: the words that were
    withheld. user: their author.
    """

    review = models.TextField(blank=True)
    reason = models.CharField(max_length=10, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_related_name = "withheld_reviews"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "movie"], name="one_withheld_review_per_user_and_movie")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.movie}"


class WithheldText(models.Model):
    """The fingerprint of a withheld review whose author's account is gone. It leads to nobody.

    Whoever posts the same words about the movie gets them withheld (services.reviews).
    """

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="withheld_texts", db_index=False)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["movie", "fingerprint"], name="one_withheld_text_per_movie")
        ]

    def __str__(self) -> str:
        return f"{self.movie}: {self.fingerprint[:8]}"


class ReviewLike(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_likes", db_index=False
    )
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "rating"], name="one_like_per_user_and_review")
        ]

    def __str__(self) -> str:
        return f"{self.user} likes review {self.rating_id}"


class ReviewReport(TimeStampedModel):
    """A user's report of a review, for the staff to decide."""

    class Reason(models.TextChoices):
        SPAM = "spam"
        ABUSE = "abuse"
        SPOILER = "spoiler"
        OTHER = "other"

    class Status(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        DISMISSED = "dismissed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_reports", db_index=False
    )
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    comment = models.CharField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["status", "-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "rating"], name="one_report_per_user_and_review")
        ]

    def __str__(self) -> str:
        return f"{self.reason} on review {self.rating_id}"

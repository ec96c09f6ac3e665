"""Rows that belong to a user and a movie, and the diary of viewings."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from apps.core.limits import (
    NOTE_MAX_LENGTH,
    RATING_MAX,
    RATING_MIN,
    RATING_VALIDATORS,
    REVIEW_MAX_LENGTH,
)
from apps.core.models import TimeStampedModel
from apps.movies.models.movie import Movie
from apps.movies.models.querysets import MovieRowsQuerySet

COMPLETED_PROGRESS = 90  # percent from which a viewing counts as watched
FIRST_SCREENING = datetime(1895, 3, 22, tzinfo=UTC)
AHEAD = timedelta(days=1)  # a client east of the server may have tomorrow's date already
TAGS_MAX, TAG_MAX_LENGTH = 50, 100


def is_possible_time(moment: datetime) -> bool:
    """Whether a film can have been watched then: between the first screening and now."""
    return FIRST_SCREENING <= moment <= timezone.now() + AHEAD


def is_possible_day(day: date) -> bool:
    return FIRST_SCREENING.date() <= day <= (timezone.now() + AHEAD).date()


def validate_diary_tags(tags: Any) -> None:
    if not isinstance(tags, list) or len(tags) > TAGS_MAX:
        raise ValidationError(f"tags must be a list of at most {TAGS_MAX} texts.")
    if not all(isinstance(tag, str) and 0 < len(tag) <= TAG_MAX_LENGTH for tag in tags):
        raise ValidationError(f"Each tag must be a text of 1 to {TAG_MAX_LENGTH} characters.")


class UserMovieModel(TimeStampedModel):
    """What one user did with one movie. Subclasses set `default_related_name` and whether the pair is unique."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    movie = models.ForeignKey(Movie, on_delete=models.CASCADE)

    objects: ClassVar[Any] = MovieRowsQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user}: {self.movie}"


class WatchHistoryQuerySet(MovieRowsQuerySet):
    def completed(self) -> "WatchHistoryQuerySet":
        return self.filter(progress__gte=COMPLETED_PROGRESS)

    def dated(self) -> "WatchHistoryQuerySet":
        """Without viewings on an unknown day, which appear in no calendar."""
        return self.exclude(precision=WatchHistory.Precision.UNKNOWN)

    def with_day(self, zone: ZoneInfo) -> "WatchHistoryQuerySet":
        """Dated viewings with their calendar day in this zone as `day`."""
        day = Coalesce("watched_on", TruncDate("watched_at", tzinfo=zone), output_field=models.DateField())
        return self.dated().annotate(day=day)


class WatchHistory(UserMovieModel):
    """A viewing, and what its user wrote down about it. Rewatching adds rows. `progress` is in percent.

    precision: exact: it was at `watched_at`. day: on `watched_on`, whose noon in the user's zone is `watched_at`.
        unknown: the movie was seen, and `watched_at` is only when that was said.
    rating: the one given for this viewing. The movie's rating is in Rating.
    is_rewatch: as the user says; None if they do not.
    """

    class Precision(models.TextChoices):
        EXACT = "exact"
        DAY = "day"
        UNKNOWN = "unknown"

    watched_at = models.DateTimeField(default=timezone.now)
    watched_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.EXACT, db_default="exact")
    progress = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    rating = models.FloatField(null=True, blank=True, validators=RATING_VALIDATORS)
    review = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(REVIEW_MAX_LENGTH)]
    )
    tags = models.JSONField(default=list, blank=True, db_default=[], validators=[validate_diary_tags])
    note = models.CharField(max_length=NOTE_MAX_LENGTH, blank=True, default="", db_default="")
    liked = models.BooleanField(default=False, db_default=False)
    is_rewatch = models.BooleanField(null=True, blank=True)

    objects: ClassVar[Any] = WatchHistoryQuerySet.as_manager()

    class Meta:
        default_related_name = "watch_history"
        ordering = ["-watched_at", "-id"]
        verbose_name_plural = "watch history"
        indexes = [
            models.Index(fields=["user", "-watched_at", "-id"], name="watch_history_of_user"),
            models.Index(fields=["user", "movie"], name="watch_history_of_user_movie"),
            models.Index(fields=["watched_at", "user"], name="watch_history_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="progress_up_to_100"),
            models.CheckConstraint(
                condition=models.Q(precision="day", watched_on__isnull=False)
                | (~models.Q(precision="day") & models.Q(watched_on__isnull=True)),
                name="watched_on_only_if_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True)
                | models.Q(rating__gte=RATING_MIN, rating__lte=RATING_MAX),
                name="viewing_rating_from_1_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} watched {self.movie}"

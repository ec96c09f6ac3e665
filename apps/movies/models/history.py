"""Rows that belong to a user and a movie, and the watch history."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from apps.core.models import TimeStampedModel
from apps.movies.models.movie import Movie

COMPLETED_PROGRESS = 90  # percent from which a viewing counts as watched
FIRST_SCREENING = datetime(1895, 3, 22, tzinfo=UTC)
AHEAD = timedelta(days=1)  # a client east of the server may have tomorrow's date already


def is_possible_time(moment: datetime) -> bool:
    """Whether a film can have been watched then: between the first screening and now."""
    return FIRST_SCREENING <= moment <= timezone.now() + AHEAD


class UserMovieModel(TimeStampedModel):
    """What one user did with one movie. Subclasses set `default_related_name` and whether the pair is unique."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    movie = models.ForeignKey(Movie, on_delete=models.CASCADE)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user}: {self.movie}"


class WatchHistoryQuerySet(models.QuerySet):
    def completed(self) -> "WatchHistoryQuerySet":
        return self.filter(progress__gte=COMPLETED_PROGRESS)


class WatchHistory(UserMovieModel):
    """A viewing. Rewatching adds rows. `progress` is in percent."""

    watched_at = models.DateTimeField(default=timezone.now)
    progress = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])

    objects = WatchHistoryQuerySet.as_manager()

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
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="progress_up_to_100")
        ]

    def __str__(self) -> str:
        return f"{self.user} watched {self.movie}"

"""The exposure log: which recommended movies were shown, and what users and visitors then did."""

from django.conf import settings
from django.db import models

SOMEBODY = models.Q(user__isnull=False) | models.Q(session__isnull=False)


class ExposureEvent(models.Model):
    """One entry of the log. Entries are only added, and deleted when they are older than settings.EXPOSURE_DAYS.

    user, session: who it was; a visitor without an account has a session, an id that the client chose. event_id: made of
    what the entry says or of the client's id, so that a repetition adds nothing. surface, row, place: where the movie was;
    places count from 0. list_id: the list that was shown. profile: the weight profile that made it, never one that a client named. propensity: the
    chance with which an exploring place chose this movie, null for other places. value: the percentage of `progress`, the
    seconds of `dwell`.
    """

    class Kind(models.TextChoices):
        SHOWN = "shown"
        OPENED = "opened"
        TRAILER = "trailer"
        SKIPPED = "skipped"
        PROGRESS = "progress"
        DWELL = "dwell"

    class Surface(models.TextChoices):
        LIST = "list"
        FEED = "feed"
        SIMILAR = "similar"
        GROUP = "group"
        OTHER = "other"

    event_id = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    session = models.UUIDField(null=True, blank=True)
    movie = models.ForeignKey("movies.Movie", on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.FloatField(null=True, blank=True)
    surface = models.CharField(max_length=10, choices=Surface)
    row = models.CharField(max_length=40, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    list_id = models.UUIDField(null=True, blank=True)
    profile = models.CharField(max_length=50, blank=True)
    recommendation_type = models.CharField(max_length=14, blank=True)
    propensity = models.FloatField(null=True, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        default_related_name = "exposure_events"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "happened_at"], name="exposures_of_user"),
            models.Index(fields=["happened_at"], name="exposures_by_time"),
        ]
        constraints = [models.CheckConstraint(condition=SOMEBODY, name="exposure_of_somebody")]

    def __str__(self) -> str:
        return f"{self.kind} {self.movie_id} on {self.surface}"

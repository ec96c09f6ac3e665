from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.models import TimeStampedModel
from apps.favorites.models.activity import LastActivity
from apps.movies.models import Movie


class Removal(models.Model):
    """When a user last removed a movie from a list, so that an older addition of another device does not bring it back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="removals", db_index=False
    )
    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="removals")
    kind = models.CharField(max_length=20, choices=LastActivity.Kind)
    removed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-removed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "movie"], name="one_removal_per_user_kind_movie")
        ]

    def __str__(self) -> str:
        return f"{self.user} removed {self.movie} from {self.kind}"


class PendingSync(TimeStampedModel):
    """The part of a sync whose movies are fetched from TMDb in the background.

    changes: kind → entries, as services.sync stores them. result: as the response of a sync.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_syncs", db_index=False
    )
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    changes = models.JSONField(default=list, editable=False)
    movies = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "status"], name="pending_syncs_of_user")]

    def __str__(self) -> str:
        return f"sync of {self.user} ({self.status})"

from django.conf import settings
from django.db import models
from django.utils import timezone


class LastActivity(models.Model):
    """The time of a user's last change of one kind, deletions included."""

    class Kind(models.TextChoices):
        FAVORITES = "favorites"
        RATINGS = "ratings"
        WATCHLIST = "watchlist"
        WATCHED = "watched"
        PLAYLISTS = "playlists"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="last_activities", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name_plural = "last activities"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_time_per_user_and_kind")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.changed_at:%Y-%m-%d %H:%M}"

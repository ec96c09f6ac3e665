from django.conf import settings
from django.db import models

from apps.core.models import TimeStampedModel


class TasteSettings(TimeStampedModel):
    """The taste settings of a user. `boosts` and `mutes`: {kind: [ids or names]}.

    Events before `reset_at` are not part of the taste; their movies are still not recommended.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="taste_settings"
    )
    boosts = models.JSONField(default=dict, blank=True)
    mutes = models.JSONField(default=dict, blank=True)
    personalised = models.BooleanField(default=True)
    trainable = models.BooleanField(default=True)
    reset_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "taste settings"

    def __str__(self) -> str:
        return f"taste settings of {self.user}"

"""Login sessions."""

import uuid

from django.db import models
from django.utils import timezone

from apps.core.models import TimeStampedModel
from apps.users.models.accounts import User

USER_AGENT_MAX_LENGTH = 255
NETWORK_MAX_LENGTH = 50


class LoginSessionQuerySet(models.QuerySet["LoginSession"]):
    def alive(self) -> "LoginSessionQuerySet":
        return self.filter(ended_at=None, expires_at__gt=timezone.now())


class LoginSession(TimeStampedModel):
    """One login: the family of tokens that descend from it by rotation.

    Only the refresh token `current_jti` can be exchanged; an older one of the family was stolen or replayed.
    `last_used_at` is the time of the login itself or of the latest refresh; `user_agent` and `network` are those of
    that request. `proved_at` is the last time that the user proved who they are, by password or second factor.
    `second_factor_at` is the time of the second factor, null if the login had none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_sessions", db_index=False)
    current_jti = models.CharField(max_length=64)
    previous_jti = models.CharField(max_length=64, blank=True, default="", db_default="")
    user_agent = models.CharField(max_length=USER_AGENT_MAX_LENGTH, blank=True)
    network = models.CharField(max_length=NETWORK_MAX_LENGTH, blank=True, default="", db_default="")
    last_used_at = models.DateTimeField(default=timezone.now)
    proved_at = models.DateTimeField(null=True, blank=True)
    second_factor_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LoginSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_used_at", "id"]
        indexes = [models.Index(fields=["user", "-last_used_at", "id"], name="login_sessions_of_user")]

    def __str__(self) -> str:
        return f"{self.user} since {self.created_at:%Y-%m-%d %H:%M}"

"""Personal access tokens: credentials of scripts."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.users.models.accounts import User

TOKEN_NAME_MAX_LENGTH = 100
TOKEN_PREFIX = "mvp_"  # noqa: S105
SHOWN_PREFIX_LENGTH = 10


class PersonalAccessTokenQuerySet(models.QuerySet["PersonalAccessToken"]):
    def valid(self) -> "PersonalAccessTokenQuerySet":
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), user__is_active=True)


class PersonalAccessToken(models.Model):
    """A token that a user named and gave some scopes. Revoking it deletes the row.

    Only the SHA-256 is stored, which is enough for 256 random bits, and the `prefix` by which the user recognizes it.
    `second_factor_at` is that of the login that created the token: staff may need one.
    """

    class Scope(models.TextChoices):
        READ = "read", "read with the rights of the user"
        WRITE = "write", "change what the user may change, except the account"
        JOBS = "jobs", "start and watch jobs, if the user is an operator or staff"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="personal_tokens")
    name = models.CharField(max_length=TOKEN_NAME_MAX_LENGTH)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    prefix = models.CharField(max_length=SHOWN_PREFIX_LENGTH)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    second_factor_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalAccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def throttle_identity(self) -> str:
        return f"personal-token:{self.pk}"

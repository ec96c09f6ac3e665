"""The second factor of a login: a TOTP device, recovery codes, and logins that wait for a code."""

import uuid

from django.db import models
from django_otp.models import Device, ThrottlingMixin

from apps.users.models.accounts import User


class TotpDevice(ThrottlingMixin, Device):
    """The authenticator app of a user. It counts from the moment that its first code was confirmed.

    `encrypted_secret` is encrypted with a key derived from SECRET_KEY. `last_step` is the time step of the last
    accepted code: codes up to it are rejected, so that each works once. ThrottlingMixin counts wrong codes in a row.
    """

    name = None
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp_device")
    confirmed = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    encrypted_secret = models.TextField(editable=False)
    last_step = models.BigIntegerField(default=-1, editable=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"second factor of {self.user}"

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; doubled by each further one."""
        return 1


class RecoveryCode(models.Model):
    """A code that replaces a TOTP code once. Only its SHA-256 is stored, which is enough for 80 random bits."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes", db_index=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="unique_recovery_code_of_user")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.user}"


class LoginChallenge(models.Model):
    """A login whose password was right and whose second factor is missing. Deleted when the login is complete."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_challenges")
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"login challenge of {self.user}"

"""Accounts and their logins."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone

from apps.core.models import TimeStampedModel


class UserQuerySet(models.QuerySet):
    def with_username(self, username: str) -> "UserQuerySet":
        """Case aside, through the index of the constraint."""
        return self.alias(folded=Lower("username")).filter(folded=Lower(Value(username)))


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds and makes people by e-mail; the username may be left out."""

    def get_by_natural_key(self, login: str) -> "User":
        """By e-mail, or by username when it is no e-mail, case aside."""
        if "@" in login:
            return self.get(email=login.lower())
        return self.with_username(login).get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        fields.setdefault("username", self.free_username(email))
        return super().create_user(email=email, password=password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        fields.setdefault("username", self.free_username(email))
        fields.setdefault("email_verified_at", timezone.now())
        return super().create_superuser(email=email, password=password, **fields)

    def free_username(self, email: str) -> str:
        """The e-mail's local part, made a username that nobody has."""
        stem = (
            "".join(c for c in email.split("@", maxsplit=1)[0].lower() if c.isalnum() or c in "._-")[:100]
            or "user"
        )
        if not self.with_username(stem).exists():
            return stem
        return f"{stem}-{uuid.uuid4().hex[:8]}"


class User(AbstractUser):
    class Origin(models.TextChoices):
        REGISTERED = "registered"
        DEMO = "demo", "invented for a demonstration"
        IMPORTED = "imported", "imported from a data set"

    email = models.EmailField("e-mail address", unique=True)
    email_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.REGISTERED, db_index=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="unique_email_regardless_of_case"),
            models.UniqueConstraint(Lower("username"), name="unique_username_regardless_of_case"),
        ]

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class LoginSessionQuerySet(models.QuerySet):
    def alive(self) -> "LoginSessionQuerySet":
        return self.filter(ended_at=None, expires_at__gt=timezone.now())


class LoginSession(TimeStampedModel):
    """One login: the family of tokens that descend from it by rotation.

    Only `current_jti` can be refreshed; an older refresh token of the family is a stolen one.
    `last_used_at` is the login itself or the latest refresh.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_sessions")
    current_jti = models.CharField(max_length=64)
    user_agent = models.CharField(max_length=255, blank=True)
    last_used_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LoginSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_used_at", "id"]
        indexes = [models.Index(fields=["user", "-last_used_at", "id"], name="login_sessions_of_user")]

    def __str__(self) -> str:
        return f"{self.user} since {self.created_at:%Y-%m-%d %H:%M}"

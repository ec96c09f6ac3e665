"""Users, their public profiles, changes of their email addresses, and requested emails."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone

from apps.core.models import TimeStampedModel
from apps.core.time_zones import DEFAULT_ZONE, ZONE_NAME_MAX_LENGTH, validate_zone_name
from apps.users.addresses import validate_address

BIO_MAX_LENGTH = 500
AVATAR_URL_MAX_LENGTH = 500


class UserQuerySet(models.QuerySet["User"]):
    def with_username(self, username: str) -> "UserQuerySet":
        """Match the username regardless of case, through the index of the unique constraint."""
        return self.alias(lower_username=Lower("username")).filter(lower_username=Lower(Value(username)))


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users by email address. Without a username, one is derived from the address."""

    def get_by_natural_key(self, login: str) -> "User":
        """Find a user by email address or, if `login` contains no @, by username, regardless of case."""
        if "@" in login:
            return self.get(email=login.lower())
        return self.with_username(login).get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        fields.setdefault("username", self.free_username(email))
        return super().create_user(email=email, password=password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        fields.setdefault("username", self.free_username(email))
        fields.setdefault("email_verified_at", timezone.now())
        return super().create_superuser(email=email, password=password, **fields)

    def free_username(self, email: str) -> str:
        """Derive a username from the local part of an email address, with a random suffix if it is taken."""
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
        DEMO = "demo", "generated for a demonstration"
        IMPORTED = "imported", "imported from a data set"

    email = models.EmailField("email address", unique=True, validators=[validate_address])
    email_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.REGISTERED, db_index=True)

    objects: ClassVar[UserManager] = UserManager()

    # The LoginSession of the current request, set by the authentication.
    login_session: Any = None
    # When the credentials of the current request were given a second factor, set by the authentication.
    second_factor_at: Any = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

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

    def check_password(self, raw_password: str | None) -> bool:
        """Compare with the password. If it matches an outdated hash, store a new one.

        Django's own method would store it even if another password was set since this object was loaded.
        """

        def upgrade(raw_password: str) -> None:
            encoded = make_password(raw_password)
            if type(self).objects.filter(pk=self.pk, password=self.password).update(password=encoded):
                self.password = encoded

        return check_password(raw_password, self.password, upgrade)


class UserProfile(TimeStampedModel):
    """What a user publishes and prefers. Has the same id as its user; `favorite_genres` is a list of Genre ids."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    bio = models.TextField(blank=True, validators=[MaxLengthValidator(BIO_MAX_LENGTH)])
    avatar_url = models.URLField(
        max_length=AVATAR_URL_MAX_LENGTH, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    favorite_genres = models.JSONField(default=list, blank=True)
    preferred_language = models.CharField(max_length=10, blank=True)
    mature_content = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    # The IANA name of the zone whose calendar days count for statistics and dates.
    time_zone = models.CharField(
        max_length=ZONE_NAME_MAX_LENGTH,
        default=DEFAULT_ZONE,
        db_default=DEFAULT_ZONE,
        validators=[validate_zone_name],
    )

    class Meta:
        ordering = ["user_id"]

    def __str__(self) -> str:
        return f"profile of {self.user}"


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def pending(self) -> "EmailChangeQuerySet":
        """The changes whose link may still be followed: not confirmed, cancelled, superseded or expired."""
        since = timezone.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        return self.filter(confirmed_at=None, ended_at=None, created_at__gt=since)

    def end(self) -> int:
        """Invalidate the links of the changes, and return how many had valid ones."""
        now = timezone.now()
        return self.filter(ended_at=None).update(ended_at=now, updated_at=now)


class EmailChange(TimeStampedModel):
    """A change of an email address: requested, confirmed by the new address, and perhaps reverted by the old one.

    Only the user's row says which address is valid. A row that is `ended_at` can be neither confirmed nor reverted.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="email_changes")
    old_email = models.EmailField()
    new_email = models.EmailField()
    old_email_verified = models.BooleanField(default=False, db_default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"email change of {self.user} on {self.created_at:%Y-%m-%d %H:%M}"


class EmailRequest(models.Model):
    """A request for an email to an address that may or may not belong to an account. Deleted once the email is sent.

    `details` of a registration are the names that its link carries.
    """

    class Kind(models.TextChoices):
        PASSWORD_RESET = "password_reset"  # noqa: S105
        VERIFICATION = "verification"
        REGISTRATION = "registration"

    kind = models.CharField(max_length=20, choices=Kind)
    email = models.EmailField()
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

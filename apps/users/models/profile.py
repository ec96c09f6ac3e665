from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models

from apps.core.models import TimeStampedModel
from apps.users.models.account import User

BIO_MAX_LENGTH = 500


class UserProfile(TimeStampedModel):
    """What a person shows and prefers, under the person's own id. `favorite_genres` holds our genre ids."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    bio = models.TextField(blank=True, validators=[MaxLengthValidator(BIO_MAX_LENGTH)])
    avatar_url = models.URLField(
        max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    favorite_genres = models.JSONField(default=list, blank=True)
    preferred_language = models.CharField(max_length=10, blank=True)
    mature_content = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["user_id"]

    def __str__(self) -> str:
        return f"profile of {self.user}"

"""Profiles: what everybody may see, and all of it for their owner."""

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from apps.movies.models import Genre
from apps.users.models import UserProfile

FAVORITE_GENRES_MAX = 50


class PublicProfileSerializer(serializers.ModelSerializer):
    """Profiles that `services.profiles.with_counts` has been at."""

    id = serializers.IntegerField(source="user_id", read_only=True)
    username = serializers.CharField(source="user.username", read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = UserProfile
        fields = ["id", "username", "bio", "avatar_url", "counts"]


class ProfileSerializer(PublicProfileSerializer):
    avatar_url = serializers.URLField(
        max_length=500,
        required=False,
        allow_blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    favorite_genres = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=FAVORITE_GENRES_MAX,
        required=False,
        help_text="Ids of genres.",
    )
    preferred_language = serializers.RegexField(
        r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$",
        max_length=10,
        required=False,
        allow_blank=True,
        error_messages={"invalid": "Send a language code such as en or pt-BR."},
    )

    class Meta(PublicProfileSerializer.Meta):
        fields = [
            *PublicProfileSerializer.Meta.fields,
            "favorite_genres",
            "preferred_language",
            "mature_content",
            "is_public",
        ]

    def validate_favorite_genres(self, ids: list[int]) -> list[int]:
        known = set(Genre.objects.filter(pk__in=ids).values_list("pk", flat=True))
        unknown = sorted(set(ids) - known)
        if unknown:
            raise serializers.ValidationError(f"There is no genre with the id {unknown[0]}. See genres/.")
        return list(dict.fromkeys(ids))


class OwnOrPublicProfileSerializer(PublicProfileSerializer):
    """The owner's own profile whole, of everybody else the public part."""

    def to_representation(self, profile: UserProfile) -> dict[str, Any]:
        if profile.user_id == self.context["request"].user.pk:
            return ProfileSerializer(profile, context=self.context).data
        return super().to_representation(profile)


class NestedProfileSerializer(ProfileSerializer):
    """As a part of the account, which has the id and the username already."""

    class Meta(ProfileSerializer.Meta):
        fields = [name for name in ProfileSerializer.Meta.fields if name not in ("id", "username", "counts")]

    id = username = counts = None  # type: ignore[assignment]

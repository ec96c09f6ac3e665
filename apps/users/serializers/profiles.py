"""Profiles: the public part for every user, all fields for their owner."""

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import Genre
from apps.users.models import AVATAR_URL_MAX_LENGTH, UserProfile

FAVORITE_GENRES_MAX = 50


class PublicProfileSerializer(ModelSerializer):
    # `counts` is set by services.profiles.with_counts.
    id = serializers.IntegerField(source="user_id", read_only=True)
    username = serializers.CharField(source="user.username", read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = UserProfile
        fields = ["id", "username", "bio", "avatar_url", "counts"]


class ProfileSerializer(PublicProfileSerializer):
    avatar_url = serializers.URLField(
        max_length=AVATAR_URL_MAX_LENGTH,
        required=False,
        allow_blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    favorite_genres = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=FAVORITE_GENRES_MAX,
        required=False,
        help_text=f"Genre ids, at most {FAVORITE_GENRES_MAX}. Duplicates are removed.",
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
            "time_zone",
        ]

    def validate_favorite_genres(self, ids: list[int]) -> list[int]:
        known = set(Genre.objects.filter(pk__in=ids).values_list("pk", flat=True))
        unknown = sorted(set(ids) - known)
        if unknown:
            raise serializers.ValidationError(
                f"There is no genre with the id {unknown[0]}. Use ids from movies/genres/."
            )
        return list(dict.fromkeys(ids))


class OwnOrPublicProfileSerializer(ProfileSerializer):
    """All fields of your own profile, the public fields of any other."""

    def to_representation(self, profile: UserProfile) -> dict[str, Any]:
        fields = super().to_representation(profile)
        if profile.user_id == self.context["request"].user.pk:
            return fields
        return {name: fields[name] for name in PublicProfileSerializer.Meta.fields}


class NestedProfileSerializer(ProfileSerializer):
    """The profile as a part of the account, which has the id and username already."""

    class Meta(ProfileSerializer.Meta):
        fields = [name for name in ProfileSerializer.Meta.fields if name not in ("id", "username", "counts")]

    id = username = counts = None

"""Rows of the diary."""

from typing import Any

from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.core.limits import NOTE_MAX_LENGTH, REVIEW_MAX_LENGTH
from apps.favorites.serializers.library import PastTimeField, RatingValueField
from apps.favorites.services.library import EditViewing, Watch, apply
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS, TAG_MAX_LENGTH, TAGS_MAX
from apps.movies.serializers import MovieReferenceSerializer


class WatchedAtField(PastTimeField):
    """A time, a day, or null: seen, but nobody knows when."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)


class ViewingFieldsSerializer(serializers.Serializer):
    """What can be written down about a viewing."""

    watched_at = WatchedAtField(help_text="A time, a day (YYYY-MM-DD), or null if the day is not known.")
    progress = serializers.IntegerField(required=False, min_value=0, max_value=100)
    rating = RatingValueField(required=False, allow_null=True)
    review = serializers.CharField(required=False, allow_blank=True, max_length=REVIEW_MAX_LENGTH)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_MAX_LENGTH), required=False, max_length=TAGS_MAX
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)
    liked = serializers.BooleanField(required=False)
    is_rewatch = serializers.BooleanField(required=False, allow_null=True)

    def validate_tags(self, tags: list[str]) -> list[str]:
        return list(dict.fromkeys(tags))


VIEWING_FIELDS = (
    "watched_at", "progress", "rating", "review", "tags", "note", "liked", "is_rewatch",
)  # fmt: skip


def watch_of(movie_id: int, values: dict[str, Any], **options: Any) -> Watch:
    """The command of validated fields. `watched_at` null means an unknown day, its absence now."""
    day_unknown = values.get("watched_at", True) is None
    return Watch(movie_id=movie_id, day_unknown=day_unknown, **options, **values)


class WatchHistorySerializer(ViewingFieldsSerializer, MovieReferenceSerializer, ModelSerializer):
    completed = serializers.SerializerMethodField()

    class Meta:
        model = WatchHistory
        fields = [
            "id", "movie", "tmdb_id", *VIEWING_FIELDS, "watched_on", "precision", "completed", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = ["watched_on", "precision"]

    def get_completed(self, row: WatchHistory) -> bool:
        return row.progress >= COMPLETED_PROGRESS

    def to_representation(self, row: WatchHistory) -> dict[str, Any]:
        shown = super().to_representation(row)
        if row.precision == WatchHistory.Precision.UNKNOWN:
            shown["watched_at"] = None
        return shown

    def create(self, validated_data: dict[str, Any]) -> WatchHistory:
        user, movie = validated_data.pop("user"), validated_data.pop("movie")
        viewing = watch_of(movie.pk, validated_data, repeat=True)
        row = apply(user_id=user.pk, changes=[viewing])["watched"].rows[movie.pk]
        row.movie = movie
        return row

    def update(self, instance: WatchHistory, validated_data: dict[str, Any]) -> WatchHistory:
        edit = EditViewing(movie_id=instance.movie_id, viewing_id=instance.pk, values=validated_data)
        row = apply(user_id=instance.user_id, changes=[edit])["watched"].rows[instance.movie_id]
        row.movie = instance.movie
        return row

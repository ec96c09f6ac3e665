from typing import Any

from rest_framework import serializers

from apps.favorites.serializers.library import PastTimeField
from apps.favorites.services.library import EditViewing, Watch, apply
from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS
from apps.movies.serializers import MovieReferenceSerializer


class WatchHistorySerializer(MovieReferenceSerializer, serializers.ModelSerializer):
    watched_at = PastTimeField(required=False)
    completed = serializers.SerializerMethodField()

    class Meta:
        model = WatchHistory
        fields = [
            "id", "movie", "tmdb_id", "watched_at", "progress", "completed", "created_at", "updated_at",
        ]  # fmt: skip

    def get_completed(self, row: WatchHistory) -> bool:
        return row.progress >= COMPLETED_PROGRESS

    def create(self, validated_data: dict[str, Any]) -> WatchHistory:
        user, movie = validated_data.pop("user"), validated_data.pop("movie")
        viewing = Watch(movie_id=movie.pk, repeat=True, **validated_data)
        row = apply(user_id=user.pk, changes=[viewing])["watched"].rows[movie.pk]
        row.movie = movie
        return row

    def update(self, instance: WatchHistory, validated_data: dict[str, Any]) -> WatchHistory:
        edit = EditViewing(movie_id=instance.movie_id, viewing_id=instance.pk, **validated_data)
        row = apply(user_id=instance.user_id, changes=[edit])["watched"].rows[instance.movie_id]
        row.movie = instance.movie
        return row

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from rest_framework import serializers

from apps.movies.models import WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS
from apps.movies.serializers.references import MovieReferenceSerializer

FIRST_SCREENING = datetime(1895, 3, 22, tzinfo=UTC)
# Somebody east of us may have tomorrow's date already.
AHEAD = timedelta(days=1)


class WatchHistorySerializer(MovieReferenceSerializer, serializers.ModelSerializer):
    completed = serializers.SerializerMethodField()

    class Meta:
        model = WatchHistory
        fields = [
            "id", "movie", "tmdb_id", "watched_at", "progress", "completed", "created_at", "updated_at",
        ]  # fmt: skip

    def get_completed(self, row: WatchHistory) -> bool:
        return row.progress >= COMPLETED_PROGRESS

    def validate_watched_at(self, watched_at: datetime) -> datetime:
        if not FIRST_SCREENING <= watched_at <= timezone.now() + AHEAD:
            raise serializers.ValidationError("Give a time between the first film screening (1895) and now.")
        return watched_at

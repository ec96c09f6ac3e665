"""Favorites, ratings and watchlist items."""

import math
import re
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.core.limits import NOTE_MAX_LENGTH, RATING_MAX, RATING_MIN, RATING_STEP, REVIEW_MAX_LENGTH
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.favorites.services.library import AddFavorite, AddToWatchlist, Change, Rate, WriteCounts, apply
from apps.movies.models.history import FIRST_SCREENING, is_possible_day, is_possible_time
from apps.movies.serializers import MovieReferenceSerializer

POSITION_MAX = 100_000
ONLY_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UpsertSerializer(MovieReferenceSerializer, ModelSerializer):
    """Saves with services.library, as a change of class `change`. After save(), `created` says if the row is new."""

    change: type[Change]
    created = False

    def create(self, validated_data: dict[str, Any]) -> Any:
        user, movie = validated_data.pop("user"), validated_data.pop("movie")
        counts = self.write(user.pk, movie.pk, **validated_data)
        self.created = bool(counts.added)
        return self.with_movie(counts, movie)

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        counts = self.write(instance.user_id, instance.movie_id, only_existing=True, **validated_data)
        return self.with_movie(counts, instance.movie)

    def write(self, user_id: int, movie_id: int, **fields: Any) -> WriteCounts:
        (counts,) = apply(user_id=user_id, changes=[self.change(movie_id=movie_id, **fields)]).values()
        return counts

    def with_movie(self, counts: WriteCounts, movie: Any) -> Any:
        """Return the written row with the movie that was read before, so that it is not read again."""
        row = counts.rows[movie.pk]
        row.movie = movie
        return row


class FavoriteSerializer(UpsertSerializer):
    change = AddFavorite

    class Meta:
        model = Favorite
        fields = ["id", "movie", "tmdb_id", "created_at", "updated_at"]


def day_in(value: Any) -> date | None:
    """The day, if the value is a date alone: that day in the user's time zone."""
    if not isinstance(value, str) or not ONLY_DAY.fullmatch(value):
        return None
    try:
        return parse_date(value)
    except ValueError:
        return None


class PastTimeField(serializers.DateTimeField):
    """The time of a rating or viewing, or the day."""

    takes_days = True
    default_error_messages = {
        "impossible": f"The time must be between the first film screening ({FIRST_SCREENING.year}) and now.",
        "day": "Send a time with an offset, such as 2026-05-01T20:15:00Z.",
    }

    def to_internal_value(self, value: Any) -> Any:
        day = day_in(value)
        if day is not None:
            return self.check_day(day)
        time = super().to_internal_value(value)
        if not is_possible_time(time):
            self.fail("impossible")
        return time

    def check_day(self, day: date) -> date:
        if not self.takes_days:
            self.fail("day")
        if not is_possible_day(day):
            self.fail("impossible")
        return day


class PastTimeSchema(OpenApiSerializerFieldExtension):
    """Without it typed clients could send no day."""

    target_class = PastTimeField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        if direction == "request" and self.target.takes_days:
            return {"anyOf": [{"type": "string", "format": name} for name in ("date-time", "date")]}
        return {"type": "string", "format": "date-time"}


class RatingValueField(serializers.FloatField):
    """A rating in steps of RATING_STEP. Rejects booleans, NaN and infinity too."""

    default_error_messages = {
        "step": f"The rating must be from {RATING_MIN} to {RATING_MAX} in steps of {RATING_STEP}, for example 7.5."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=RATING_MIN, max_value=RATING_MAX, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data) if not isinstance(data, bool) else math.nan
        if not math.isfinite(value) or value % RATING_STEP:
            self.fail("step")
        return value


class RatingSerializer(UpsertSerializer):
    change = Rate

    rating = RatingValueField(
        error_messages={
            "required": "Give a rating. A review without one belongs to a viewing: POST movies/watch-history/."
        }
    )
    review = serializers.CharField(required=False, allow_blank=True, max_length=REVIEW_MAX_LENGTH)
    is_public = serializers.BooleanField(required=False)
    has_spoilers = serializers.BooleanField(required=False)

    class Meta:
        model = Rating
        fields = [
            "id", "movie", "tmdb_id", "rating", "review", "is_public", "has_spoilers", "is_withheld",
            "rated_at", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["is_withheld", "rated_at"]


class WatchlistSerializer(UpsertSerializer):
    change = AddToWatchlist

    position = serializers.IntegerField(required=False, min_value=1, max_value=POSITION_MAX)
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)

    class Meta:
        model = WatchlistItem
        fields = ["id", "movie", "tmdb_id", "position", "note", "created_at", "updated_at"]


class FavoriteCheckSerializer(serializers.Serializer):
    favorite = serializers.BooleanField()
    id = serializers.IntegerField(allow_null=True)

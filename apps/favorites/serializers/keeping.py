"""A person's own rows: favorites, ratings, watchlist."""

import math
from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.favorites.models.lists import NOTE_MAX_LENGTH
from apps.favorites.models.ratings import RATING_MAX, RATING_MIN, RATING_STEP, REVIEW_MAX_LENGTH
from apps.favorites.services import keeping
from apps.movies.serializers import MovieReferenceSerializer

POSITION_MAX = 100_000


class KeptSerializer(MovieReferenceSerializer, serializers.ModelSerializer):
    """`keep` makes the row or finds it; `created` says after save() which."""

    keep: Callable[..., tuple[Any, bool]]
    created = False

    def create(self, validated_data: dict[str, Any]) -> Any:
        row, self.created = type(self).keep(**validated_data)
        return row


class FavoriteSerializer(KeptSerializer):
    keep = staticmethod(keeping.add_favorite)

    class Meta:
        model = Favorite
        fields = ["id", "movie", "tmdb_id", "created_at", "updated_at"]


class RatingValueField(serializers.FloatField):
    """1–10 in half steps; not a word, not a boolean, not NaN or infinity."""

    default_error_messages = {
        "step": f"Give a rating from {RATING_MIN} to {RATING_MAX} in steps of {RATING_STEP}, for example 7.5."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=RATING_MIN, max_value=RATING_MAX, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data) if not isinstance(data, bool) else math.nan
        if not math.isfinite(value) or value % RATING_STEP:
            self.fail("step")
        return value


class RatingSerializer(KeptSerializer):
    keep = staticmethod(keeping.rate_movie)

    rating = RatingValueField()
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

    def update(self, instance: Rating, validated_data: dict[str, Any]) -> Rating:
        return keeping.change_rating(instance, **validated_data)


class WatchlistSerializer(KeptSerializer):
    keep = staticmethod(keeping.add_to_watchlist)

    position = serializers.IntegerField(required=False, min_value=1, max_value=POSITION_MAX)
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_MAX_LENGTH)

    class Meta:
        model = WatchlistItem
        fields = ["id", "movie", "tmdb_id", "position", "note", "created_at", "updated_at"]

    def update(self, instance: WatchlistItem, validated_data: dict[str, Any]) -> WatchlistItem:
        return keeping.change_watchlist_item(instance, **validated_data)


class FavoriteCheckSerializer(serializers.Serializer):
    favorite = serializers.BooleanField()
    id = serializers.IntegerField(allow_null=True)

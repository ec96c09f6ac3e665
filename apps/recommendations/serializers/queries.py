"""What a list of recommendations takes in its address, besides the filters of movies."""

from typing import Any

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.recommendations.ranking import METHODS

MAX_LIMIT = 100
SIMILAR_LIMIT, SIMILAR_MAX_LIMIT = 20, 50


class LimitField(serializers.IntegerField):
    """How many movies at most; more than `most` is cut to that."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(min_value=1, max_value=INTEGER_MAX, required=False, **kwargs)

    def to_internal_value(self, data: object) -> int:
        return min(super().to_internal_value(data), self.most)  # type: ignore[arg-type]


class ListQuerySerializer(serializers.Serializer):
    limit = LimitField(most=MAX_LIMIT, help_text=f"How many movies at most, 1–{MAX_LIMIT}.")
    diversity = serializers.FloatField(
        required=False,
        min_value=0,
        max_value=1,
        help_text="0 orders by score only, 1 by variety only; by default as in the weight profile.",
    )


class SimilarQuerySerializer(serializers.Serializer):
    limit = LimitField(
        most=SIMILAR_MAX_LIMIT,
        default=SIMILAR_LIMIT,
        help_text=f"How many movies at most, 1–{SIMILAR_MAX_LIMIT}; {SIMILAR_LIMIT} by default.",
    )
    method = serializers.ChoiceField(
        METHODS, default="hybrid", help_text="By content, by who likes both (collaborative), or by both."
    )


class OnboardingQuerySerializer(serializers.Serializer):
    limit = LimitField(
        most=SIMILAR_MAX_LIMIT,
        default=SIMILAR_LIMIT,
        help_text=f"How many movies at most, 1–{SIMILAR_MAX_LIMIT}; {SIMILAR_LIMIT} by default.",
    )

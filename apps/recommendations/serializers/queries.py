"""Query parameters of recommendation lists, besides the movie filters."""

from typing import Any

from rest_framework import serializers

from apps.core.limits import INTEGER_MAX
from apps.recommendations.ranking import METHODS

MAX_LIMIT = 100
SIMILAR_LIMIT, SIMILAR_MAX_LIMIT = 20, 50


class LimitField(serializers.IntegerField):
    """Maximum number of movies. A value greater than `maximum` is reduced to it."""

    def __init__(self, *, maximum: int, **kwargs: Any) -> None:
        self.maximum = maximum
        super().__init__(min_value=1, max_value=INTEGER_MAX, required=False, **kwargs)

    def to_internal_value(self, data: object) -> int:
        return min(super().to_internal_value(data), self.maximum)  # type: ignore[arg-type]


class ListQuerySerializer(serializers.Serializer):
    limit = LimitField(maximum=MAX_LIMIT, help_text=f"Maximum number of movies, 1–{MAX_LIMIT}.")
    diversity = serializers.FloatField(
        required=False,
        min_value=0,
        max_value=1,
        help_text="0 orders by score only, 1 by variety only; by default as in the weight profile.",
    )


class SimilarQuerySerializer(serializers.Serializer):
    limit = LimitField(
        maximum=SIMILAR_MAX_LIMIT,
        default=SIMILAR_LIMIT,
        help_text=f"Maximum number of movies, 1–{SIMILAR_MAX_LIMIT}; {SIMILAR_LIMIT} by default.",
    )
    method = serializers.ChoiceField(
        METHODS,
        default="hybrid",
        help_text="`content` compares what the movies are about, `collaborative` who likes them, `hybrid` both.",
    )


class OnboardingQuerySerializer(serializers.Serializer):
    limit = LimitField(
        maximum=SIMILAR_MAX_LIMIT,
        default=SIMILAR_LIMIT,
        help_text=f"Maximum number of movies, 1–{SIMILAR_MAX_LIMIT}; {SIMILAR_LIMIT} by default.",
    )

from typing import Any

from rest_framework import serializers

from apps.movies.serializers import MovieListSerializer
from apps.movies.serializers.lists import as_listed
from apps.movies.services.titled_text import TitledText
from apps.recommendations.models import Recommendation
from apps.recommendations.serializers.recommendations import LIST_ID, MATCH


class FeedRecommendationSerializer(serializers.Serializer):
    id = serializers.IntegerField(allow_null=True, help_text="Null without a token.")
    recommendation_type = serializers.ChoiceField(Recommendation.Type.choices)
    match_score = serializers.IntegerField(
        min_value=0, max_value=100, allow_null=True, help_text=f"{MATCH} Null without a token."
    )
    explanation = serializers.CharField()


RECOMMENDATION_FIELDS = ("id", "recommendation_type", "match_score", "explanation")


class FeedMovieSerializer(MovieListSerializer):
    """A movie of a list with the recommendation of it."""

    recommendation = FeedRecommendationSerializer(read_only=True)

    class Meta(MovieListSerializer.Meta):
        fields = [*MovieListSerializer.Meta.fields, "recommendation"]
        read_only_fields = fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """instance: a Recommendation with its movie."""
        shown = {name: getattr(instance, name) for name in RECOMMENDATION_FIELDS}
        shown["explanation"] = TitledText.of(instance.explanation)
        return {**as_listed(instance.movie), "recommendation": shown}


class TitledTextField(serializers.CharField):
    def to_representation(self, value: str) -> str:
        return TitledText.of(value)


class FeedRowSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(
        [
            "for_you",
            "because_you_liked",
            "trending",
            "new",
            "top_in_genre",
            "watchlist",
            "hidden_gems",
        ]
    )
    title = TitledTextField()
    movies = FeedMovieSerializer(many=True, source="recommendations")


class FeedSerializer(serializers.Serializer):
    list_id = serializers.UUIDField(allow_null=True, help_text=LIST_ID)
    rows = FeedRowSerializer(many=True)

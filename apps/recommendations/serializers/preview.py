"""Recommendations for a visitor without an account."""

from typing import Any

from rest_framework import serializers

from apps.favorites.serializers.library import RatingValueField
from apps.favorites.serializers.sync import NamedSerializer
from apps.movies.services.lookup import known_movies
from apps.recommendations.serializers.queries import LimitField
from apps.recommendations.serializers.recommendations import RecommendationSerializer
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE

PREVIEW_RATINGS = 20
PREVIEW_LIMIT = 20


class PreviewRatingSerializer(NamedSerializer):
    rating = RatingValueField()


class VisitorRatingsSerializer(serializers.Serializer):
    """The validated data has `ratings` by movie id, in the order in which they were given."""

    ratings = serializers.ListField(child=PreviewRatingSerializer(), min_length=1, max_length=PREVIEW_RATINGS)
    limit = LimitField(maximum=LIST_SIZE, default=PREVIEW_LIMIT)

    def validate_ratings(self, entries: list[dict[str, Any]]) -> dict[int, float]:
        known = known_movies(entry["name"] for entry in entries)
        unknown = [entry["name"] for entry in entries if entry["name"] not in known]
        if unknown:
            kind, value = unknown[0]
            raise serializers.ValidationError(f"There is no movie with {kind} {value} here. Leave it out.")
        return {known[entry["name"]]: entry["rating"] for entry in entries}


class PreviewSerializer(serializers.Serializer):
    recommendations = RecommendationSerializer(many=True)

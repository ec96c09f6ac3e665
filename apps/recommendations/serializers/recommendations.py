from typing import Any, Literal

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.models import Movie
from apps.movies.serializers import MovieListSerializer
from apps.movies.serializers.lists import as_listed
from apps.movies.services.titled_text import TitledText
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.ranking.signals import SIGNALS

MATCH = (
    "The chance, in percent, that the user rates the movie 8 or more once it is seen. Lists are ordered by how likely "
    "the user is to pick a movie and like it, which is not the same."
)
CONFIDENCE = (
    "How well the signals speak for the movie (0–1), times how much is known about the user: n / (n + 15) for n - 1 "
    "opinions and settings. The contributions of the signals sum to it."
)


class SignalSerializer(serializers.Serializer):
    weight = serializers.FloatField()
    value = serializers.FloatField(help_text="0–1")
    contribution = serializers.FloatField(help_text="weight × value")


class SignalsField(serializers.DictField):
    """Signals by name: those that contributed."""

    def __init__(self, **kwargs: Any) -> None:
        text = "The contributions sum to confidence_score."
        super().__init__(child=SignalSerializer(), help_text=text, **kwargs)


class SignalsFieldSchema(OpenApiSerializerFieldExtension):
    """Names every signal, each of which may be missing."""

    target_class = SignalsField

    def map_serializer_field(
        self, auto_schema: AutoSchema, direction: Literal["request", "response"]
    ) -> dict[str, Any]:
        signal = auto_schema.resolve_serializer(SignalSerializer(), direction).ref
        return {"type": "object", "properties": dict.fromkeys(SIGNALS, signal)}


class ReasonSerializer(serializers.Serializer):
    movie_id = serializers.IntegerField()
    title = serializers.CharField()
    your_rating = serializers.FloatField(allow_null=True)


class GivenFeedbackSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    feedback_type = serializers.ChoiceField(RecommendationFeedback.Type.choices)


SHOWN_AS_STORED = (
    "id",
    "recommendation_type",
    "confidence_score",
    "match_score",
    "explanation",
    "signals",
    "because_of",
    "is_clicked",
    "is_rated",
)
LIST_ID = "The list that was shown; send it with events. Null without a token."


class RecommendationSerializer(ModelSerializer):
    """`id` and `list_id` are null without a token."""

    id = serializers.IntegerField(read_only=True, allow_null=True)
    list_id = serializers.UUIDField(source="batch_id", read_only=True, allow_null=True, help_text=LIST_ID)
    movie = MovieListSerializer(read_only=True)
    confidence_score = serializers.FloatField(read_only=True, min_value=0, max_value=1, help_text=CONFIDENCE)
    match_score = serializers.IntegerField(
        read_only=True,
        min_value=0,
        max_value=100,
        allow_null=True,
        help_text=f"{MATCH} Null without a token.",
    )
    signals = SignalsField(read_only=True)
    because_of = ReasonSerializer(many=True, read_only=True)
    feedback = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Recommendation
        fields = [
            "id",
            "list_id",
            "movie",
            "recommendation_type",
            "confidence_score",
            "match_score",
            "explanation",
            "signals",
            "because_of",
            "is_clicked",
            "is_rated",
            "feedback",
            "created_at",
        ]
        read_only_fields = fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """The fields above, which describe the schema; signals and reasons are stored as they are shown."""
        shown = {name: getattr(instance, name) for name in SHOWN_AS_STORED}
        shown["explanation"] = TitledText.of(instance.explanation)
        shown["list_id"] = instance.batch_id
        shown["movie"] = as_listed(instance.movie)
        shown["feedback"] = self.get_feedback(instance)
        made_at = instance.created_at
        shown["created_at"] = made_at and self.fields["created_at"].to_representation(made_at)
        return {name: shown[name] for name in self.Meta.fields}

    @extend_schema_field(GivenFeedbackSerializer(allow_null=True))
    def get_feedback(self, row: Any) -> dict[str, Any] | None:
        given = getattr(row, "feedback_id", None)
        return {"id": given, "feedback_type": row.feedback_type} if given else None


class RefreshedSerializer(serializers.Serializer):
    message = serializers.CharField()
    recommendations = RecommendationSerializer(many=True)


class SimilarMovieSerializer(MovieListSerializer):
    """A movie of a list with its similarity, and what the two movies have in common."""

    similarity = serializers.FloatField(read_only=True, help_text="0–1")
    explanation = serializers.CharField(read_only=True)

    class Meta:
        model = Movie
        fields = [*MovieListSerializer.Meta.fields, "similarity", "explanation"]
        read_only_fields = fields


class MatchSerializer(serializers.Serializer):
    movie = serializers.IntegerField(help_text="The movie's id.")
    match_score = serializers.IntegerField(min_value=0, max_value=100, help_text=MATCH)
    confidence_score = serializers.FloatField(min_value=0, max_value=1, help_text=CONFIDENCE)
    signals = SignalsField()

from typing import Any

from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.movies.serializers import MovieReferenceSerializer
from apps.recommendations.models import Recommendation, RecommendationFeedback
from apps.recommendations.services.feedback.feedback import give_feedback

COMMENT_MAX_LENGTH = 1000


class OwnRecommendationField(serializers.PrimaryKeyRelatedField):
    """A recommendation of the caller; one of another user is reported as missing."""

    default_error_messages = {"does_not_exist": "You have no recommendation with the id {pk_value}."}

    def get_queryset(self) -> Any:
        return Recommendation.objects.filter(user=self.context["request"].user).select_related("movie")


class FeedbackSerializer(MovieReferenceSerializer, ModelSerializer):
    """The movie is named by `movie`, `tmdb_id`, or the `recommendation` that the feedback responds to."""

    recommendation = OwnRecommendationField(required=False, allow_null=True)
    feedback_type = serializers.ChoiceField(RecommendationFeedback.Type.choices)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=COMMENT_MAX_LENGTH)
    created = False

    class Meta:
        model = RecommendationFeedback
        fields = [
            "id",
            "movie",
            "tmdb_id",
            "recommendation",
            "feedback_type",
            "comment",
            "created_at",
            "updated_at",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        recommendation = attrs.pop("recommendation", None)
        if recommendation is not None:
            attrs.setdefault("movie", recommendation.movie)
        attrs = super().validate(attrs)
        if recommendation is not None and attrs["movie"] != recommendation.movie:
            sentence = "The recommendation is for another movie. Send only one of the two."
            raise serializers.ValidationError({"movie": [sentence]})
        return attrs

    def create(self, validated_data: dict[str, Any]) -> RecommendationFeedback:
        row, self.created = give_feedback(
            user_id=validated_data["user"].pk,
            movie_id=validated_data["movie"].pk,
            feedback_type=validated_data["feedback_type"],
            comment=validated_data.get("comment", ""),
        )
        return row

"""Public ratings and reviews."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.core.types import User
from apps.favorites.models import Rating, ReviewReport


class AuthorSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    username = serializers.CharField()
    avatar_url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField())
    def get_avatar_url(self, user: User) -> str:
        profile = getattr(user, "profile", None)
        return profile.avatar_url if profile else ""


class ReviewSerializer(ModelSerializer):
    user = AuthorSerializer()
    movie = serializers.IntegerField(source="movie_id")
    likes = serializers.IntegerField(source="like_count")
    liked = serializers.BooleanField()

    class Meta:
        model = Rating
        fields = [
            "id", "user", "movie", "rating", "review", "has_spoilers", "likes", "liked", "rated_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class ReviewLikesSerializer(serializers.Serializer):
    liked = serializers.BooleanField()
    likes = serializers.IntegerField()


class ReportSerializer(ModelSerializer):
    """A report of a review."""

    class Meta:
        model = ReviewReport
        fields = ["id", "reason", "comment", "status", "created_at"]
        read_only_fields = ["status"]


class ReportedReviewSerializer(ModelSerializer):
    movie = serializers.IntegerField(source="movie_id")
    author = serializers.CharField(source="user.username")

    class Meta:
        model = Rating
        fields = ["id", "movie", "author", "rating", "review", "is_public", "is_withheld"]
        read_only_fields = fields


class ReportQueueSerializer(ModelSerializer):
    """A report with its review and decision, for staff."""

    status = serializers.ChoiceField(choices=ReviewReport.Status.choices)
    review = ReportedReviewSerializer(source="rating", read_only=True)
    reporter = serializers.CharField(source="user.username", read_only=True)

    class Meta:
        model = ReviewReport
        fields = [
            "id", "reason", "comment", "status", "reporter", "review", "created_at", "handled_at",
        ]  # fmt: skip
        read_only_fields = ["reason", "comment", "handled_at"]

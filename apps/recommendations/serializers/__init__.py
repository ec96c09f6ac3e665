from apps.recommendations.serializers.queries import ListQuerySerializer, SimilarQuerySerializer
from apps.recommendations.serializers.reactions import FeedbackSerializer
from apps.recommendations.serializers.recommendations import (
    MatchSerializer,
    RecommendationSerializer,
    RefreshedSerializer,
    SimilarMovieSerializer,
)

__all__ = [
    "FeedbackSerializer",
    "ListQuerySerializer",
    "MatchSerializer",
    "RecommendationSerializer",
    "RefreshedSerializer",
    "SimilarMovieSerializer",
    "SimilarQuerySerializer",
]

from apps.recommendations.serializers.discovery import FeedSerializer
from apps.recommendations.serializers.feedback import FeedbackSerializer
from apps.recommendations.serializers.groups import (
    GroupSerializer,
    JoinSerializer,
    PickSerializer,
    PicksQuerySerializer,
)
from apps.recommendations.serializers.queries import (
    ListQuerySerializer,
    OnboardingQuerySerializer,
    SimilarQuerySerializer,
)
from apps.recommendations.serializers.recommendations import (
    MatchSerializer,
    RecommendationSerializer,
    RefreshedSerializer,
    SimilarMovieSerializer,
)
from apps.recommendations.serializers.taste import TasteChangeSerializer, TasteSerializer

__all__ = [
    "FeedSerializer",
    "FeedbackSerializer",
    "GroupSerializer",
    "JoinSerializer",
    "ListQuerySerializer",
    "MatchSerializer",
    "OnboardingQuerySerializer",
    "PickSerializer",
    "PicksQuerySerializer",
    "RecommendationSerializer",
    "RefreshedSerializer",
    "SimilarMovieSerializer",
    "SimilarQuerySerializer",
    "TasteChangeSerializer",
    "TasteSerializer",
]

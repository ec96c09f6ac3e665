from apps.recommendations.serializers.discovery import FeedSerializer
from apps.recommendations.serializers.feedback import FeedbackSerializer
from apps.recommendations.serializers.groups import (
    GroupSerializer,
    JoinSerializer,
    PickSerializer,
    PicksQuerySerializer,
    VoteSerializer,
    VoteStateSerializer,
)
from apps.recommendations.serializers.preview import (
    PREVIEW_RATINGS,
    PreviewSerializer,
    VisitorRatingsSerializer,
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
    "PREVIEW_RATINGS",
    "FeedSerializer",
    "FeedbackSerializer",
    "GroupSerializer",
    "JoinSerializer",
    "ListQuerySerializer",
    "MatchSerializer",
    "OnboardingQuerySerializer",
    "PickSerializer",
    "PicksQuerySerializer",
    "PreviewSerializer",
    "RecommendationSerializer",
    "RefreshedSerializer",
    "SimilarMovieSerializer",
    "SimilarQuerySerializer",
    "TasteChangeSerializer",
    "TasteSerializer",
    "VisitorRatingsSerializer",
    "VoteSerializer",
    "VoteStateSerializer",
]

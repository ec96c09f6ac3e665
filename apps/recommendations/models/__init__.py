from apps.recommendations.models.groups import Group, GroupMembership, GroupVote
from apps.recommendations.models.learning import EvaluationRun, ModelArtifact, WeightProfile
from apps.recommendations.models.serving import (
    DailyStats,
    Recommendation,
    RecommendationBatch,
    RecommendationFeedback,
)
from apps.recommendations.models.taste import TasteSettings

__all__ = [
    "DailyStats",
    "EvaluationRun",
    "Group",
    "GroupMembership",
    "GroupVote",
    "ModelArtifact",
    "Recommendation",
    "RecommendationBatch",
    "RecommendationFeedback",
    "TasteSettings",
    "WeightProfile",
]

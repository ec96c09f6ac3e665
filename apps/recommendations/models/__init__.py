from apps.recommendations.models.exposures import ExposureEvent
from apps.recommendations.models.groups import Group, GroupMembership, GroupVote
from apps.recommendations.models.learning import EvaluationRun, ModelArtifact, WeightProfile
from apps.recommendations.models.serving import (
    Recommendation,
    RecommendationBatch,
    RecommendationFeedback,
)
from apps.recommendations.models.taste import TasteSettings

__all__ = [
    "EvaluationRun",
    "ExposureEvent",
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

from apps.recommendations.models.groups import GroupMember, MovieNight
from apps.recommendations.models.learning import EvaluationRun, ModelArtifact, WeightProfile
from apps.recommendations.models.serving import (
    DailyFigure,
    Recommendation,
    RecommendationBatch,
    RecommendationFeedback,
)
from apps.recommendations.models.taste import TasteSettings

__all__ = [
    "DailyFigure",
    "EvaluationRun",
    "GroupMember",
    "ModelArtifact",
    "MovieNight",
    "Recommendation",
    "RecommendationBatch",
    "RecommendationFeedback",
    "TasteSettings",
    "WeightProfile",
]

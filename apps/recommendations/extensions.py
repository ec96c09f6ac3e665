"""What recommendations contributes to the extension points of apps.core.extensions."""

from datetime import timedelta
from typing import Any

from rest_framework.serializers import IntegerField

from apps.core.extensions import (
    AccountData,
    DashboardPanel,
    Extension,
    Job,
    MoviePart,
    ServicePart,
    TrackedTables,
    UserSettings,
    UserTables,
)
from apps.core.types import User
from apps.favorites.services.library import LibraryWriter
from apps.recommendations.models import (
    ModelArtifact,
    Recommendation,
    RecommendationFeedback,
    TasteSettings,
    WeightProfile,
)
from apps.recommendations.serializers.service import EngineInfoSerializer, QualityStatisticsSerializer
from apps.recommendations.serializers.taste import RestoredTasteSerializer
from apps.recommendations.services import exports
from apps.recommendations.services.dashboard import engine_panel, recommendations_panel
from apps.recommendations.services.exposures.impressions import erase_cached
from apps.recommendations.services.exposures.log import prune, write_buffered
from apps.recommendations.services.exposures.statistics import quality_statistics
from apps.recommendations.services.feedback.feedback import (
    GiveFeedback,
    hide_movies,
    hiding_feedback,
    restore_feedback,
    write_feedback,
)
from apps.recommendations.services.generation import refresh_active
from apps.recommendations.services.learning.tuning import retrain_if_due
from apps.recommendations.services.serving.model_cache import warm_up
from apps.recommendations.services.serving.model_store import model_age_seconds
from apps.recommendations.services.serving.weight_profiles import default_profile_name
from apps.recommendations.services.surfaces.similar import match_if_loaded


def match_score(user: User, movie_id: int) -> int | None:
    return match_if_loaded(user.pk, movie_id)


def engine_info() -> dict[str, Any]:
    newest = ModelArtifact.objects.values_list("version", flat=True).first()
    return {"profile": default_profile_name(), "model_version": newest}


def last_feedback(user: User) -> dict[str, Any]:
    newest = RecommendationFeedback.objects.filter(user=user).values_list("updated_at", flat=True).first()
    return {"feedback": newest}


def write_exposures() -> str:
    return f"wrote {write_buffered()} exposures"


EXTENSIONS: tuple[Extension, ...] = (
    TrackedTables(name="recommender", tables={ModelArtifact: (), WeightProfile: ()}),
    UserTables(
        name="recommendations",
        tables=dict.fromkeys((Recommendation, TasteSettings), "user_id"),
    ),
    UserTables(name="feedback", tables={RecommendationFeedback: "user_id"}, is_history=True),
    LibraryWriter(
        name="feedback",
        change=GiveFeedback,
        write=write_feedback,
        model=RecommendationFeedback,
        fields=("feedback_type", "comment"),
        hide=hide_movies,
        restore=restore_feedback,
    ),
    MoviePart(name="hidden", rows=hiding_feedback, hide_as="hidden"),
    MoviePart(
        name="match_score",
        personal_detail=match_score,
        personal_field=IntegerField(allow_null=True, help_text="0–100"),
    ),
    AccountData(
        name="feedback",
        export=exports.export_feedback,
        last_changes=last_feedback,
        change_kinds=("feedback",),
    ),
    AccountData(name="recommendations", export=exports.export_recommendations),
    AccountData(name="exposures", export=exports.export_exposures, erase=erase_cached),
    AccountData(
        name="taste",
        export=exports.export_taste,
        settings=UserSettings(
            model=TasteSettings,
            fields=("boosts", "mutes", "personalised", "trainable", "reset_at"),
            serializer=lambda: RestoredTasteSerializer,
        ),
    ),
    AccountData(name="movie_nights", export=exports.export_groups),
    ServicePart(
        name="recommender",
        info=engine_info,
        info_field=EngineInfoSerializer(),
        gauges={"model_age_seconds": model_age_seconds},
        warm_up=warm_up,
    ),
    ServicePart(
        name="recommendations",
        statistics=quality_statistics,
        statistics_field=QualityStatisticsSerializer(),
    ),
    DashboardPanel(
        name="Recommendations",
        permission="recommendations.view_evaluationrun",
        build=recommendations_panel,
    ),
    DashboardPanel(name="Engine", permission="recommendations.view_evaluationrun", build=engine_panel),
    Job(name="retrain_recommender", run=retrain_if_due, every=timedelta(hours=6)),
    Job(name="write_exposures", run=write_exposures, every=timedelta(minutes=1)),
    Job(name="prune_exposures", run=prune, every=timedelta(hours=24)),
    Job(name="generate_recommendations", run=refresh_active, every=timedelta(hours=24)),
)

"""What this app tells the apps below, through core's registries."""

from datetime import timedelta
from typing import Any

from apps.core import extensions
from apps.core.extensions import Job, MovieState
from apps.core.observability.dashboard import PanelSource, panels
from apps.movies.models import Movie
from apps.recommendations.checkups import model_age_seconds, model_checkup
from apps.recommendations.models import ModelArtifact, RecommendationFeedback
from apps.recommendations.services.dashboard import engine_panel, recommendations_panel
from apps.recommendations.services.exports import EXPORTS
from apps.recommendations.services.feedback.daily_stats import flush_impressions, quality_figures
from apps.recommendations.services.feedback.feedback import hiding_feedback
from apps.recommendations.services.generation import refresh_active
from apps.recommendations.services.learning.training import retrain_if_due
from apps.recommendations.services.serving.model_cache import warm_up
from apps.recommendations.services.serving.weight_profiles import default_profile_name
from apps.recommendations.services.surfaces.similar import match_at_hand


def register() -> None:
    panels.register("Recommendations", PanelSource("recommendations.view_dailyfigure", recommendations_panel))
    panels.register("Engine", PanelSource("recommendations.view_evaluationrun", engine_panel))
    extensions.movie_states.register("hidden", MovieState(hiding_feedback))
    extensions.hideable.register("hidden", hidden_movies)
    extensions.movie_personal_details.register("match_score", match_score)
    extensions.starters.register("recommender", warm_up)
    extensions.info.register("recommender", engine_info)
    extensions.figures.register("recommendations", quality_figures)
    extensions.last_activities.register("feedback", feedback_activity)
    extensions.gauges.register("model_age_seconds", model_age_seconds)
    extensions.checkups.register("model", model_checkup)
    extensions.scheduled_jobs.register("retrain_recommender", Job(retrain_if_due, timedelta(hours=6)))
    extensions.scheduled_jobs.register("flush_impressions", Job(flush_impressions, timedelta(minutes=15)))
    extensions.scheduled_jobs.register("generate_recommendations", Job(refresh_active, timedelta(hours=24)))
    for name, export in EXPORTS.items():
        extensions.exporters.register(name, export)


def hidden_movies(user: Any) -> Any:
    return hiding_feedback(user).values("movie_id")


def match_score(user: Any, movie: Movie) -> int | None:
    return match_at_hand(user.pk, movie.pk)


def engine_info() -> dict[str, Any]:
    newest = ModelArtifact.objects.values_list("version", flat=True).first()
    return {"profile": default_profile_name(), "model_version": newest}


def feedback_activity(user: Any) -> dict[str, Any]:
    newest = RecommendationFeedback.objects.filter(user=user).values_list("updated_at", flat=True).first()
    return {"feedback": newest}

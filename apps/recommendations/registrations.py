"""What this app tells the apps below, through core's registries."""

from datetime import timedelta
from typing import Any

from apps.core import registries
from apps.core.dashboard import PanelSource, panels
from apps.core.registries import Job, MovieState
from apps.movies.models import Movie
from apps.recommendations.checkups import model_age_seconds, model_checkup
from apps.recommendations.models import ModelArtifact, RecommendationFeedback
from apps.recommendations.services.dashboard import engine_panel, recommendations_panel
from apps.recommendations.services.exports import EXPORTS
from apps.recommendations.services.figures import flush_impressions, quality_figures
from apps.recommendations.services.generation import refresh_active
from apps.recommendations.services.memory import warm_up
from apps.recommendations.services.neighbours import match_at_hand
from apps.recommendations.services.profiles import default_profile_name
from apps.recommendations.services.reactions import hiding_feedback
from apps.recommendations.services.training import retrain_if_due


def register() -> None:
    panels.register("Recommendations", PanelSource("recommendations.view_dailyfigure", recommendations_panel))
    panels.register("Engine", PanelSource("recommendations.view_evaluationrun", engine_panel))
    registries.movie_states.register("hidden", MovieState(hiding_feedback))
    registries.hideable.register("hidden", hidden_movies)
    registries.movie_personal_details.register("match_score", match_score)
    registries.starters.register("recommender", warm_up)
    registries.info.register("recommender", engine_info)
    registries.figures.register("recommendations", quality_figures)
    registries.last_activities.register("feedback", feedback_activity)
    registries.gauges.register("model_age_seconds", model_age_seconds)
    registries.checkups.register("model", model_checkup)
    registries.scheduled_jobs.register("retrain_recommender", Job(retrain_if_due, timedelta(hours=6)))
    registries.scheduled_jobs.register("flush_impressions", Job(flush_impressions, timedelta(minutes=15)))
    registries.scheduled_jobs.register("generate_recommendations", Job(refresh_active, timedelta(hours=24)))
    for name, export in EXPORTS.items():
        registries.exporters.register(name, export)


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

"""For staff: responses to the recommendations of the last days, and the newest evaluation."""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from apps.recommendations.models import EvaluationRun, ModelArtifact
from apps.recommendations.ranking.attribution import Estimate
from apps.recommendations.services.exposures.results import SUMMARY_DAYS, Results, Summary, read_results
from apps.recommendations.services.serving.weight_profiles import default_profile_name


def quality_statistics() -> dict[str, Any]:
    results, default = read_results(), default_profile_name()
    newest = ModelArtifact.objects.defer("payload").first()
    run = EvaluationRun.objects.first()
    by_profile = summaries(results.profiles, results.of_profile)
    for name, summary in by_profile.items():
        summary["against_default"] = against(results, name, default)
    return {
        "days": SUMMARY_DAYS,
        "by_profile": by_profile,
        "by_type": summaries(results.types, results.of_type),
        "model": newest and {"version": newest.version, "published_at": newest.published_at},
        "evaluation": run and {"profile": run.profile, "split": run.split, "results": run.results},
    }


def summaries(names: Sequence[str], summary_of: Callable[[str], Summary]) -> dict[str, dict[str, Any]]:
    return {name: to_payload(summary_of(name)) for name in names}


def to_payload(summary: Summary) -> dict[str, Any]:
    rate, mean = estimate(summary.click_rate), summary.mean_rating
    return {
        "impressions": summary.impressions,
        "users": summary.users,
        **summary.counts,
        "click_rate": rate and rate["value"],
        "click_rate_low": rate and rate["low"],
        "click_rate_high": rate and rate["high"],
        "mean_rating": None if mean is None else round(mean, 2),
    }


def against(results: Results, profile: str, default: str) -> dict[str, float | None] | None:
    """The click rate minus that of the default profile; None for the default, or if one of the two was not shown."""
    if profile == default or default not in results.profiles:
        return None
    return estimate(results.difference(profile, default))


def estimate(found: Estimate) -> dict[str, float | None] | None:
    if not isfinite(found.value):
        return None
    numbers = {"value": found.value, "low": found.low, "high": found.high}
    return {name: round(number, 4) if isfinite(number) else None for name, number in numbers.items()}

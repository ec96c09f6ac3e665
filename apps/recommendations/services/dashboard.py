"""Dashboard panels about recommendations and the engine."""

from datetime import date
from math import isfinite

from django.utils import timezone

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days
from apps.recommendations.models import EvaluationRun, ModelArtifact, WeightProfile
from apps.recommendations.services.exposures.results import CLICKS, LIKES, Results, Summary, read_results

EVALUATIONS_SHOWN = 40
QUALITY = "ndcg@10"


def recommendations_panel() -> Panel:
    results = read_results()
    profiles = {name: results.of_profile(name) for name in results.profiles}
    impressions = sum(summary.impressions for summary in profiles.values())
    clicks, likes = results.total(CLICKS), results.total(LIKES)
    return Panel(
        figures=[
            ("impressions in 30 days", impressions),
            ("clicks in 30 days", clicks),
            ("likes in 30 days", likes),
            ("click-through", f"{100 * clicks / impressions:.2f} %" if impressions else "—"),
        ],
        charts=[
            Chart("Clicks and likes per day", day_labels(), per_day(results), kind="line"),
            click_through(
                "Click-through by type, %", {name: results.of_type(name) for name in results.types}
            ),
            click_through("Click-through by profile, %", profiles),
        ],
        facts=[(f"Click-through of {name}", interval(summary)) for name, summary in profiles.items()],
    )


def per_day(results: Results) -> dict[str, list[int]]:
    days = {"clicks": results.by_day(CLICKS), "likes": results.by_day(LIKES)}
    return {name: [counts.get(day, 0) for day in last_days()] for name, counts in days.items()}


def click_through(title: str, summaries: dict[str, Summary]) -> Chart:
    names = [name.replace("_", " ") for name in summaries]
    rates = [round(100 * summary.click_rate.value, 2) for summary in summaries.values()]
    return Chart(
        title, names, {"click-through": rates}, empty="Counted when users see recommendations in an app."
    )


def interval(summary: Summary) -> str:
    """The rate with its interval over users."""
    rate = summary.click_rate
    if not isfinite(rate.low):
        return f"{100 * rate.value:.2f} %, of one user"
    return (
        f"{100 * rate.value:.2f} % ({100 * rate.low:.2f} to {100 * rate.high:.2f}), {summary.users:,} users"
    )


def engine_panel() -> Panel:
    newest = ModelArtifact.objects.defer("payload").first()
    profiles = list(WeightProfile.objects.only("name", "is_default", "traffic_percent"))
    runs = list(EvaluationRun.objects.all()[:EVALUATIONS_SHOWN])[::-1]
    default = next((profile.name for profile in profiles if profile.is_default), "—")
    shares = ", ".join(f"{row.name} {row.traffic_percent} %" for row in profiles if row.traffic_percent)
    return Panel(
        figures=[("age of the model", age(newest)), ("default profile", default)],
        charts=[quality_over_time(runs)],
        facts=[
            ("Model", newest.version if newest else "none trained yet"),
            ("Traffic of other profiles", shares or "none"),
        ],
    )


def age(artifact: ModelArtifact | None) -> str:
    if artifact is None:
        return "—"
    hours = int((timezone.now() - artifact.published_at).total_seconds() // 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def quality_over_time(runs: list[EvaluationRun]) -> Chart:
    """One line per profile, with a point per evaluation."""
    profiles = sorted({run.profile for run in runs})
    series = {name: [quality(run) if run.profile == name else None for run in runs] for name in profiles}
    return Chart(
        "Offline quality (nDCG@10)",
        [label(run.created_at) for run in runs],
        series,
        kind="line",
        empty="Run: python manage.py evaluate_recommender",
    )


def quality(run: EvaluationRun) -> float | None:
    """The profile's nDCG@10 in a run's table, which is flat or has a row per profile."""
    row = run.results.get(run.profile, run.results)
    value = row.get(QUALITY) if isinstance(row, dict) else None
    return round(float(value), 4) if isinstance(value, int | float) else None


def label(moment: date) -> str:
    return f"{moment:%-d %b}"

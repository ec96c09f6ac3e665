"""Dashboard panels about recommendations and the engine: four queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days
from apps.recommendations.models import DailyStats, EvaluationRun, ModelArtifact, WeightProfile

EVALUATIONS_SHOWN = 40
COUNTED = ("impressions", "clicks", "likes")
QUALITY = "ndcg@10"


def recommendations_panel() -> Panel:
    rows = list(DailyStats.objects.filter(day__gte=last_days()[0]))
    by_day = summed(rows, lambda row: row.day)
    total = {name: sum(sums[name] for sums in by_day.values()) for name in COUNTED}
    return Panel(
        figures=[(f"{name} in 30 days", number) for name, number in total.items()]
        + [("click-through", f"{rate(total):.2f} %" if total["impressions"] else "—")],
        charts=[
            Chart("Clicks and likes per day", day_labels(), per_day(by_day), kind="line"),
            click_through("Click-through by type, %", summed(rows, lambda row: row.recommendation_type)),
            click_through("Click-through by profile, %", summed(rows, lambda row: row.profile)),
        ],
    )


def per_day(by_day: dict[Any, dict[str, int]]) -> dict[str, list[int]]:
    return {name: [by_day[day][name] for day in last_days()] for name in ("clicks", "likes")}


def summed(rows: Iterable[DailyStats], key: Callable[[DailyStats], Any]) -> dict[Any, dict[str, int]]:
    sums: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for row in rows:
        for name in COUNTED:
            sums[key(row)][name] += getattr(row, name)
    return sums


def click_through(title: str, groups: dict[str, dict[str, int]]) -> Chart:
    shown = sorted((name, rate(sums)) for name, sums in groups.items() if sums["impressions"])
    names = [name.replace("_", " ") for name, _ in shown]
    return Chart(title, names, {"click-through": [share for _, share in shown]})


def rate(sums: dict[str, int]) -> float:
    return round(100 * sums["clicks"] / sums["impressions"], 2) if sums["impressions"] else 0


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

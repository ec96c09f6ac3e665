"""The first page of the admin: panels as charts."""

import json
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from apps.core.jobs.background import in_background
from apps.core.models import DashboardSnapshot, ScheduledJob
from apps.core.observability.dashboard import FRESH, Chart, Panel, visible_titles
from apps.core.observability.health import cache_probe, registered_probes, run_probes
from apps.core.tasks import refresh_dashboard

# The primary colour of the admin, with colours that contrast with it in light and dark.
COLOURS = ("#9333ea", "#0ea5e9", "#f59e0b", "#10b981", "#f43f5e", "#64748b")
MOST_LABELS = 10
LATE = timedelta(hours=2)
REFRESH_SECONDS = (
    60  # one refresh at a time; after this a refresh whose process was killed no longer blocks others
)


def stylesheet(request: HttpRequest) -> str:
    return static("core/admin.css")


def script(request: HttpRequest) -> str:
    return static("core/admin-access.js")


def icon(request: HttpRequest) -> str:
    return static("core/icon.svg")


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    titles = visible_titles(request.user)
    stored = snapshots(titles)
    if outdated(titles, stored) and cache.add("dashboard:refreshing", True, timeout=REFRESH_SECONDS):
        in_background(refresh_dashboard)
        stored = snapshots(titles) if len(stored) < len(titles) else stored
    shown = [stored[title] for title in titles if title in stored]
    return context | {
        "panels": [
            (row.title, panel, linked_figures(panel), [drawn(chart) for chart in panel.charts])
            for row, panel in shown
        ],
        "counting": len(stored) < len(titles),
        "made_at": min((row.made_at for row, _ in shown), default=None),
    }


def linked_figures(panel: Panel) -> list[tuple[str, Any, str]]:
    """(what, value, address or empty)."""
    addresses = {what: f"{reverse(page)}{query}" for what, (page, query) in panel.links.items()}
    return [(what, value, addresses.get(what, "")) for what, value in panel.figures]


def snapshots(titles: list[str]) -> dict[str, tuple[DashboardSnapshot, Panel]]:
    rows = DashboardSnapshot.objects.filter(title__in=titles) if titles else []
    return {row.title: (row, Panel.from_json(row.panel)) for row in rows}


def outdated(titles: list[str], stored: dict[str, tuple[DashboardSnapshot, Panel]]) -> bool:
    since = timezone.now() - FRESH
    return any(title not in stored or stored[title][0].made_at < since for title in titles)


def drawn(chart: Chart) -> dict[str, str]:
    """What Chart.js takes, as the chart components of the admin's theme want it."""
    datasets = [
        {
            "label": name,
            "data": list(numbers),
            "backgroundColor": COLOURS[index % len(COLOURS)],
            "borderColor": COLOURS[index % len(COLOURS)],
            "tension": 0.3,
            "pointRadius": 2 if len(numbers) <= MOST_LABELS else 0,
            "spanGaps": True,
        }
        for index, (name, numbers) in enumerate(chart.series.items())
    ]
    return {
        "title": chart.title,
        "kind": chart.kind,
        "empty": ""
        if any(known is not None for numbers in chart.series.values() for known in numbers)
        else chart.empty,
        "summary": "; ".join(f"{name}: {summarize(numbers)}" for name, numbers in chart.series.items()),
        "data": json.dumps({"labels": list(chart.labels), "datasets": datasets}),
        "options": json.dumps(options(chart)),
    }


def summarize(numbers: Any) -> str:
    """A chart's series in words, for those who cannot see it."""
    known = [number for number in numbers if number is not None]
    return f"from {min(known):g} to {max(known):g}, last {known[-1]:g}" if known else "nothing yet"


def options(chart: Chart) -> dict[str, Any]:
    ticks = {"color": "#8b8fa3", "maxRotation": 0, "autoSkipPadding": 12}
    return {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "interaction": {"mode": "index", "intersect": False},
        "plugins": {
            "legend": {
                "display": len(chart.series) > 1,
                "labels": {"color": "#8b8fa3", "boxWidth": 10, "boxHeight": 10},
            }
        },
        "scales": {
            "x": {"stacked": chart.stacked, "ticks": ticks | bar_labels(chart), "grid": {"display": False}},
            "y": {"stacked": chart.stacked, "beginAtZero": True, "ticks": ticks, "grid": {"color": "#8883"}},
        },
    }


def bar_labels(chart: Chart) -> dict[str, Any]:
    """Every bar has its name, slanted if there are many."""
    return {"autoSkip": False, "maxRotation": 60, "font": {"size": 10}} if chart.kind == "bar" else {}


def health_panel() -> Panel:
    """Without the checks of the database: if they failed, there would be no page."""
    healthy, report = run_probes([("cache", cache_probe), *registered_probes()])
    late = timezone.now() - LATE
    jobs = list(ScheduledJob.objects.only("name", "due_at", "last_error", "running_since"))
    failing = sorted(job.name for job in jobs if job.last_error)
    overdue = sorted(job.name for job in jobs if job.due_at < late and not job.running_since)
    return Panel(
        figures=[
            ("health", "good" if healthy else "failing"),
            ("failing jobs", len(failing)),
            ("late jobs", len(overdue)),
        ],
        facts=[(name, str(word)) for name, word in report.items() if name != "status"]
        + [("Failing", ", ".join(failing) or "no job"), ("Late", ", ".join(overdue) or "no job")],
    )

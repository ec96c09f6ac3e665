"""What came of recommendations, per day, profile and type. Impressions wait in the cache, so that reads never write."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, timedelta
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from apps.recommendations.models import (
    DailyFigure,
    EvaluationRun,
    ModelArtifact,
    Recommendation,
    RecommendationFeedback,
    WeightProfile,
)

WAITING_SECONDS = 3 * 24 * 3600
SUMMARY_DAYS = 30
COUNTS = ("impressions", "clicks", "likes", "dislikes", "ratings")
FEEDBACK_COUNTS = {
    RecommendationFeedback.Type.LIKE: "likes",
    RecommendationFeedback.Type.DISLIKE: "dislikes",
    RecommendationFeedback.Type.NOT_INTERESTED: "dislikes",
}


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def count_impressions(rows: Iterable[Recommendation]) -> None:
    for (profile, kind), count in Counter((row.profile, row.recommendation_type) for row in rows).items():
        key = _key(today(), profile, kind)
        cache.add(key, 0, timeout=WAITING_SECONDS)
        with suppress(
            ValueError
        ):  # flushed this instant, or a cache that is down: a figure is not worth more
            cache.incr(key, count)


def count(*, profile: str, kind: str, **added: float) -> None:
    """Add to today's figures: clicks=1, ratings=1, rating_sum=8.5 …"""
    row = {"day": today(), "profile": profile, "recommendation_type": kind}
    changes = {name: F(name) + value for name, value in added.items()}
    if DailyFigure.objects.filter(**row).update(**changes):
        return
    try:
        with transaction.atomic():
            DailyFigure.objects.create(**row, **added)
    except IntegrityError:  # another process made the row between our look and our write
        DailyFigure.objects.filter(**row).update(**changes)


def flush_impressions() -> int:
    """Take what waits in the cache over into the table; returns how many impressions that were."""
    flushed = 0
    for day in (today() - timedelta(days=1), today()):
        keys = {_key(day, profile, kind): (profile, kind) for profile, kind in _groups()}
        for key, waiting in (cache.get_many(list(keys)) or {}).items():
            if not waiting:
                continue
            with suppress(ValueError):
                cache.decr(key, waiting)
                profile, kind = keys[key]
                count(profile=profile, kind=kind, impressions=waiting)
                flushed += waiting
    return flushed


def _groups() -> list[tuple[str, str]]:
    profiles = WeightProfile.objects.order_by().values_list("name", flat=True)
    return [(profile, kind) for profile in profiles for kind in Recommendation.Type.values]


def _key(day: date, profile: str, kind: str) -> str:
    return f"recommendations:impressions:{day.isoformat()}:{profile}:{kind}"


def quality_figures() -> dict[str, Any]:
    """For staff: what came of the recommendations of the last 30 days, and how good the engine measures."""
    flush_impressions()
    since = today() - timedelta(days=SUMMARY_DAYS)
    rows = DailyFigure.objects.filter(day__gte=since)
    newest = ModelArtifact.objects.defer("payload").first()
    run = EvaluationRun.objects.first()
    return {
        "days": SUMMARY_DAYS,
        "by_profile": _sums(rows, "profile"),
        "by_type": _sums(rows, "recommendation_type"),
        "model": newest and {"version": newest.version, "published_at": newest.published_at},
        "evaluation": run and {"profile": run.profile, "split": run.split, "results": run.results},
    }


def _sums(rows: Any, by: str) -> dict[str, dict[str, Any]]:
    sums = {name: Sum(name) for name in (*COUNTS, "rating_sum")}
    return {row.pop(by): _with_rates(row) for row in rows.order_by(by).values(by).annotate(**sums)}


def _with_rates(row: dict[str, Any]) -> dict[str, Any]:
    rating_sum = row.pop("rating_sum")
    return {
        **row,
        "click_rate": round(row["clicks"] / row["impressions"], 4) if row["impressions"] else None,
        "mean_rating": round(rating_sum / row["ratings"], 2) if row["ratings"] else None,
    }

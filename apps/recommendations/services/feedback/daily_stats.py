"""Responses to recommendations by day, profile and type. Impressions are counted in the cache, so that reads write no
rows.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, timedelta
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from apps.recommendations.models import (
    DailyStats,
    EvaluationRun,
    ModelArtifact,
    Recommendation,
    RecommendationFeedback,
    WeightProfile,
)

CACHED_SECONDS = 3 * 24 * 3600
SUMMARY_DAYS = 30
COUNTS = ("impressions", "clicks", "likes", "dislikes", "ratings")
FEEDBACK_COUNTS = {
    RecommendationFeedback.Type.LIKE: "likes",
    RecommendationFeedback.Type.DISLIKE: "dislikes",
    RecommendationFeedback.Type.NOT_INTERESTED: "dislikes",
}


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def count_impressions(by_kind: Mapping[tuple[str, str], int]) -> None:
    """by_kind: how many recommendations of each profile and type were shown."""
    for (profile, kind), count in by_kind.items():
        key = _key(today(), profile, kind)
        try:
            cache.incr(key, count)
        except ValueError:  # the first of the day
            cache.add(key, 0, timeout=CACHED_SECONDS)
            with suppress(ValueError):  # the key was flushed in between, or the cache is down
                cache.incr(key, count)


def increment(*, profile: str, kind: str, added: Mapping[str, float], day: date | None = None) -> None:
    """Add to the counts of a day, by default today: {"ratings": 1, "rating_sum": 8.5} …"""
    row = {"day": day or today(), "profile": profile, "recommendation_type": kind}
    changes = {name: F(name) + value for name, value in added.items()}
    if DailyStats.objects.filter(**row).update(**changes):
        return
    try:
        with transaction.atomic():
            DailyStats.objects.create(**row, **added)
    except IntegrityError:  # another process created the row in between
        DailyStats.objects.filter(**row).update(**changes)


def flush_impressions() -> int:
    """Move the counts of the cache to the table; returns the number of impressions."""
    flushed = 0
    for day in (today() - timedelta(days=1), today()):
        keys = {_key(day, profile, kind): (profile, kind) for profile, kind in _groups()}
        for key, count in (cache.get_many(list(keys)) or {}).items():
            if not count:
                continue
            with suppress(ValueError):
                cache.decr(key, count)
                profile, kind = keys[key]
                increment(profile=profile, kind=kind, day=day, added={"impressions": count})
                flushed += count
    return flushed


def _groups() -> list[tuple[str, str]]:
    profiles = WeightProfile.objects.order_by().values_list("name", flat=True)
    return [(profile, kind) for profile in profiles for kind in Recommendation.Type.values]


def _key(day: date, profile: str, kind: str) -> str:
    return f"recommendations:impressions:{day.isoformat()}:{profile}:{kind}"


def quality_statistics() -> dict[str, Any]:
    """For staff: responses to the recommendations of the last 30 days, and the newest evaluation."""
    flush_impressions()
    since = today() - timedelta(days=SUMMARY_DAYS)
    rows = DailyStats.objects.filter(day__gte=since)
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

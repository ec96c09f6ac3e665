"""Lists for many users: stored in the database, or written to a file."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any, TextIO

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core.jobs.processes import run_in_processes
from apps.recommendations.models import Recommendation
from apps.recommendations.services.dataset import HISTORY_SOURCES
from apps.recommendations.services.exposures.impressions import Impressions, read_impressions
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.ranked_lists import ListRequest
from apps.recommendations.services.serving.stored_lists import store_lists
from apps.recommendations.services.serving.user_context import UserContext
from apps.recommendations.services.serving.visibility import muted_among, showable

BATCH_SIZE = 200
ACTIVE_DAYS = 30
Progress = Callable[[int], None]
# The scheduled job runs once a day, so it also generates lists again that would be outdated before its next run.
LIFETIME_IN_BULK = timedelta(hours=12)


@dataclass(frozen=True)
class PersonalList:
    username: str
    tmdb_ids: list[int]


def users_to_serve(*, active_days: int | None = ACTIVE_DAYS) -> QuerySet:
    """Users with a history. active_days: only those with a login or an event in so many days."""
    users = get_user_model().objects.filter(is_active=True)
    histories = [source.objects.filter(user=OuterRef("pk")) for source, _, _ in HISTORY_SOURCES.values()]
    if active_days is None:
        return users.filter(_any_of(histories)).order_by("pk")
    since = timezone.now() - timedelta(days=active_days)
    recent = [rows.filter(updated_at__gte=since) for rows in histories]
    return users.filter(_any_of(recent) | Q(last_login__gte=since)).order_by("pk")


def _any_of(histories: Sequence[QuerySet]) -> Q:
    condition = Q()
    for rows in histories:
        condition |= Q(Exists(rows))
    return condition


def refresh_lists(*, users: QuerySet, progress: Progress = lambda done: None) -> int:
    """Generate and store the outdated lists; returns how many there were."""
    engine, generated = RecommendationEngine(wait=True), 0
    for batch in batches_of(users, engine):
        due = [
            context
            for context in batch.values()
            if not engine.is_up_to_date(context, lifetime=LIFETIME_IN_BULK)
        ]
        impressions = read_impressions([context.user_id for context in due], engine.today)
        lists = [engine.generate_list(context, impressions[context.user_id]) for context in due]
        if lists:
            store_lists(lists)
        generated += len(lists)
        progress(len(batch))
    return generated


def refresh_in_processes(*, users: QuerySet, processes: int, progress: Progress = lambda done: None) -> int:
    """As `refresh_lists`, on so many processes."""
    ids = list(users.values_list("pk", flat=True))
    batches = [ids[start : start + BATCH_SIZE] for start in range(0, len(ids), BATCH_SIZE)]
    generated = 0
    for batch, count in zip(batches, run_in_processes(refresh_batch, batches, processes), strict=True):
        generated += count
        progress(len(batch))
    return generated


def refresh_batch(user_ids: Sequence[int]) -> int:
    return refresh_lists(users=get_user_model().objects.filter(pk__in=user_ids).order_by("pk"))


def refresh_active() -> str:
    """The scheduled job: active users find an up-to-date list."""
    return f"generated {refresh_lists(users=users_to_serve())} lists"


def personal_lists(
    *, users: QuerySet, limit: int, progress: Progress = lambda done: None
) -> Iterator[PersonalList]:
    """The list that the API would return to each user, best first: the stored one, or a new one."""
    engine = RecommendationEngine(wait=True)
    for batch in batches_of(users, engine):
        fresh = [context.user_id for context in batch.values() if engine.is_up_to_date(context)]
        stored, impressions = stored_movie_ids(fresh), read_impressions(list(batch), engine.today)
        for user_id, context in batch.items():
            movie_ids = stored.get(user_id) or ranked_movie_ids(engine, context, impressions[user_id])
            muted = muted_among(movie_ids, context.muted)  # that got a feature since the list was stored
            movie_ids = [movie_id for movie_id in movie_ids if movie_id not in muted]
            yield PersonalList(context.username, engine.snapshot.tmdb_ids_of(movie_ids)[:limit])
        progress(len(batch))


def write_lists(lists: Iterator[PersonalList], file: TextIO) -> int:
    """Write one JSON object per line; returns the number of lines."""
    lines = 0
    for entry in lists:
        file.write(json.dumps({"user": entry.username, "tmdb_ids": entry.tmdb_ids}) + "\n")
        lines += 1
    return lines


def batches_of(users: QuerySet, engine: RecommendationEngine) -> Iterator[dict[int, UserContext]]:
    ids = iter(users.values_list("pk", flat=True).iterator())
    while batch := list(islice(ids, BATCH_SIZE)):
        yield dict(sorted(engine.contexts(batch).items()))


def stored_movie_ids(user_ids: Sequence[int]) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = {}
    rows: Any = showable(Recommendation.objects.filter(user_id__in=user_ids)).order_by(
        "user_id", "rank", "pk"
    )
    for user_id, movie_id in rows.values_list("user_id", "movie_id"):
        lists.setdefault(user_id, []).append(movie_id)
    return lists


def ranked_movie_ids(
    engine: RecommendationEngine, context: UserContext, impressions: Impressions
) -> list[int]:
    features = replace(engine.features(context), impressions=impressions)
    return engine.rank(features, ListRequest(explores=True, explain=False)).movie_ids

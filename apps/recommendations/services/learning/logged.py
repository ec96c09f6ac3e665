"""Evaluation from the exposure log: how well a profile ranks what exploring places have tried."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from apps.recommendations.models import ExposureEvent
from apps.recommendations.ranking import Profile
from apps.recommendations.ranking.logged import LoggedChoices, LoggedEstimate, preferences_of, snips
from apps.recommendations.services.exposures.log import Kind, write_buffered
from apps.recommendations.services.exposures.results import answered_exposures
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.user_context import UserContext

DAYS = 90
BATCH = 100  # users whose events are in memory at a time
Chosen = dict[str, Any]


class NothingLoggedError(ValueError):
    """The log has no explored place; the message says what to do."""


@dataclass(frozen=True)
class LoggedEvaluation:
    """own: of the profile. equal: of a profile that prefers nothing. shown: places of the log."""

    profile: str
    shown: int
    users: int
    own: LoggedEstimate
    equal: LoggedEstimate


def evaluate_logged(*, profile: Profile, max_users: int | None = None) -> LoggedEvaluation:
    """Estimate which share of the explored movies users respond to if the profile chooses among them.

    Each movie is ranked as the profile would have ranked it then, from the user's events before that moment. A response is
    a click, a like, or a rating of 7 or more within the window of attribution. Raises NothingLoggedError.
    """
    write_buffered()
    chosen = explored(timezone.now() - timedelta(days=DAYS), max_users)
    if not chosen:
        raise NothingLoggedError(
            "No explored place was shown yet. Set RECOMMENDER_EXPLORATION above 0 and let users see lists."
        )
    answered = answered_exposures(timezone.now() - timedelta(days=DAYS))
    logged = LoggedChoices(
        users=np.array([row["user_id"] for row in chosen]),
        propensities=np.array([row["propensity"] for row in chosen], dtype=float),
        rewards=np.array([row["pk"] in answered for row in chosen], dtype=float),
    )
    ranks = ranks_under(profile, chosen)
    return LoggedEvaluation(
        profile=profile.name,
        shown=len(chosen),
        users=len(set(logged.users.tolist())),
        own=snips(logged, preferences_of(ranks)),
        equal=snips(logged, (ranks > 0).astype(float)),
    )


def explored(since: datetime, max_users: int | None) -> list[Chosen]:
    """Explored places by user, then time; of the users who were shown one last, if not of all."""
    shown = ExposureEvent.objects.filter(
        kind=Kind.SHOWN, propensity__gt=0, user__isnull=False, happened_at__gte=since
    )
    columns = ("pk", "user_id", "movie_id", "propensity", "happened_at")
    rows = list(shown.order_by("user_id", "happened_at", "pk").values(*columns))
    if max_users is None:
        return rows
    latest = {row["user_id"]: row["happened_at"] for row in rows}
    kept = sorted(latest, key=lambda user_id: (latest[user_id], user_id))[-max_users:]
    return [row for row in rows if row["user_id"] in set(kept)]


def ranks_under(profile: Profile, chosen: list[Chosen]) -> np.ndarray:
    """The rank that the profile would have given each movie then, from 1; 0 for a movie that it could not list."""
    engine, ranks = RecommendationEngine(wait=True), np.zeros(len(chosen), dtype=np.int64)
    of_user: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(chosen):
        of_user[row["user_id"]].append(place)
    users = list(of_user)
    for start in range(0, len(users), BATCH):
        contexts = engine.contexts(users[start : start + BATCH])
        for user_id, context in contexts.items():
            by_time: dict[datetime, list[int]] = defaultdict(list)
            for place in of_user[user_id]:
                by_time[chosen[place]["happened_at"]].append(place)
            for moment, places in by_time.items():
                movie_ids = [chosen[place]["movie_id"] for place in places]
                ranks[places] = _ranks(engine, profile, _before(context, moment), movie_ids)
    return ranks


def _before(context: UserContext, moment: datetime) -> UserContext:
    return replace(context, events=tuple(event for event in context.events if event.at < moment))


def _ranks(
    engine: RecommendationEngine, profile: Profile, context: UserContext, movie_ids: list[int]
) -> np.ndarray:
    user = replace(engine.features(context), profile=profile)
    scores, eligible = engine.scores(user), engine.eligible(user)
    positions = engine.snapshot.positions(movie_ids)
    own = scores[positions]
    better = np.array([(scores[eligible] > score).sum() for score in own])
    return np.where((positions >= 0) & eligible[positions], better + 1, 0)

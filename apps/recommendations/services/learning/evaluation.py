"""Offline evaluation of the served code on held-out ratings of this installation, with baselines."""

import logging
from dataclasses import asdict, dataclass
from typing import Any

from apps.recommendations.models import EvaluationRun, WeightProfile
from apps.recommendations.ranking import (
    BASELINES,
    CLASSIC,
    EvaluationOptions,
    Interactions,
    Profile,
    Split,
    evaluate,
)
from apps.recommendations.ranking.splits import usable_split
from apps.recommendations.ranking.train import Progress
from apps.recommendations.services.learning.interactions import read_interactions
from apps.recommendations.services.learning.training import training_config
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.weight_profiles import BUILT_IN, parse_profile

COLD_STARTS = (1, 3, 5, 10)  # how many ratings of a new user are known

logger = logging.getLogger(__name__)


class NothingToMeasureError(ValueError):
    """There are no likes to measure with; the message says what to do."""


@dataclass(frozen=True)
class Options:
    """max_users: evaluate at most so many. cold_start: also with only the first 1, 3, 5 and 10 ratings known."""

    split: Split = "rolling"
    max_users: int | None = None
    baselines: bool = False
    cold_start: bool = False


def profile_named(name: str | None) -> tuple[Profile, WeightProfile | None]:
    """The profile of that name, or the default. Raises ProfileError, WeightProfile.DoesNotExist."""
    rows = WeightProfile.objects.all()
    row = rows.filter(name=name).first() if name else rows.filter(is_default=True).first()
    if row is not None:
        return parse_profile(row), row
    if name in BUILT_IN:
        return BUILT_IN[name][0], None
    raise WeightProfile.DoesNotExist(f"There is no profile {name}.")


def evaluate_recommender(
    *,
    profile: Profile,
    row: WeightProfile | None,
    options: Options,
    progress: Progress = lambda step, share: None,
) -> EvaluationRun:
    """Split, train on the training part, measure, and store the table."""
    interactions = interactions_to_measure(progress)
    engine = RecommendationEngine(wait=True)
    compared = (CLASSIC,) if options.baselines and profile.name != CLASSIC.name else ()
    split = usable_split(interactions, options.split)
    if split != options.split:
        logger.warning("The ratings span too little time for a rolling split; splitting by time")
    tables: dict[str, Any] = {}
    for known in (None, *(COLD_STARTS if options.cold_start else ())):
        settings = EvaluationOptions(
            today=engine.today.toordinal(),
            split=split,
            config=training_config(row),
            max_users=options.max_users,
            known=known,
            baselines=BASELINES if options.baselines else (),
        )
        reports = evaluate(
            engine.snapshot.catalogue, interactions, (profile, *compared), settings, progress=progress
        )
        tables["all" if known is None else f"first {known}"] = [report.to_json() for report in reports]
    return EvaluationRun.objects.create(
        profile=profile.name, split=split, options=asdict(options), results=tables
    )


def interactions_to_measure(progress: Progress) -> Interactions:
    interactions = read_interactions(progress=lambda step, rows: progress(f"{step}: {rows:,}", 0.0))
    if not len(interactions.likes()):
        raise NothingToMeasureError(
            "There are no likes to measure with. Run import_movielens or seed_demo first."
        )
    return interactions

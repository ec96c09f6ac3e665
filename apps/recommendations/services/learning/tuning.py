"""Tuning: weights and training settings for this installation's data, stored as the profile `tuned`.

A training tunes first if nothing was tuned yet, or if the data has doubled since; it uses only what is confirmed.
"""

import time
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from apps.core.extensions import JobSkipped
from apps.recommendations.models import ModelArtifact, WeightProfile
from apps.recommendations.ranking import Interactions, Split, Tuning, TuningOptions, tune
from apps.recommendations.ranking.train import Progress
from apps.recommendations.services.learning.evaluation import interactions_to_measure
from apps.recommendations.services.learning.interactions import count_interactions
from apps.recommendations.services.learning.trainers import chosen_trainer
from apps.recommendations.services.learning.training import (
    NothingToLearnError,
    Trained,
    interactions_to_learn_from,
    train_recommender,
)
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.weight_profiles import as_row, default_profile_name, make_default

MINUTES = 5.0  # of the search of a training
LEAST_USERS = 300  # with fewer users a search finds accidents
GROWTH = 2.0  # factor by which the data has to grow before a training tunes again
TUNED_AT = "tuned_at_interactions"  # fact of a model: the size of the data of the last search
# The scheduled job trains again when so many interactions are new, as a share of those of the served model.
NEW_SHARE, NEW_MINIMUM = 0.01, 20
OWN_PROFILES = ("learned", "tuned")  # with another default profile staff have chosen, and nothing is tuned


@dataclass(frozen=True)
class Tuned:
    tuning: Tuning
    row: WeightProfile | None


def train_and_tune(
    *,
    tune_now: bool | None = None,
    minutes: float = MINUTES,
    card: bool = True,
    progress: Progress = lambda step, share: None,
) -> tuple[Trained, Tuning | None]:
    """Tune on the rolling split if it is due (`tune_now`: in any case, or never), then train and publish.

    The tuned profile becomes the default only if a held-out half of the users confirms it. Raises as
    `train_recommender` does.
    """
    chosen_trainer()
    interactions = interactions_to_learn_from(None, progress)
    tuned_at = last_tuned_at()
    if not (is_due(interactions, tuned_at) if tune_now is None else tune_now):
        facts: dict[str, Any] = {TUNED_AT: tuned_at}
        return train_recommender(interactions=interactions, card=card, extra=facts, progress=progress), None
    tuning = search(interactions, split="rolling", minutes=minutes, progress=progress)
    if tuning.improved:
        make_default(row=_write(tuning, "rolling"))
    facts = {TUNED_AT: len(interactions), "tuning": changes_of(tuning)}
    config = tuning.config if tuning.improved else None
    trained = train_recommender(
        interactions=interactions, config=config, card=card, extra=facts, progress=progress
    )
    return trained, tuning


def last_tuned_at() -> int | None:
    """The number of interactions at the last search, by the newest model."""
    newest = ModelArtifact.objects.defer("payload").first()
    return newest.facts.get(TUNED_AT) if newest else None


def is_due(interactions: Interactions, tuned_at: int | None) -> bool:
    if default_profile_name() not in OWN_PROFILES or len(np.unique(interactions.users)) < LEAST_USERS:
        return False
    return tuned_at is None or len(interactions) >= GROWTH * tuned_at


def changes_of(tuning: Tuning) -> dict[str, Any]:
    """What a search changed, for the model's facts."""
    return {
        "improved": tuning.improved,
        "ndcg@10": [round(tuning.start_ndcg, 4), round(tuning.ndcg, 4)],
        "changes": [attempt.change for attempt in tuning.attempts if attempt.taken]
        if tuning.improved
        else [],
    }


def search(interactions: Interactions, *, split: Split, minutes: float | None, progress: Progress) -> Tuning:
    """Search for at most so many minutes."""
    end = None if minutes is None else time.monotonic() + 60 * minutes
    engine = RecommendationEngine(wait=True)
    return tune(
        engine.snapshot.catalogue,
        interactions,
        TuningOptions(today=engine.today.toordinal(), split=split),
        stop=lambda: end is not None and time.monotonic() > end,
        progress=progress,
    )


def tune_recommender(
    *,
    split: Split = "rolling",
    minutes: float | None = None,
    activate: bool = True,
    dry_run: bool = False,
    progress: Progress = lambda step, share: None,
) -> Tuned:
    """Search for at most `minutes`, store the profile `tuned`, make it the default and train a model for it.

    Raises NothingToMeasureError without likes; TrainerError, before the search, if training is impossible.
    """
    if activate and not dry_run:
        chosen_trainer()
    interactions = interactions_to_measure(progress)
    tuning = search(interactions, split=split, minutes=minutes, progress=progress)
    if dry_run:
        return Tuned(tuning, None)
    row = _write(tuning, split)
    if activate:
        train_recommender(interactions=interactions, config=tuning.config, progress=progress)
        make_default(row=row)
    return Tuned(tuning, row)


def _write(tuning: Tuning, split: Split) -> WeightProfile:
    columns: dict[str, Any] = as_row(tuning.profile)
    columns["knobs"]["training"] = tuning.config.to_json()
    tried = f"{len(tuning.attempts)} settings tried, nDCG@10 {tuning.start_ndcg:.4f} → {tuning.ndcg:.4f}"
    columns["description"] = f"Tuned on this installation, split by {split}: {tried}."
    return WeightProfile.objects.update_or_create(name=tuning.profile.name, defaults=columns)[0]


def retrain_if_due() -> str:
    """The scheduled job: train again if enough interactions are new since the served model was trained.

    Raises JobSkipped, with the reason.
    """
    newest = ModelArtifact.objects.defer("payload").first()
    seen = int(newest.facts.get("interactions", 0)) if newest else 0
    new = count_interactions() - seen
    needed = max(NEW_MINIMUM, ceil(NEW_SHARE * seen))
    if abs(new) < needed:
        raise JobSkipped(f"{max(new, 0)} new interactions, {needed} are needed")
    try:
        trained, _ = train_and_tune()
    except NothingToLearnError as error:
        raise JobSkipped(str(error)) from error
    return f"trained {trained.artifact} on {trained.facts['interactions']} interactions"

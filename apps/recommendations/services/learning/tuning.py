"""Tuning: weights and training settings for this installation's data, stored as the profile `tuned`."""

import time
from dataclasses import dataclass
from typing import Any

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import Split, Tuning, TuningOptions, tune
from apps.recommendations.ranking.train import Progress
from apps.recommendations.services.learning.evaluation import interactions_to_measure
from apps.recommendations.services.learning.trainers import chosen_trainer
from apps.recommendations.services.learning.training import train_recommender
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.weight_profiles import as_row, make_default


@dataclass(frozen=True)
class Tuned:
    tuning: Tuning
    row: WeightProfile | None


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
    end = None if minutes is None else time.monotonic() + 60 * minutes
    engine = RecommendationEngine(wait=True)
    tuning = tune(
        engine.snapshot.catalogue,
        interactions_to_measure(progress),
        TuningOptions(today=engine.today.toordinal(), split=split),
        stop=lambda: end is not None and time.monotonic() > end,
        progress=progress,
    )
    if dry_run:
        return Tuned(tuning, None)
    row = _write(tuning, split)
    if activate:
        train_recommender(config=tuning.config, progress=progress)
        make_default(row=row)
    return Tuned(tuning, row)


def _write(tuning: Tuning, split: Split) -> WeightProfile:
    columns: dict[str, Any] = as_row(tuning.profile)
    columns["knobs"]["training"] = tuning.config.to_json()
    tried = f"{len(tuning.attempts)} settings tried, nDCG@10 {tuning.start_ndcg:.4f} → {tuning.ndcg:.4f}"
    columns["description"] = f"Tuned on this installation, split by {split}: {tried}."
    return WeightProfile.objects.update_or_create(name=tuning.profile.name, defaults=columns)[0]

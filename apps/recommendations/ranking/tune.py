"""Search for better weights and training settings on validation data of the installation itself.

The training part is split once more in the same way; candidates are compared person by person. Half of the people
choose, the other half must confirm: what was found is taken only if it is better for people it was not chosen on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue
from apps.recommendations.ranking.evaluation import Report, Trial, measure, prepare, recommender
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import LEARNED, Profile
from apps.recommendations.ranking.splits import Split
from apps.recommendations.ranking.train import TrainingConfig, train

PEOPLE = 1600  # asked at most, half of them to choose and half to confirm
LENGTH = 10
LEAST_ERRORS = 0.5  # standard errors of the paired difference that a step must win on the choosing half
CONFIRMED_ERRORS = 1.0  # … and the whole on the confirming half
WEIGHT_STEPS: dict[str, tuple[float, ...]] = {
    "sequence": (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5),
    "content": (0.0, 0.05, 0.15),
    "quality": (0.0, 0.02, 0.1),
}
KNOB_STEPS: dict[str, tuple[float, ...]] = {
    "sequence_half_life": (3, 5, 8, 15, 50),
    "collaborative_half_life": (0, 20, 100),
    "dislike_weight": (0, 0.2),
}
TRAINING_STEPS: dict[str, tuple[float, ...]] = {
    "damping": (0.05, 0.1, 0.15, 0.2),
    "ridge": (0.1, 0.2, 0.4),
    "sequence_ridge": (0.25, 0.5, 1.0, 2.0),
}
Stop = Callable[[], bool]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Attempt:
    """What was tried and its nDCG@10 on the choosing half."""

    change: str
    ndcg: float
    taken: bool


@dataclass(frozen=True)
class Tuning:
    """What to use from now on; `improved` False means: the start stays, nothing was surely better."""

    profile: Profile
    config: TrainingConfig
    improved: bool
    start_ndcg: float
    ndcg: float
    attempts: tuple[Attempt, ...] = field(repr=False)


@dataclass(eq=False)
class _Search:
    choosing: Trial
    today: int
    profile: Profile
    config: TrainingConfig
    model: ItemModel
    best: Report
    attempts: list[Attempt]
    stop: Stop
    progress: Progress

    def compare(self, name: str, profile: Profile, config: TrainingConfig, model: ItemModel) -> None:
        report = measure(
            self.choosing, recommender(self.choosing, profile, model, today=self.today, limit=LENGTH), name
        )
        taken = _gain(report, self.best) > LEAST_ERRORS
        self.attempts.append(Attempt(name, report.ndcg, taken))
        self.progress(f"{name}: {report.ndcg:.4f}", min(len(self.attempts) / 40, 1.0))
        if taken:
            self.profile, self.config, self.model, self.best = profile, config, model, report

    def profiles(self, *names: str) -> None:
        """Try the steps of weights and knobs, one after the other."""
        for name in names:
            for value in WEIGHT_STEPS.get(name) or KNOB_STEPS[name]:
                changed = _with(self.profile, name, value)
                if changed != self.profile and not self.stop():
                    self.compare(f"{name} {value:g}", changed, self.config, self.model)

    def trainings(self, *names: str) -> None:
        """Try the steps of training settings; each is one more training."""
        for name in names:
            for value in TRAINING_STEPS[name]:
                changes: dict[str, Any] = {name: value}
                config = replace(self.config, **changes)
                if config != self.config and not self.stop():
                    self.compare(
                        f"{name} {value:g}", self.profile, config, train(self.choosing.training, config)
                    )


def tune(
    catalogue: Catalogue,
    interactions: Interactions,
    *,
    today: int,
    split: Split = "time",
    start: Profile = LEARNED,
    config: TrainingConfig | None = None,
    people: int = PEOPLE,
    stop: Stop = lambda: False,
    progress: Progress | None = None,
) -> Tuning:
    """Look for a better profile and better training settings, one knob after the other.

    stop: asked before every step, True ends the search with what was found so far (the caller's clock).
    """
    trial = prepare(catalogue, interactions, split, people=people, seed=1)
    choosing, confirming = _halves(trial)
    settings = config or TrainingConfig()
    model = train(trial.training, settings)
    first = measure(choosing, recommender(choosing, start, model, today=today, limit=LENGTH), "start")
    said = progress or (lambda step, share: None)
    search = _Search(choosing, today, start, settings, model, first, [], stop, said)
    search.profiles("sequence", "sequence_half_life", "collaborative_half_life")
    search.trainings("damping", "ridge", "sequence_ridge")
    search.profiles("sequence", "content", "quality", "dislike_weight")
    return _confirmed(search, confirming, start, settings, model)


def _confirmed(
    search: _Search, confirming: Trial, start: Profile, settings: TrainingConfig, model: ItemModel
) -> Tuning:
    old = measure(
        confirming, recommender(confirming, start, model, today=search.today, limit=LENGTH), "start"
    )
    new = measure(
        confirming,
        recommender(confirming, search.profile, search.model, today=search.today, limit=LENGTH),
        "found",
    )
    improved = _gain(new, old) > CONFIRMED_ERRORS
    found = replace(search.profile, name="tuned", tuned=True)
    return Tuning(
        profile=found if improved else replace(start, name="tuned", tuned=True),
        config=search.config if improved else settings,
        improved=improved,
        start_ndcg=old.ndcg,
        ndcg=new.ndcg if improved else old.ndcg,
        attempts=tuple(search.attempts),
    )


def _gain(new: Report, old: Report) -> float:
    """Mean paired difference in nDCG@10, in standard errors."""
    difference = np.asarray(new.values) - np.asarray(old.values)
    if len(difference) < 2 or not difference.any():
        return 0.0
    return float(difference.mean() / (difference.std(ddof=1) / np.sqrt(len(difference))))


def _with(profile: Profile, name: str, value: float) -> Profile:
    if name in WEIGHT_STEPS:
        return replace(profile, weights={**profile.weights, name: value})
    changes: dict[str, Any] = {name: value}
    return replace(profile, **changes)


def _halves(trial: Trial) -> Iterator[Trial]:
    """The same trial for every other person, and for the rest."""
    for parity in (0, 1):
        which = range(parity, len(trial), 2)
        yield replace(
            trial,
            users=trial.users[parity::2],
            histories=tuple(trial.histories[i] for i in which),
            relevant=tuple(trial.relevant[i] for i in which),
        )

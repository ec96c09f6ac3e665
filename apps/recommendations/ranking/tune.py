"""Search for better weights and training settings on the installation's own data.

The training part is split again in the same way, and candidates are compared user by user. One half of the users
chooses; the result is used only if it is better for the other half too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue
from apps.recommendations.ranking.evaluation import Report, Trial, measure, prepare, recommender
from apps.recommendations.ranking.history import NO_TASTE
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.match_training import with_match
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import LEARNED, SIGNALS, Profile
from apps.recommendations.ranking.ranker import allowed_items
from apps.recommendations.ranking.rerank import top
from apps.recommendations.ranking.splits import Split
from apps.recommendations.ranking.train import Progress, TrainingConfig, silent, train

MAX_USERS = 1600  # one half chooses, the other half confirms
LENGTH = 10
EXPECTED_STEPS = 40
CLOSE_ERRORS = 1.0  # standard errors of the paired difference within which two options count as equally good
CONFIRMED_ERRORS = 2.5  # standard errors by which the result must be better for the confirming half
PROFILE_STEPS: dict[str, tuple[float, ...]] = {
    "liked_lately": (0.0, 0.5, 1.0, 1.5),
    "association": (0.0, 0.3, 0.6),
    "sequence": (0.0, 0.05, 0.1, 0.22, 0.45, 0.8, 1.2, 1.8),
    "content": (0.0, 0.05, 0.15),
    "quality": (0.0, 0.02, 0.1),
    "sequence_half_life": (3, 5, 8, 15, 50),
    "collaborative_half_life": (0, 20, 100),
    "dislike_weight": (0, 0.2),
}
TRAINING_STEPS: dict[str, tuple[float, ...]] = {
    "damping": (0.05, 0.1, 0.15, 0.2),
    "ridge": (0.1, 0.2, 0.4),
    "sequence_ridge": (0.25, 0.5, 1.0, 2.0),
}
DIVERSITY = "genre_diversity@10"
DIVERSITY_STEPS = (0.1, 0.15, 0.2, 0.3)
Stop = Callable[[], bool]


def never() -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class TuningOptions:
    """Where the search starts and what it measures. today: `date.toordinal()`."""

    today: int
    split: Split = "rolling"
    start: Profile = LEARNED
    config: TrainingConfig | None = None
    max_users: int = MAX_USERS


@dataclass(frozen=True)
class Attempt:
    """A change, its nDCG@10 for the choosing half, and whether the search continued from it."""

    change: str
    ndcg: float
    taken: bool


@dataclass(frozen=True)
class Tuning:
    """The result. improved: False if nothing was confirmed to be better; then it is the start."""

    profile: Profile
    config: TrainingConfig
    improved: bool
    start_ndcg: float
    ndcg: float
    attempts: tuple[Attempt, ...] = field(repr=False)


@dataclass(frozen=True, eq=False)
class _Option:
    profile: Profile
    config: TrainingConfig
    model: ItemModel
    report: Report


@dataclass(eq=False)
class _Search:
    choosing: Trial
    today: int
    now: _Option
    stop: Stop
    progress: Progress
    attempts: list[Attempt] = field(default_factory=list)

    def measure(self, name: str, profile: Profile, config: TrainingConfig, model: ItemModel) -> "_Option":
        recommend = recommender(self.choosing, profile, model, today=self.today, limit=LENGTH)
        option = _Option(profile, config, model, measure(self.choosing, recommend, name))
        self.progress(f"{name}: {option.report.ndcg:.4f}", min(len(self.attempts) / EXPECTED_STEPS, 1.0))
        return option

    def decide(self, nearest_first: list[_Option]) -> None:
        self.now = _modest(self.now, nearest_first)
        self.attempts += [
            Attempt(option.report.name, option.report.ndcg, option is self.now) for option in nearest_first
        ]

    def profiles(self, *names: str) -> None:
        """Try the steps of weights and settings, one after the other."""
        for name in names:
            options = [
                self.measure(f"{name} {value:g}", changed, self.now.config, self.now.model)
                for value in _by_distance(PROFILE_STEPS[name], _value(self.now.profile, name))
                if not self.stop() and (changed := _with(self.now.profile, name, value))
            ]
            self.decide(options)

    def trainings(self, *names: str) -> None:
        """Try the steps of training settings; each of them trains a model."""
        for name in names:
            options = []
            for value in _by_distance(TRAINING_STEPS[name], getattr(self.now.config, name)):
                if not self.stop():
                    changes: dict[str, Any] = {name: value}
                    config = replace(self.now.config, **changes)
                    model = replace(train(self.choosing.training, config), match=self.now.model.match)
                    options.append(self.measure(f"{name} {value:g}", self.now.profile, config, model))
            self.decide(options)


def tune(
    catalogue: Catalogue,
    interactions: Interactions,
    options: TuningOptions,
    *,
    stop: Stop = never,
    progress: Progress | None = None,
) -> Tuning:
    """Search for a better profile and better training settings, one setting after the other.

    stop: called before every step; True ends the search with the best result so far.
    """
    trial = prepare(catalogue, interactions, options.split, max_users=options.max_users, seed=1)
    choosing, confirming = _halves(trial)
    settings = options.config or TrainingConfig()
    model = with_match(train(trial.training, settings), trial.catalogue, trial.training)
    start = _start(choosing, options, settings, model)
    search = _Search(choosing, options.today, start, stop, progress or silent)
    search.profiles(
        "liked_lately", "association", "sequence", "sequence_half_life", "collaborative_half_life"
    )
    search.trainings("ridge", "damping", "sequence_ridge")
    search.profiles("liked_lately", "sequence", "content", "quality", "dislike_weight")
    search.now = _as_diverse_as_popular(search)
    return _confirmed(search, _start(confirming, options, settings, model), confirming)


def _start(trial: Trial, options: TuningOptions, config: TrainingConfig, model: ItemModel) -> _Option:
    recommend = recommender(trial, options.start, model, today=options.today, limit=LENGTH)
    return _Option(options.start, config, model, measure(trial, recommend, "start"))


def _confirmed(search: _Search, start: _Option, confirming: Trial) -> Tuning:
    found = search.now
    recommend = recommender(confirming, found.profile, found.model, today=search.today, limit=LENGTH)
    new = measure(confirming, recommend, "found")
    improved = _gain(new, start.report) > CONFIRMED_ERRORS
    result = found if improved else start
    return Tuning(
        profile=replace(result.profile, name="tuned", tuned=True),
        config=result.config,
        improved=improved,
        start_ndcg=start.report.ndcg,
        ndcg=new.ndcg if improved else start.report.ndcg,
        attempts=tuple(search.attempts),
    )


def _as_diverse_as_popular(search: _Search) -> _Option:
    """The smallest diversity whose lists have at least the genre diversity of the most liked items."""
    if search.stop():
        return search.now
    catalogue = search.choosing.catalogue
    wanted = measure(
        search.choosing,
        lambda history: top(catalogue.community_likes, allowed_items(catalogue, history, NO_TASTE), LENGTH),
        "most liked",
    )
    option = search.now
    for diversity in DIVERSITY_STEPS:
        if option.report.measures[DIVERSITY].mean >= wanted.measures[DIVERSITY].mean or search.stop():
            break
        if diversity > option.profile.diversity:
            mixed = replace(option.profile, diversity=diversity)
            option = search.measure(f"diversity {diversity:g}", mixed, option.config, option.model)
            search.attempts.append(Attempt(option.report.name, option.report.ndcg, True))
    return option


def _modest(now: _Option, nearest_first: list[_Option]) -> _Option:
    """The option nearest to the present one that is as good as the best (one-standard-error rule)."""
    best = max([now, *nearest_first], key=lambda option: option.report.ndcg)
    return next(
        option for option in [now, *nearest_first] if _gain(best.report, option.report) <= CLOSE_ERRORS
    )


def _by_distance(steps: tuple[float, ...], now: float) -> list[float]:
    """All steps but the present one, the nearest first."""
    place = int(np.searchsorted(steps, now))
    return sorted((step for step in steps if step != now), key=lambda step: abs(steps.index(step) - place))


def _value(profile: Profile, name: str) -> float:
    return profile.weights.get(name, 0.0) if name in SIGNALS else float(getattr(profile, name))


def _gain(new: Report, old: Report) -> float:
    """Mean paired difference in nDCG@10, in standard errors."""
    difference = np.asarray(new.values) - np.asarray(old.values)
    if len(difference) < 2 or not difference.any():
        return 0.0
    return float(difference.mean() / (difference.std(ddof=1) / np.sqrt(len(difference))))


def _with(profile: Profile, name: str, value: float) -> Profile:
    if name in SIGNALS:
        return replace(profile, weights={**profile.weights, name: value})
    changes: dict[str, Any] = {name: value}
    return replace(profile, **changes)


def _halves(trial: Trial) -> Iterator[Trial]:
    """The trial of every other user, and of the rest."""
    for parity in (0, 1):
        which = range(parity, len(trial), 2)
        yield replace(
            trial,
            users=trial.users[parity::2],
            histories=tuple(trial.histories[i] for i in which),
            relevant=tuple(trial.relevant[i] for i in which),
            answers=tuple(trial.answers[i] for i in which),
        )

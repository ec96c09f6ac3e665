"""The whole evaluation: split, train on the training part, rank, measure, and the same for baselines.

A profile that was tuned on an installation has seen the held-out ratings. So a tuned profile is tuned again here, on
the training part and for the same kind of split.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.evaluation import (
    Recommend,
    Report,
    Trial,
    measure,
    pooled,
    prepare,
    prepare_all,
    recommender,
    told_by_match,
)
from apps.recommendations.ranking.history import History
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.item_weights import ease_weights, inverse_of
from apps.recommendations.ranking.match_training import learn_match
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.splits import Split
from apps.recommendations.ranking.train import Progress, TrainingConfig, train
from apps.recommendations.ranking.tune import Stop, TuningOptions, never, tune

NEIGHBOURS = 100  # of the item-kNN baseline
SHRINKAGE = 10.0  # likes in common that its cosines are shrunk by
EASE_RIDGES = (
    0.05,
    0.1,
    0.2,
    0.4,
    0.8,
)  # λ / users of the EASE baseline, chosen on a part of the training data
EASE_USERS = 400  # who choose it, at most
RECENT_SHARE = 0.1  # the newest likes, for the baseline `most liked recently`
EASE_LIKES = 5  # items with fewer likes are not in the EASE baseline
BASELINES = ("most liked", "most liked recently", "random", "item-kNN", "EASE")


@dataclass(frozen=True, kw_only=True)
class EvaluationOptions:
    """today: `date.toordinal()`. max_users, known: see `prepare`. baselines: names out of BASELINES. last_only: of a
    rolling split the last period alone, which needs one training.

    config: of the profiles that are not tuned. A tuned profile finds its own, because the stored one has seen the
    held-out ratings.
    """

    today: int
    split: Split = "rolling"
    config: TrainingConfig | None = None
    max_users: int | None = None
    known: int | None = None
    baselines: tuple[str, ...] = ()
    last_only: bool = False


def evaluate(
    catalogue: Catalogue,
    interactions: Interactions,
    profiles: tuple[Profile, ...],
    options: EvaluationOptions,
    *,
    stop: Stop = never,
    progress: Progress | None = None,
) -> tuple[Report, ...]:
    """One report per profile and baseline, all for the same users.

    stop: ends the search for a tuned profile when it returns True.
    """
    if options.last_only:
        trials: tuple[Trial, ...] = (
            prepare(catalogue, interactions, options.split, max_users=options.max_users),
        )
    else:
        trials = prepare_all(
            catalogue, interactions, options.split, max_users=options.max_users, known=options.known
        )
    parts = [
        _evaluate_trial(catalogue, trial, profiles, options, stop=stop, progress=progress) for trial in trials
    ]
    return tuple(pooled(reports) for reports in zip(*parts, strict=True))


def _evaluate_trial(
    catalogue: Catalogue,
    trial: Trial,
    profiles: tuple[Profile, ...],
    options: EvaluationOptions,
    *,
    stop: Stop,
    progress: Progress | None,
) -> list[Report]:
    tuning = TuningOptions(today=options.today, split=options.split)
    model, reports = None, []
    match_model = learn_match(trial.catalogue, trial.training)
    for profile in profiles:
        if profile.tuned:
            found = tune(catalogue, trial.training, tuning, stop=stop, progress=progress)
            served = found.profile, replace(train(trial.training, found.config), match=match_model)
        else:
            model = model or replace(
                train(trial.training, options.config, progress=progress), match=match_model
            )
            served = profile, model
        recommend = recommender(trial, *served, today=options.today)
        report = measure(trial, recommend, profile.name, progress=progress)
        reports.append(replace(report, told=told_by_match(trial, served[1])))
    for name in options.baselines:
        reports.append(measure(trial, baseline(trial, name), name, progress=progress))
    return reports


def baseline(trial: Trial, name: str, *, seed: int = 0) -> Recommend:
    """A way to recommend that ours has to beat; items that a user rated are left out."""
    makers: dict[str, Callable[[], Recommend]] = {
        "most liked": lambda: _by_score(trial, lambda history: trial.catalogue.community_likes),
        "most liked recently": lambda: _most_liked_recently(trial),
        "random": lambda: _random(trial, seed),
        "item-kNN": lambda: _linear(trial, _knn(_likes(trial))),
        "EASE": lambda: _ease(trial),
    }
    if name not in makers:
        raise ValueError(f"There is no baseline {name}. Baselines are {', '.join(BASELINES)}.")
    return makers[name]()


def _by_score(trial: Trial, score: Callable[[History], NDArray], length: int = 20) -> Recommend:
    def recommend(history: History) -> Ints:
        scores = np.array(score(history), dtype=np.float64)
        scores[history.excluded] = -np.inf
        best = np.argpartition(-scores, min(length, len(scores) - 1))[:length]
        return best[np.lexsort((best, -scores[best]))]

    return recommend


def _most_liked_recently(trial: Trial) -> Recommend:
    likes = trial.training.likes()
    since = np.quantile(likes.times, 1 - RECENT_SHARE) if len(likes) else 0.0
    items = trial.catalogue.positions(likes.items[likes.times >= since])
    counts = np.bincount(items[items >= 0], minlength=len(trial.catalogue))
    # Items that tie are ordered by all their likes.
    scores = counts + trial.catalogue.community_likes / (1.0 + trial.catalogue.community_likes.max(initial=0))
    return _by_score(trial, lambda history: scores)


def _random(trial: Trial, seed: int) -> Recommend:
    draw = np.random.default_rng(seed)
    rated = np.zeros(len(trial.catalogue))
    rated[trial.rated[trial.rated >= 0]] = 1
    return _by_score(trial, lambda history: rated + draw.random(len(rated)))


def _linear(trial: Trial, weights: sparse.csr_array | Floats) -> Recommend:
    return _by_score(trial, lambda history: weights[history.opinions.likes].sum(axis=0))


def _likes(trial: Trial) -> sparse.csr_array:
    likes = trial.training.likes()
    _, users = np.unique(likes.users, return_inverse=True)
    items = trial.catalogue.positions(likes.items)
    shape = (int(users.max(initial=-1)) + 1, len(trial.catalogue))
    return sparse.csr_array((np.ones(len(users), dtype=np.float32), (users, items)), shape=shape)


def _knn(likes: sparse.csr_array) -> sparse.csr_array:
    """Shrunk cosines, the nearest of each item."""
    common = (likes.T @ likes).tocsr()
    length = np.sqrt(np.maximum(common.diagonal(), 1.0))
    rows = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
    cosine = common.data / (length[rows] * length[common.indices]) * common.data / (common.data + SHRINKAGE)
    cosine[rows == common.indices] = 0
    order = np.lexsort((-cosine, rows))
    kept = order[np.arange(len(order)) - common.indptr[rows[order]] < NEIGHBOURS]
    return sparse.csr_array((cosine[kept], (rows[kept], common.indices[kept])), shape=common.shape)


def _ease(trial: Trial) -> Recommend:
    """Steck 2019 with the λ that is best for a part of the training data, which is held out in the same way."""
    inner = prepare(trial.catalogue, trial.training, trial.split, max_users=EASE_USERS, seed=1)
    ndcgs = [measure(inner, ease(inner, ridge), "EASE").ndcg if len(inner) else 0.0 for ridge in EASE_RIDGES]
    return ease(trial, EASE_RIDGES[int(np.argmax(ndcgs))])


def ease(trial: Trial, ridge: float) -> Recommend:
    """Dense, on every item with enough likes. ridge: λ / users."""
    likes = _likes(trial)
    items = np.flatnonzero(np.asarray(likes.sum(axis=0)).ravel() >= EASE_LIKES)
    seen = likes.tocsc()[:, items]
    weights = ease_weights(inverse_of((seen.T @ seen).toarray(), ridge * likes.shape[0]))
    place = np.full(len(trial.catalogue), -1)
    place[items] = np.arange(len(items))

    def score(history: History) -> Floats:
        scores = np.zeros(len(trial.catalogue), dtype=np.float32)
        known = place[history.opinions.likes]
        scores[items] = weights[known[known >= 0]].sum(axis=0)
        return scores

    return _by_score(trial, score)

"""The whole evaluation: split, learn on the training part, rank, measure, beside the baselines.

What was tuned on an installation has seen its answers. So a tuned profile is tuned anew here, on the training part
and for the same kind of split: what is measured is what tuning finds without the answers.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.evaluation import (
    Progress,
    Recommend,
    Report,
    Trial,
    measure,
    prepare,
    recommender,
)
from apps.recommendations.ranking.history import History
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.ridge import co_liking_weights, inverse_of
from apps.recommendations.ranking.splits import Split
from apps.recommendations.ranking.train import TrainingConfig, train
from apps.recommendations.ranking.tune import Stop, tune

NEIGHBOURS = 100  # of the item-kNN baseline
SHRINKAGE = 10.0  # likes in common that its cosines are shrunk by
EASE_RIDGE = 0.2  # λ / people of the EASE baseline
LEAST_LIKES = 5  # of a film in the EASE baseline
BASELINES = ("most liked", "random", "item-kNN", "EASE")


def evaluate(
    catalogue: Catalogue,
    interactions: Interactions,
    profiles: Profile | tuple[Profile, ...],
    *,
    today: int,
    split: Split = "time",
    config: TrainingConfig | None = None,
    people: int | None = None,
    known: int | None = None,
    baselines: tuple[str, ...] = (),
    stop: Stop = lambda: False,
    progress: Progress | None = None,
) -> tuple[Report, ...]:
    """One report per profile and baseline, all on the same people.

    people: ask at most so many. known: cold start, see `prepare`.
    stop ends the search of a tuned profile (the caller's clock).
    """
    trial = prepare(catalogue, interactions, split, people=people, known=known)
    asked = (profiles,) if isinstance(profiles, Profile) else profiles
    model, reports = None, []
    for profile in asked:
        if profile.tuned:
            found = tune(
                catalogue,
                trial.training,
                today=today,
                split=split,
                config=config,
                stop=stop,
                progress=progress,
            )
            ways = recommender(trial, found.profile, train(trial.training, found.config), today=today)
        else:
            model = model or train(trial.training, config, progress=progress)
            ways = recommender(trial, profile, model, today=today)
        reports.append(measure(trial, ways, profile.name, progress=progress))
    for name in baselines:
        reports.append(measure(trial, baseline(trial, name), name, progress=progress))
    return tuple(reports)


def baseline(trial: Trial, name: str, *, seed: int = 0) -> Recommend:
    """What a list has to beat; nobody gets what they have rated."""
    makers: dict[str, Callable[[], Recommend]] = {
        "most liked": lambda: _by_score(trial, lambda history: trial.catalogue.community_likes),
        "random": lambda: _random(trial, seed),
        "item-kNN": lambda: _linear(trial, _knn(_likes(trial))),
        "EASE": lambda: _ease(trial),
    }
    if name not in makers:
        raise ValueError(f"{name} is no baseline; there are {', '.join(BASELINES)}.")
    return makers[name]()


def _by_score(trial: Trial, score: Callable[[History], NDArray], length: int = 20) -> Recommend:
    def recommend(history: History) -> Ints:
        scores = np.array(score(history), dtype=np.float64)
        scores[history.excluded] = -np.inf
        best = np.argpartition(-scores, min(length, len(scores) - 1))[:length]
        return best[np.lexsort((best, -scores[best]))]

    return recommend


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
    """Dense, on every film with enough likes: Steck 2019."""
    likes = _likes(trial)
    items = np.flatnonzero(np.asarray(likes.sum(axis=0)).ravel() >= LEAST_LIKES)
    seen = likes.tocsc()[:, items]
    weights = co_liking_weights(inverse_of((seen.T @ seen).toarray(), EASE_RIDGE * likes.shape[0]))
    place = np.full(len(trial.catalogue), -1)
    place[items] = np.arange(len(items))

    def score(history: History) -> Floats:
        scores = np.zeros(len(trial.catalogue), dtype=np.float32)
        known = place[history.opinions.likes]
        scores[items] = weights[known[known >= 0]].sum(axis=0)
        return scores

    return _by_score(trial, score)

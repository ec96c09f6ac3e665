"""How far the learned signals are trusted: only as far as they beat the others on held-out data of the installation.

With a few hundred users, what is liked together by chance weighs as much as what belongs together. The candidates are
compared user by user, and of those that are as good as the best the smallest one is taken.
"""

from dataclasses import replace

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue
from apps.recommendations.ranking.evaluation import measure, prepare, recommender
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.splits import usable_split
from apps.recommendations.ranking.train import TrainingConfig, train

ENOUGH_USERS = 1000  # with more users in training the learned signals are trusted without a test
CANDIDATES = (0.0, 0.1, 0.25, 0.5, 1.0)
CLOSE_ERRORS = 1.0  # standard errors within which a candidate is as good as the best
MAX_USERS = 300
TELLING_USERS = 100  # with fewer users after the moment of a rolling split, all users are asked by `time`
FEW_USERS = 5  # with fewer users to measure there is nothing to go by
UNTESTED = 0.5


def learned_trust(
    catalogue: Catalogue, interactions: Interactions, profile: Profile, config: TrainingConfig, *, today: int
) -> float:
    """0–1, for `ItemModel.trust`. Trains once more, on the part that is not held out."""
    if len(np.unique(interactions.users)) > ENOUGH_USERS:
        return 1.0
    trial = prepare(catalogue, interactions, usable_split(interactions, "rolling"), max_users=MAX_USERS)
    if len(trial) < TELLING_USERS:  # so few are as good as each other by chance
        trial = prepare(catalogue, interactions, "time", max_users=MAX_USERS)
    if len(trial) < FEW_USERS or not len(trial.training.likes()):
        return UNTESTED
    model = train(trial.training, config)
    values = [
        np.asarray(
            measure(trial, recommender(trial, profile, replace(model, trust=trust), today=today), "").values
        )
        for trust in CANDIDATES
    ]
    best = max(values, key=np.mean)
    return next(
        trust
        for trust, own in zip(CANDIDATES, values, strict=True)
        if errors_behind(own, best) <= CLOSE_ERRORS
    )


def errors_behind(own: np.ndarray, best: np.ndarray) -> float:
    """Mean paired distance from the best, in standard errors."""
    difference = best - own
    spread = float(difference.std(ddof=1)) / len(difference) ** 0.5
    return float(difference.mean()) / spread if spread > 0 else 0.0

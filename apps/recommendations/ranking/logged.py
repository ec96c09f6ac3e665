"""What a policy would have earned, from a log of what another one showed with known chances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.attribution import Estimate, ratio, sums_by_user
from apps.recommendations.ranking.catalogue import Ints


@dataclass(frozen=True, eq=False)
class LoggedChoices:
    """One entry per explored place: the user, the propensity of the item that was shown, and its reward (0 or 1)."""

    users: Ints
    propensities: NDArray[np.float64]
    rewards: NDArray[np.float64]


@dataclass(frozen=True)
class LoggedEstimate:
    """effective: as how many equally weighted choices the weighted ones count."""

    reward: Estimate
    effective: float


def snips(logged: LoggedChoices, preferences: NDArray[np.float64]) -> LoggedEstimate:
    """The mean reward of a policy that chooses among the candidates of a place in proportion to its preferences.

    Self-normalised inverse propensity scoring (Swaminathan and Joachims 2015): each choice weighs preference / propensity,
    so that what was shown rarely stands for what was not shown. The interval is over users. preferences: shape
    (choices,), 0 or more, of the items that were shown.
    """
    weights = preferences / logged.propensities
    earned, weighed = sums_by_user(logged.users, weights * logged.rewards, weights)
    total = float((weights**2).sum())
    return LoggedEstimate(ratio(earned, weighed), float(weights.sum()) ** 2 / total if total else 0.0)


def preferences_of(ranks: Ints) -> NDArray[np.float64]:
    """1 / rank; 0 for rank 0, an item that the policy would not show."""
    return np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0.0)

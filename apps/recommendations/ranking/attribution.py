"""Which exposure a response belongs to, and rates of response with intervals over users.

An impression of a page is no independent sample: a user's impressions resemble each other. So every interval here is
over users, by the delta method for a ratio of two sums (Deng, Knoblich and Lu 2018).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Ints

Z = 1.96  # of a 95 % interval
LEAST_USERS = 2  # with fewer there is no interval
NO_LIST = -1
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Exposures:
    """One entry per movie that was shown: user, item, list (any whole numbers), time in seconds."""

    users: Ints
    items: Ints
    lists: Ints
    times: Floats


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; low and high are NaN if there are too few users."""

    value: float
    low: float
    high: float

    def contains(self, value: float) -> bool:
        return self.low <= value <= self.high


def attribute(exposures: Exposures, responses: Exposures, *, window: float) -> Ints:
    """For each response the index of the exposure it belongs to, -1 for none.

    That is the latest exposure of the item to the user at most `window` seconds before, in the list that the response names
    if it names one (`lists`, NO_LIST for none) and the list was shown then.
    """
    listed = _latest(
        (exposures.users, exposures.items, exposures.lists),
        exposures.times,
        (responses.users, responses.items, responses.lists),
        responses.times,
        window,
    )
    anywhere = _latest(
        (exposures.users, exposures.items),
        exposures.times,
        (responses.users, responses.items),
        responses.times,
        window,
    )
    return np.where((responses.lists != NO_LIST) & (listed >= 0), listed, anywhere)


def _latest(
    keys: tuple[Ints, ...], times: Floats, asked: tuple[Ints, ...], asked_times: Floats, window: float
) -> Ints:
    """Of each asked key the index of the latest entry at most `window` before the asked time, or -1."""
    count = len(times)
    columns = [np.concatenate(pair) for pair in zip(keys, asked, strict=True)]
    moments = np.concatenate([times, asked_times])
    is_asked = np.arange(len(moments)) >= count
    order = np.lexsort((is_asked, moments, *columns[::-1]))
    # The place of the last entry before each, and whether it has the same key.
    entry = np.where(is_asked[order], -1, np.arange(len(order)))
    last = np.maximum.accumulate(entry) if len(entry) else entry
    found = np.where(last >= 0, order[last], 0)
    same = last >= 0
    for column in columns:
        same &= column[order] == column[found]
    same &= moments[order] - moments[found] <= window
    result = np.full(len(moments), -1, dtype=np.int64)
    result[order] = np.where(same, found, -1)
    return result[count:]


def first_responses(attributed: Ints, kinds: Ints) -> Ints:
    """Indices of the responses that count: of each kind the first one to each exposure.

    attributed: as `attribute` returns it. kinds: of the responses, any numbers.
    """
    found = np.flatnonzero(attributed >= 0)
    pairs = np.stack([attributed[found], kinds[found]])
    _, first = np.unique(pairs, axis=1, return_index=True)
    return found[np.sort(first)]


def ratio(numerators: Floats, denominators: Floats) -> Estimate:
    """Sum of the numerators by sum of the denominators; one entry per user."""
    total = float(denominators.sum())
    if total <= 0:
        return Estimate(np.nan, np.nan, np.nan)
    value = float(numerators.sum()) / total
    return _estimate(value, _variance(numerators, denominators, value), len(numerators))


def difference(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Estimate:
    """The ratio of one group of users minus that of another. Each: numerators, denominators."""
    first, second = ratio(*one), ratio(*other)
    variance = _variance(*one, first.value) + _variance(*other, second.value)
    return _estimate(first.value - second.value, variance, min(len(one[0]), len(other[0])))


def _variance(numerators: Floats, denominators: Floats, value: float) -> float:
    """Of the ratio, by the delta method: the variance of numerator - value · denominator over users."""
    users, total = len(numerators), float(denominators.sum())
    if users < LEAST_USERS or total <= 0:
        return np.nan
    residuals = numerators - value * denominators
    return float(users / (users - 1) * (residuals**2).sum() / total**2)


def _estimate(value: float, variance: float, users: int) -> Estimate:
    if users < LEAST_USERS or not np.isfinite(variance):
        return Estimate(value, np.nan, np.nan)
    margin = Z * sqrt(variance)
    return Estimate(value, value - margin, value + margin)


def sums_by_user(users: Ints, *columns: NDArray) -> tuple[Floats, ...]:
    """The sums of each column by user, in the order of the users' numbers."""
    found, place = np.unique(users, return_inverse=True)
    return tuple(np.bincount(place, weights=column, minlength=len(found)).astype(float) for column in columns)

"""From signal vectors to weights that sum to 1 and values from 0 to 1, so that contributions sum to the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.signals import SIGNALS, SignalVectors

SMALLEST = 1e-6


@dataclass(frozen=True, eq=False)
class Weighing:
    """How one user's signals become values and weights; it depends on the signals of all items.

    names: (signals,). weights: (signals,), sum to 1. A signal's vector is low + scale · value. lows, scales: (signals,).
    """

    names: tuple[str, ...]
    weights: Floats
    lows: Floats
    scales: Floats


@dataclass(frozen=True, eq=False)
class Blend:
    """The components of one user's scores. vectors: by signal the values of the items, 0–1, each of shape (items,)."""

    weighing: Weighing
    vectors: tuple[Floats, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.weighing.names

    @property
    def weights(self) -> Floats:
        return self.weighing.weights

    def values(self, items: Ints) -> Floats:
        """(signals, len(items)), 0–1."""
        return np.stack([vector[items] for vector in self.vectors])

    @cached_property
    def scores(self) -> Floats:
        """(items,), 0–1."""
        total = np.zeros_like(self.vectors[0])
        for weight, vector in zip(self.weights, self.vectors, strict=True):
            if weight:
                total += weight * vector
        return total


def blend(signals: SignalVectors, weighing: Weighing) -> Blend:
    """The values of the items that the signals were computed of."""
    vectors = []
    for row, name in enumerate(weighing.names):
        vector = signals.vectors[name]
        if not SIGNALS[name].is_bounded:
            vector = vector - weighing.lows[row]
            vector *= np.float32(1 / max(float(weighing.scales[row]), SMALLEST))
            np.clip(vector, 0, 1, out=vector)
        vectors.append(vector)
    return Blend(weighing, tuple(vectors))


def weigh(signals: SignalVectors, profile: Profile, known: Floats) -> Weighing:
    """Weigh the signals of one user, which were computed of all items.

    known: (items,), equal parts of 1 for the items that have training data (for all, if none has), 0 for the others.

    Under `standardize` a weight w multiplies the z-score (raw - mean) / spread over the known items, so that items
    without training data change nothing. Because raw = low + scale · value, that is w · scale / spread on the value, up
    to a constant; the weights are then divided by their sum.
    """
    names = tuple(signals.vectors)
    fade = profile.cold_start(signals.opinions)
    weights = np.array(
        [profile.weights.get(n, 0) + profile.cold_start_weights.get(n, 0) * fade for n in names]
    )
    if profile.standardize:
        weights = weights * [signals.trust[name] for name in names]
    vectors = [signals.vectors[name] for name in names]
    lows, scales = np.zeros(len(names), dtype=np.float32), np.ones(len(names), dtype=np.float32)
    for row, (name, vector) in enumerate(zip(names, vectors, strict=True)):
        if not SIGNALS[name].is_bounded:
            lows[row] = vector.min()
            scales[row] = vector.max() - lows[row]
    if profile.standardize:
        spreads = _spreads(vectors, known)
        weights = np.where(spreads > SMALLEST, weights * scales / np.maximum(spreads, SMALLEST), 0)
    return Weighing(names, (weights / max(float(weights.sum()), SMALLEST)).astype(np.float32), lows, scales)


def _spreads(vectors: Sequence[Floats], known: Floats) -> NDArray[np.float64]:
    """Standard deviation of each signal over the known items."""
    part = np.empty_like(known)  # one buffer: a new array per signal takes longer than the product
    means, squares = np.empty(len(vectors)), np.empty(len(vectors))
    for row, vector in enumerate(vectors):
        np.multiply(vector, known, out=part)
        means[row], squares[row] = part.sum(), part @ vector
    return np.sqrt(np.maximum(squares - means * means, 0)).astype(np.float64)

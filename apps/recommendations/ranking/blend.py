"""From signal vectors to weights that sum to 1 and values from 0 to 1, so that contributions sum to the score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Mask
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
    """The components of one user's scores. values: (signals, items), 0–1."""

    weighing: Weighing
    values: NDArray[np.float32]

    @property
    def names(self) -> tuple[str, ...]:
        return self.weighing.names

    @property
    def weights(self) -> Floats:
        return self.weighing.weights

    @property
    def scores(self) -> Floats:
        """Shape (items,), 0–1."""
        return self.weights @ self.values


def blend(signals: SignalVectors, weighing: Weighing) -> Blend:
    """The values of the items that the signals were computed of."""
    values = np.stack([signals.vectors[name] for name in weighing.names])
    for row, name in enumerate(weighing.names):
        if not SIGNALS[name].is_bounded:
            scale = max(float(weighing.scales[row]), SMALLEST)
            values[row] = np.clip((values[row] - weighing.lows[row]) / scale, 0, 1)
    return Blend(weighing, values)


def weigh(signals: SignalVectors, profile: Profile, known: Mask) -> Weighing:
    """Weigh the signals of one user, which were computed of all items.

    Under `standardize` a weight w multiplies the z-score (raw - mean) / spread over the `known` items (all,
    if there are none), so that items without training data change nothing. Because raw = low + scale · value, that
    is w · scale / spread on the value, up to a constant; the weights are then divided by their sum.
    """
    names = tuple(signals.vectors)
    fade = 2.0 ** (-signals.likes / profile.cold_start_half_life)
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


def _spreads(vectors: Sequence[Floats], known: Mask) -> NDArray[np.float64]:
    """Standard deviation of each signal over the known items (over all, if there are none)."""
    counted = (known if known.any() else np.ones_like(known)).astype(np.float32)
    share = counted / counted.sum()
    means = np.array([vector @ share for vector in vectors])
    squares = np.array([(vector * vector) @ share for vector in vectors])
    return np.sqrt(np.maximum(squares - means * means, 0)).astype(np.float64)

"""From signal vectors to weights that sum to 1 and values from 0 to 1, so that contributions sum to the score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Mask
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.signals import SIGNALS, SignalVectors

SMALLEST = 1e-6


@dataclass(frozen=True, eq=False)
class Blend:
    """The components of one user's scores.

    names: (signals,). weights: (signals,), sum to 1. values: (signals, items), 0–1. scales: (signals,), the size of
    one unit of a value in terms of the signal's vector.
    """

    names: tuple[str, ...]
    weights: Floats
    values: NDArray[np.float32]
    scales: Floats

    @property
    def scores(self) -> Floats:
        """Shape (items,), 0–1."""
        return self.weights @ self.values


def blend(signals: SignalVectors, profile: Profile, known: Mask) -> Blend:
    """Weigh the signals of one user.

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
    values = np.stack([signals.vectors[name] for name in names])
    spreads = _spreads(values, known) if profile.standardize else np.ones(len(names))
    scales = np.ones(len(names), dtype=np.float32)
    for row, name in enumerate(names):
        if not SIGNALS[name].is_bounded:
            low = values[row].min()
            scales[row] = values[row].max() - low
            values[row] = np.clip((values[row] - low) / max(float(scales[row]), SMALLEST), 0, 1)
    if profile.standardize:
        weights = np.where(spreads > SMALLEST, weights * scales / np.maximum(spreads, SMALLEST), 0)
    return Blend(names, (weights / max(float(weights.sum()), SMALLEST)).astype(np.float32), values, scales)


def _spreads(values: NDArray[np.float32], known: Mask) -> NDArray[np.float64]:
    """Standard deviation of each signal over the known items (over all, if there are none)."""
    counted = (known if known.any() else np.ones_like(known)).astype(np.float32)
    share = counted / counted.sum()
    mean = values @ share
    return np.sqrt(np.maximum((values * values) @ share - mean * mean, 0)).astype(np.float64)

"""From raw signals to weights that sum to 1 and values from 0 to 1: contributions sum to the score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Mask
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.signals import Raw

# Signals with a scale of their own, 0–1 on every catalogue; the learned ones have none.
UNBOUNDED = frozenset({"collaborative", "sequence", "association"})
SMALLEST = 1e-6


@dataclass(frozen=True, eq=False)
class Blend:
    """weights (signals,) sum to 1; values (signals, items) are 0–1; the score is their product.

    spans: what one unit of a signal's value is in its raw terms.
    """

    names: tuple[str, ...]
    weights: Floats
    values: NDArray[np.float32]
    spans: Floats

    @property
    def scores(self) -> Floats:
        return self.weights @ self.values


def blend(raw: Raw, profile: Profile, known: Mask) -> Blend:
    """Weigh the signals for a person with `raw.likes` likes.

    Under `standardize` a weight w multiplies the z-score (raw - mean) / spread over the `known` items (all,
    when there are none): items that nobody has met change nothing. Because raw = low + span · value, that
    is w · span / spread on the value, up to a constant; the weights are then divided by their sum.
    """
    names = tuple(raw.vectors)
    fade = 2.0 ** (-raw.likes / profile.fading_half_life)
    weights = np.array([profile.weights.get(n, 0) + profile.fading.get(n, 0) * fade for n in names])
    if profile.standardize:
        weights = weights * [raw.trust.get(name, 1.0) for name in names]
    values = np.stack([raw.vectors[name] for name in names])
    spreads = _spreads(values, known) if profile.standardize else np.ones(len(names))
    spans = np.ones(len(names), dtype=np.float32)
    for row, name in enumerate(names):
        if name in UNBOUNDED:
            low = values[row].min()
            spans[row] = values[row].max() - low
            values[row] = np.clip((values[row] - low) / max(float(spans[row]), SMALLEST), 0, 1)
    if profile.standardize:
        weights = np.where(spreads > SMALLEST, weights * spans / np.maximum(spreads, SMALLEST), 0)
    return Blend(names, (weights / max(float(weights.sum()), SMALLEST)).astype(np.float32), values, spans)


def _spreads(values: NDArray[np.float32], known: Mask) -> NDArray[np.float64]:
    """Standard deviation of each signal over the known items (over all, when there are none)."""
    counted = (known if known.any() else np.ones_like(known)).astype(np.float32)
    share = counted / counted.sum()
    mean = values @ share
    return np.sqrt(np.maximum((values * values) @ share - mean * mean, 0)).astype(np.float64)

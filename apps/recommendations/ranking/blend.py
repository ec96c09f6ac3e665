"""From raw signals to weights that sum to 1 and values from 0 to 1: contributions sum to the score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Mask
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.signals import Raw

# Signals with a scale of their own, 0–1 on every catalogue; the learned ones have none.
UNBOUNDED = frozenset({"collaborative", "sequence"})


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
    vectors = np.stack([raw.vectors[name] for name in names])
    low = np.array([vectors[i].min() if name in UNBOUNDED else 0 for i, name in enumerate(names)])
    high = np.array([vectors[i].max() if name in UNBOUNDED else 1 for i, name in enumerate(names)])
    spans = np.maximum(high - low, 0)
    if profile.standardize:
        spread = vectors[:, known].std(axis=1) if known.any() else vectors.std(axis=1)
        weights = weights * np.where(spread > 1e-9, spans / np.maximum(spread, 1e-9), 0)
    weights = np.where(spans > 1e-9, weights, 0 if profile.standardize else weights)
    values = (vectors - low[:, None]) / np.maximum(spans, 1e-9)[:, None]
    total = max(float(weights.sum()), 1e-9)
    return Blend(
        names=names,
        weights=(weights / total).astype(np.float32),
        values=np.clip(values, 0, 1).astype(np.float32),
        spans=spans.astype(np.float32),
    )

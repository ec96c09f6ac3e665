"""Items like one item, and how well one item suits one person."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from apps.recommendations.ranking.blend import Blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.rerank import top

Method = Literal["hybrid", "content", "collaborative"]
METHODS: tuple[str, ...] = get_args(Method)
COLLABORATIVE_SHARE = 0.5  # of a hybrid likeness, for an item with many likes
LIKES_FOR_HALF = 20.0  # likes at which the collaborative side has half of its share


@dataclass(frozen=True, eq=False)
class Similar:
    """Items, most alike first, with likeness 0–1."""

    items: Ints
    scores: Floats


def similar(
    catalogue: Catalogue,
    item: int,
    *,
    model: ItemModel | None = None,
    method: Method = "hybrid",
    limit: int = 20,
    candidates: Mask | None = None,
) -> Similar:
    """The items most like `item` (a position); items without any likeness are left out."""
    if method not in METHODS:
        raise ValueError(f"{method} is no method; there are {', '.join(METHODS)}.")
    scores = _likeness(catalogue, item, model or ItemModel.empty(catalogue.item_ids), method)
    allowed = (scores > 0) & ~catalogue.adult
    allowed[item] = False
    if candidates is not None:
        allowed &= candidates
    best = top(scores, allowed, limit)
    return Similar(best, scores[best])


def content_likeness(catalogue: Catalogue, item: int) -> Floats:
    """Cosine of the features, 0–1."""
    row = catalogue.features[[item]].toarray().ravel()
    return np.clip(catalogue.features @ row, 0, 1).astype(np.float32)


def collaborative_likeness(model: ItemModel, item: int) -> Floats:
    """Weight of this item for others and of others for this item, the greatest 1."""
    onward = model.collaborative[[item]].toarray().ravel()
    inward = model.collaborative[:, [item]].toarray().ravel()
    both = np.maximum(onward + inward, 0)
    return (both / max(float(both.max(initial=0)), 1e-9)).astype(np.float32)


def _likeness(catalogue: Catalogue, item: int, model: ItemModel, method: str) -> Floats:
    if method == "content":
        return content_likeness(catalogue, item)
    together = collaborative_likeness(model, item)
    if method == "collaborative":
        return together
    likes = float(model.likes[item])
    share = COLLABORATIVE_SHARE * likes / (likes + LIKES_FOR_HALF) if together.any() else 0.0
    return (share * together + (1 - share) * content_likeness(catalogue, item)).astype(np.float32)


@dataclass(frozen=True)
class Match:
    """How well an item suits a person: 0–100, and the signals that its score is the sum of."""

    match_score: int
    score: float
    signals: dict[str, dict[str, float]]


def match_scores(scores: Floats, items: Ints) -> Ints:
    """0–100: the share of the catalogue that scores lower for this person, in percent."""
    ordered = np.sort(scores)
    return np.round(100.0 * np.searchsorted(ordered, scores[items]) / max(len(ordered), 1)).astype(np.int64)


def signal_breakdown(blended: Blend, item: int) -> dict[str, dict[str, float]]:
    """Signal → weight, value, contribution of one item."""
    return {
        name: {
            "weight": float(blended.weights[row]),
            "value": float(blended.values[row, item]),
            "contribution": float(blended.weights[row] * blended.values[row, item]),
        }
        for row, name in enumerate(blended.names)
    }

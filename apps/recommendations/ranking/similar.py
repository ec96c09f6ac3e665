"""Items like one item: by what they are, by who likes them, or both."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

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

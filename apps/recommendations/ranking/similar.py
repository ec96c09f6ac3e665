"""Items similar to one item: by their features, by the users who like them, or both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.rerank import top

Method = Literal["hybrid", "content", "collaborative"]
METHODS: tuple[str, ...] = get_args(Method)
COLLABORATIVE_SHARE = 0.5  # of a hybrid similarity, for an item with many likes
# A similarity of content is multiplied by STANDING + QUALITY × quality + KNOWN × popularity of votes: among films that are
# alike the good and well known ones are first. Films that most people dislike come after all others that are alike.
STANDING, QUALITY, KNOWN = 0.4, 0.3, 0.3
DISLIKED, DISLIKED_FACTOR = 5.0, 0.25  # vote average, 0–10
# A film of other genres is less alike than shared people and keywords make it: the factor without a common genre.
OTHER_GENRES = 0.35
# A part of the item's collection is among so many first items.
PLACES_OF_PART = 3
LIKES_FOR_HALF = 20.0  # likes at which the collaborative part has half of its share


@dataclass(frozen=True, eq=False)
class Similar:
    """Items, most similar first, and their similarity, 0–1."""

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
    """The items most similar to `item` (a position); items with a similarity of 0 are left out.

    The most similar part of its collection is the third at least, with the similarity of that place: otherwise a part that
    most people dislike, or that has little else in common, comes after many others. Likes alone (`collaborative`) order
    without this.
    """
    scores, allowed = _similarities(catalogue, [item], model, method, candidates)
    best = top(scores, allowed, limit)
    parts = allowed & (catalogue.collection == catalogue.collection[item])
    if method != "collaborative" and catalogue.collection[item] >= 0 and limit >= PLACES_OF_PART:
        best = _with_a_part(best, scores, top(scores, parts, 1))
    return Similar(best, scores[best])


def similar_to_all(
    catalogue: Catalogue,
    items: Sequence[int] | Ints,
    *,
    model: ItemModel | None = None,
    method: Method = "hybrid",
    limit: int = 20,
    candidates: Mask | None = None,
) -> Similar:
    """The items that are most similar to these (positions, at least one) on average."""
    scores, allowed = _similarities(catalogue, items, model, method, candidates)
    best = top(scores, allowed, limit)
    return Similar(best, scores[best])


def content_similarity(catalogue: Catalogue, item: int) -> Floats:
    """Cosine of the features, 0–1."""
    features, by_feature = catalogue.features, catalogue.by_feature
    total = np.zeros(len(catalogue), dtype=features.dtype)
    part = slice(features.indptr[item], features.indptr[item + 1])
    for column, value in zip(features.indices[part], features.data[part], strict=True):
        having = slice(by_feature.indptr[column], by_feature.indptr[column + 1])
        total[by_feature.indices[having]] += value * by_feature.data[having]
    return np.clip(total, 0, 1).astype(np.float32)


def genre_factor(catalogue: Catalogue, item: int) -> Floats:
    """OTHER_GENRES to 1, by the cosine of the genres; 1 for the parts of its collection, and for all if it has no genres."""
    genres = catalogue.unit_genres
    if not genres[item].any():
        return np.ones(len(catalogue), dtype=np.float32)
    factor = (OTHER_GENRES + (1 - OTHER_GENRES) * (genres @ genres[item])).astype(np.float32)
    if catalogue.collection[item] >= 0:
        factor[catalogue.collection == catalogue.collection[item]] = 1
    return factor


def prior(catalogue: Catalogue) -> Floats:
    """The factor of each item's content similarity, 0–1, from votes and their number. See STANDING."""
    known = np.log1p(np.maximum(catalogue.vote_count + catalogue.community_count, 0))
    factor = STANDING + QUALITY * catalogue.quality + KNOWN * known / max(float(known.max(initial=0)), 1e-9)
    disliked = (catalogue.vote_average > 0) & (catalogue.vote_average < DISLIKED)
    return np.where(disliked, factor * DISLIKED_FACTOR, factor).astype(np.float32)


def collaborative_similarity(model: ItemModel, item: int) -> Floats:
    """Weights of this item for others and of others for this item, scaled so that the greatest is 1."""
    both = np.maximum(model.row("collaborative", item) + model.column("collaborative", item), 0)
    return (both / max(float(both.max(initial=0)), 1e-9)).astype(np.float32)


def _similarities(
    catalogue: Catalogue,
    items: Sequence[int] | Ints,
    model: ItemModel | None,
    method: str,
    candidates: Mask | None,
) -> tuple[Floats, Mask]:
    """The mean similarity of each item of the catalogue to these, and which ones may be listed."""
    if method not in METHODS:
        raise ValueError(f"There is no method {method}. Methods are {', '.join(METHODS)}.")
    model = model or ItemModel.empty(catalogue.item_ids)
    scores = np.mean([_similarity(catalogue, int(item), model, method) for item in items], axis=0)
    allowed = (scores > 0) & ~catalogue.adult
    allowed[np.asarray(items, dtype=np.int64)] = False
    return scores, allowed if candidates is None else allowed & candidates


def _with_a_part(best: Ints, scores: Floats, part: Ints) -> Ints:
    """The best items with the part (one or none) among the first PLACES_OF_PART; sets its score to that of the last of them."""
    if np.isin(part, best[:PLACES_OF_PART]).all():
        return best
    before = PLACES_OF_PART - 1
    scores[part] = scores[best[before]]
    others = best[best != part[0]]
    return np.concatenate([others[:before], part, others[before:]])[: len(best)]


def _similarity(catalogue: Catalogue, item: int, model: ItemModel, method: str) -> Floats:
    content = content_similarity(catalogue, item) * genre_factor(catalogue, item) * prior(catalogue)
    if method == "content":
        return content
    together = collaborative_similarity(model, item)
    if method == "collaborative":
        return together
    likes = float(model.likes[item])
    share = COLLABORATIVE_SHARE * likes / (likes + LIKES_FOR_HALF) if together.any() else 0.0
    return (share * together + (1 - share) * content).astype(np.float32)

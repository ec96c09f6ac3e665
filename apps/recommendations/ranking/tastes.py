"""Several tastes of one user: the likes in clusters, by item weights and by what the movies have in common.

One account often holds more than one taste: several people of a household, or one who likes films of two kinds.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import History
from apps.recommendations.ranking.model import ItemModel

LIKES_MAX = 60  # the newest likes, which are clustered
MOST = 4  # clusters
SMALLEST = 3  # likes of a cluster
# Separation from which likes are more than one taste. On MovieLens (ml-latest-small) the median is 0.09 for single users and
# 0.17 for the likes of two users, one who likes horror and one who likes family films, put together.
SEPARATED = 0.15
TOGETHER_SHARE = 0.5  # of the item weights in a similarity, beside content
LARGE = 0.9  # quantile of the item weights that counts as 1
ROUNDS = 10


@dataclass(frozen=True, eq=False)
class TasteCluster:
    """Likes (positions), the newest first. share: their part of all clustered likes, 0–1."""

    items: Ints
    share: float


def taste_clusters(
    catalogue: Catalogue, history: History, model: ItemModel | None = None
) -> tuple[TasteCluster, ...]:
    """The user's likes in 1 to MOST clusters, the greatest first; one if they do not separate, none without likes.

    k-medoids (Kaufman and Rousseeuw, 1987) for every number of clusters; the one with the greatest separation counts.
    model: aligned to the catalogue.
    """
    likes = history.opinions.likes[::-1][:LIKES_MAX]
    if not len(likes):
        return ()
    distances = 1 - _similarities(catalogue, likes, model)
    best, labels = SEPARATED, np.zeros(len(likes), dtype=np.int64)
    for count in range(2, min(MOST, len(likes) // SMALLEST) + 1):
        found = _medoid_labels(distances, count)
        if np.bincount(found, minlength=count).min() < SMALLEST:
            continue
        if (quality := _separation(distances, found)) > best:
            best, labels = quality, found
    clusters = [likes[labels == label] for label in np.unique(labels)]
    ordered = sorted(clusters, key=lambda items: (-len(items), int(items[0])))
    return tuple(TasteCluster(items, len(items) / len(likes)) for items in ordered)


def _similarities(catalogue: Catalogue, likes: Ints, model: ItemModel | None) -> Floats:
    """(likes, likes), 0–1: half from the item weights, a quarter each from the features and from the genres alone."""
    features, genres = catalogue.features[likes], catalogue.unit_genres[likes]
    similarities = ((features @ features.T).toarray() + genres @ genres.T) / 2
    if model is not None:
        weights = _between(model.matrix("collaborative"), likes)
        together = _scaled(np.maximum(weights + weights.T, 0))
        if together.any():
            similarities = TOGETHER_SHARE * together + (1 - TOGETHER_SHARE) * similarities
    np.fill_diagonal(similarities, 1)
    return np.clip(similarities, 0, 1).astype(np.float32)


def _between(matrix: sparse.csr_array, likes: Ints) -> Floats:
    """(likes, likes), the entries of the rows and columns. Slicing columns with scipy takes ten times as long."""
    place = np.full(matrix.shape[1], -1, dtype=np.int64)
    place[likes] = np.arange(len(likes))
    table = np.zeros((len(likes), len(likes)), dtype=np.float32)
    for row, item in enumerate(likes.tolist()):
        part = slice(matrix.indptr[item], matrix.indptr[item + 1])
        columns = place[matrix.indices[part]]
        table[row, columns[columns >= 0]] = matrix.data[part][columns >= 0]
    return table


def _scaled(similarities: Floats) -> Floats:
    """0–1, by the LARGE quantile of those between different likes that are above 0."""
    between = similarities[~np.eye(len(similarities), dtype=np.bool_)]
    positive = between[between > 0]
    large = float(np.quantile(positive, LARGE)) if len(positive) else 1.0
    return np.minimum(similarities / max(large, 1e-9), 1).astype(np.float32)


def _medoid_labels(distances: Floats, count: int) -> Ints:
    """The number of the nearest of `count` medoids. The first is the most central like, each next one the farthest."""
    medoids = [int(distances.sum(axis=1).argmin())]
    while len(medoids) < count:
        medoids.append(int(distances[medoids].min(axis=0).argmax()))
    labels = distances[medoids].argmin(axis=0)
    for _ in range(ROUNDS):
        moved = [_center(distances, np.flatnonzero(labels == label)) for label in range(count)]
        if moved == medoids:
            break
        medoids = moved
        labels = distances[medoids].argmin(axis=0)
    return labels


def _center(distances: Floats, members: Ints) -> int:
    if not len(members):  # of likes that are all the same
        return 0
    return int(members[distances[np.ix_(members, members)].sum(axis=1).argmin()])


def _separation(distances: Floats, labels: Ints) -> float:
    """How much farther likes are from the next cluster than from their own, on average, -1…1.

    The numerator of the silhouette (Rousseeuw, 1987), which itself is great for likes that are all nearly the same.
    """
    sizes = np.bincount(labels)
    sums = np.stack([distances[:, labels == label].sum(axis=1) for label in range(len(sizes))], axis=1)
    rows = np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[rows, labels] = np.inf
    return float((means.min(axis=1) - own).mean())

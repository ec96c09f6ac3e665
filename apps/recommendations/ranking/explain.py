"""Facts behind a shown item: which history items and genre speak for it, by the model's own numbers."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from apps.recommendations.ranking.blend import Blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import History, Opinions, Taste
from apps.recommendations.ranking.signals import Raw

REASONS = 3  # history items told per shown item
LEAST_SHARE = 0.05  # of the greatest reason; below that a history item is not worth telling


class Reason(NamedTuple):
    """A history item, what it adds to the score, and through which signal most of it."""

    item: int
    contribution: float
    signal: str


@dataclass(frozen=True, eq=False)
class Facts:
    because_of: tuple[tuple[Reason, ...], ...]
    leading_genre: Ints


NO_FACTS = Facts((), np.empty(0, dtype=np.int64))


def reasons(
    *, catalogue: Catalogue, history: History, taste: Taste, raw: Raw, blended: Blend, items: Ints
) -> Facts:
    """Facts for the shown items, in their order."""
    opinions = history.opinions
    heard = opinions.items[opinions.graded]
    tables = _tables(catalogue, raw, blended, opinions, items)
    if not tables or not len(heard) or not len(items):
        told: tuple[tuple[Reason, ...], ...] = ((),) * len(items)
    else:
        liked = opinions.liked[opinions.graded]
        stacked = np.stack([table[liked] for table in tables.values()])
        told = _strongest(heard[liked], tuple(tables), stacked)
    return Facts(told, _leading(catalogue, raw.genre_weights, items))


def shared_features(catalogue: Catalogue, one: int, other: int, count: int = 3) -> tuple[str, ...]:
    """Names of the features that make two items alike, the most telling first."""
    left, right = _features(catalogue, one), _features(catalogue, other)
    both = [(-weight * right[column], column) for column, weight in left.items() if column in right]
    return tuple(catalogue.feature_names[column] for _, column in sorted(both)[:count])


def _features(catalogue: Catalogue, item: int) -> dict[int, float]:
    """Column → weight of an item's features: a sparse row of scipy costs ten times as much."""
    start, end = catalogue.features.indptr[item : item + 2].tolist()
    columns, weights = catalogue.features.indices[start:end], catalogue.features.data[start:end]
    return dict(zip(columns.tolist(), weights.tolist(), strict=True))


def _tables(
    catalogue: Catalogue, raw: Raw, blended: Blend, opinions: Opinions, items: Ints
) -> dict[str, Floats]:
    """Signal → (graded history items, shown items): contributions in units of the score."""
    heard, grades = opinions.items[opinions.graded], opinions.grades[opinions.graded]
    tables = {}
    for row, name in enumerate(blended.names):
        unit = blended.weights[row] / max(float(blended.spans[row]), 1e-9)
        if name in raw.evidence:
            tables[name] = unit * raw.evidence[name].contributions(items)[: len(heard)]
        elif name == "content" and len(heard):
            alike = grades[:, None] * (catalogue.features[heard] @ catalogue.features[items].T).toarray()
            total = alike.sum(axis=0)
            share = blended.weights[row] * blended.values[row, items] / np.maximum(total, 1e-9)
            tables[name] = alike * share[None, :]
    return tables


def _strongest(likes: Ints, names: tuple[str, ...], tables: Floats) -> tuple[tuple[Reason, ...], ...]:
    if not len(likes):
        return ((),) * tables.shape[2]
    total = tables.sum(axis=0).T
    best = np.argsort(-total, axis=1, kind="stable")[:, :REASONS]
    most = np.take_along_axis(total, best, axis=1).astype(np.float64)
    least = np.maximum(LEAST_SHARE * most[:, :1], 1e-6)
    through = tables[:, best, np.arange(len(best))[:, None]].argmax(axis=0)
    columns = zip(
        likes[best].tolist(), most.tolist(), through.tolist(), (most >= least).tolist(), strict=True
    )
    return tuple(
        tuple(
            Reason(item, contribution, names[signal])
            for item, contribution, signal, worth in zip(*column, strict=True)
            if worth
        )
        for column in columns
    )


def _leading(catalogue: Catalogue, weights: Floats, items: Ints) -> Ints:
    """Of each item the id of the genre that this person likes best; its first genre when none is liked."""
    if not catalogue.genre_ids:
        return np.full(len(items), -1, dtype=np.int64)
    has = catalogue.genre_table[items] > 0
    liked = np.where(has, weights[None, :], -np.inf)
    best = liked.argmax(axis=1)
    best = np.where(liked.max(axis=1) > 0, best, catalogue.leading_genre[items])
    return np.where(best >= 0, np.asarray(catalogue.genre_ids)[best], -1)

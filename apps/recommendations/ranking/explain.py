"""Reasons for a listed item: the history items and the genre that speak for it, by the model's own numbers."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from apps.recommendations.ranking.blend import Blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import History, Opinions
from apps.recommendations.ranking.signals import SignalVectors

REASONS_MAX = 3  # history items per listed item
SMALLEST_SHARE = 0.05  # of the greatest contribution; a history item below it is left out …
VISIBLE_SHARE = 0.03  # … and one that contributes less than this share of the whole score
AFFINITY_HALF = 3.0  # sum of opinions on a feature at which its affinity is 0.5


class Reason(NamedTuple):
    """A history item, its contribution to the score, and the signal of the largest part of it."""

    item: int
    contribution: float
    signal: str


@dataclass(frozen=True, eq=False)
class Reasons:
    """By listed item: history items, greatest contribution first; id of the liked genre that the user likes best, or -1."""

    because_of: tuple[tuple[Reason, ...], ...]
    leading_genre: Ints


NO_REASONS = Reasons((), np.empty(0, dtype=np.int64))


def explain_items(
    catalogue: Catalogue,
    history: History,
    signals: SignalVectors,
    blended: Blend,
    items: Ints,
) -> Reasons:
    """Reasons for the listed items (positions), in their order."""
    opinions = history.opinions
    graded = opinions.items[opinions.graded]
    tables = _tables(catalogue, signals, blended, opinions, items)
    because_of: tuple[tuple[Reason, ...], ...] = ((),) * len(items)
    if tables and len(graded) and len(items):
        liked = opinions.liked[opinions.graded]
        stacked = np.stack([table[liked] for table in tables.values()])
        scores = blended.scores[items]
        because_of = _strongest(graded[liked], tuple(tables), stacked, VISIBLE_SHARE * scores)
    return Reasons(because_of, _leading_genres(catalogue, signals.genre_weights, items))


def feature_affinities(catalogue: Catalogue, history: History) -> dict[str, float]:
    """Feature → -1…1, strongest first: s / (|s| + 3), s the sum of opinions (-1…1) on items that have it.

    It describes a user's taste; it does not rank.
    """
    opinions = history.opinions
    if not len(opinions.items):
        return {}
    rows = catalogue.features[opinions.items]
    rows.data = np.ones_like(rows.data)
    total = opinions.strength @ rows
    weights = total / (np.abs(total) + AFFINITY_HALF)
    strongest = np.argsort(-np.abs(weights), kind="stable")
    nonzero = strongest[weights[strongest] != 0]
    return {catalogue.feature_names[column]: float(weights[column]) for column in nonzero}


def shared_features(catalogue: Catalogue, one: int, other: int, count: int = 3) -> tuple[str, ...]:
    """Names of the features that two items share, those with the greatest product of weights first."""
    left, right = _features(catalogue, one), _features(catalogue, other)
    both = [(-weight * right[column], column) for column, weight in left.items() if column in right]
    return tuple(catalogue.feature_names[column] for _, column in sorted(both)[:count])


def _features(catalogue: Catalogue, item: int) -> dict[int, float]:
    """Column → weight of an item's features. Slicing a sparse row of scipy takes ten times as long."""
    start, end = catalogue.features.indptr[item : item + 2].tolist()
    columns, weights = catalogue.features.indices[start:end], catalogue.features.data[start:end]
    return dict(zip(columns.tolist(), weights.tolist(), strict=True))


def _tables(
    catalogue: Catalogue, signals: SignalVectors, blended: Blend, opinions: Opinions, items: Ints
) -> dict[str, Floats]:
    """Signal → (graded history items, listed items): contributions in units of the score."""
    graded, grades = opinions.items[opinions.graded], opinions.grades[opinions.graded]
    tables = {}
    for row, name in enumerate(blended.names):
        unit = blended.weights[row] / max(float(blended.weighing.scales[row]), 1e-9)
        if name in signals.evidence:
            tables[name] = unit * signals.evidence[name].contributions(items)[: len(graded)]
        elif name == "content" and len(graded):
            similarity = (
                grades[:, None] * (catalogue.features[graded] @ catalogue.features[items].T).toarray()
            )
            total = similarity.sum(axis=0)
            share = blended.weights[row] * blended.vectors[row][items] / np.maximum(total, 1e-9)
            tables[name] = similarity * share[None, :]
    return tables


def _strongest(
    likes: Ints, names: tuple[str, ...], tables: Floats, visible: Floats
) -> tuple[tuple[Reason, ...], ...]:
    """By listed item its reasons. tables: (signals, liked history items, listed items). visible: least contributions."""
    if not len(likes):
        return ((),) * tables.shape[2]
    total = tables.sum(axis=0).T
    best = np.argsort(-total, axis=1, kind="stable")[:, :REASONS_MAX]
    contributions = np.take_along_axis(total, best, axis=1).astype(np.float64)
    smallest = np.maximum(np.maximum(SMALLEST_SHARE * contributions[:, :1], visible[:, None]), 1e-6)
    signals = tables[:, best, np.arange(len(best))[:, None]].argmax(axis=0)
    columns = zip(
        likes[best].tolist(),
        contributions.tolist(),
        signals.tolist(),
        (contributions >= smallest).tolist(),
        strict=True,
    )
    return tuple(
        tuple(
            Reason(item, contribution, names[signal])
            for item, contribution, signal, is_large in zip(*column, strict=True)
            if is_large
        )
        for column in columns
    )


def _leading_genres(catalogue: Catalogue, weights: Floats, items: Ints) -> Ints:
    """By item the id of the genre that the user likes best; -1 if the user likes none of its genres."""
    if not catalogue.genre_ids:
        return np.full(len(items), -1, dtype=np.int64)
    has = catalogue.genre_table[items] > 0
    liked = np.where(has, weights[None, :], -np.inf)
    best = liked.argmax(axis=1)
    best = np.where(liked.max(axis=1) > 0, best, -1)
    return np.where(best >= 0, np.asarray(catalogue.genre_ids)[best], -1)

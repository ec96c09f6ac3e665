"""The order of a list: collections, diversity, calibration, runs of one genre, padding. Scores come from ranker.py."""

from dataclasses import dataclass

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask

NO_GENRE = -1
SAMPLE, SAMPLE_EXTRA = (
    32,
    8,
)  # every so manieth item is in a sample, and so many more than expected must be above a floor


def top(scores: Floats, allowed: Mask, count: int) -> Ints:
    """The `count` best allowed items, best first; equal scores by position, so that the order is total."""
    if count <= 0:
        return np.empty(0, dtype=np.int64)
    candidates = np.flatnonzero(allowed & (scores >= _floor(scores, allowed, count)))
    if len(candidates) < count:
        candidates = np.flatnonzero(allowed)
    if len(candidates) > count:
        values = scores[candidates]
        edge = np.partition(values, len(values) - count)[len(values) - count]
        above, at_edge = candidates[values > edge], candidates[values == edge]
        candidates = np.sort(np.concatenate([above, at_edge[: count - len(above)]]))
    return candidates[np.argsort(-scores[candidates], kind="stable")]


def _floor(scores: Floats, allowed: Mask, count: int) -> float:
    """A score that probably more than `count` allowed items reach, and few others: found in a sample of the items.

    Selecting from those takes a third of the time of selecting from 50,000 items.
    """
    sample = scores[::SAMPLE][allowed[::SAMPLE]]
    wanted = 2 * count // SAMPLE + SAMPLE_EXTRA
    return float(np.partition(sample, -wanted)[-wanted]) if wanted < len(sample) else -np.inf


def next_in_collections(catalogue: Catalogue, passed: Ints) -> tuple[Ints, Ints]:
    """Of every collection the one part that may be shown, and the latest passed part before it (-1 for none).

    That is the part after the latest passed one; if there is none, the first part that was skipped.
    """
    order = catalogue.collection_order
    if not len(order):
        return order, order
    done = np.zeros(len(catalogue), dtype=np.bool_)
    done[passed] = True
    met = done[order]
    starts = catalogue.collection_starts
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(order))))
    index = np.arange(len(order))
    last = np.maximum.reduceat(np.where(met, index, -1), starts)
    after = np.minimum.reduceat(np.where(~met & (index > last[group]), index, len(order)), starts)
    first = np.minimum.reduceat(np.where(~met, index, len(order)), starts)
    following = np.where(after < len(order), after, first)
    open_ = following < len(order)
    return order[following[open_]], np.where(last >= 0, order[last], -1)[open_]


@dataclass(frozen=True, eq=False)
class Calibration:
    """The genre mix that a list should have. strength: 0–1. wanted: (genres,). shares: (pool, genres), of each candidate."""

    strength: float
    wanted: Floats
    shares: Floats


def rerank(
    relevance: Floats, features: Floats, count: int, diversity: float, calibration: Calibration | None = None
) -> Ints:
    """Positions of the picks, in their order: relevant, unlike each other, and together of the wanted genre mix.

    relevance: (pool,), the best is 1, descending. features: (pool, any), rows of length 1 (or 0). Each step takes
    argmax (1 - d) · relevance - d · greatest cosine with the picks (maximal marginal relevance, Carbonell and Goldstein,
    1998) + strength · lack. The lack of a candidate is the mean over its genres of how many places, -1…1, are missing until
    the genre has its wanted share of the list so far: calibration (Steck, 2018) as an apportionment of seats, one
    product of a matrix and a vector per step.
    """
    if (diversity <= 0 and calibration is None) or len(relevance) <= 1:
        return np.arange(min(count, len(relevance)))
    likeness = features @ features.T
    gain = (1 - diversity) * relevance
    nearest = np.zeros(len(relevance), dtype=np.float32)
    picked = np.empty(min(count, len(relevance)), dtype=np.int64)
    missing = np.zeros(0, dtype=np.float32) if calibration is None else np.zeros_like(calibration.wanted)
    for step in range(len(picked)):
        value = gain - diversity * nearest
        if calibration is not None:
            missing += calibration.wanted
            value += calibration.strength * (calibration.shares @ np.clip(missing, -1, 1))
        best = int(np.argmax(value))
        picked[step] = best
        gain[best] = -np.inf
        np.maximum(nearest, likeness[best], out=nearest)
        if calibration is not None:
            missing -= calibration.shares[best]
    return picked


def limit_runs(items: Ints, genres: Ints, longest: int) -> Ints:
    """At most `longest` items of one leading genre in a row while others are left. Items are moved, never dropped.

    genres: the leading genre of each item; items without one never break the rule.
    """
    waiting, ordered = list(range(len(items))), []
    run, current = 0, NO_GENRE
    while waiting:
        place = 0
        if run >= longest and current != NO_GENRE:
            place = next((i for i, at in enumerate(waiting) if genres[at] != current), 0)
        at = waiting.pop(place)
        run = run + 1 if genres[at] == current else 1
        current = int(genres[at])
        ordered.append(at)
    return items[ordered]


def fill_factor(scores: Floats, padding: Floats) -> Floats:
    """Factor, 0–1, per item that fills a list, so that its score is at most the lowest of `scores`."""
    if not len(scores):
        return np.ones(len(padding), dtype=np.float32)
    ceiling = float(scores.min())
    return np.minimum(1, ceiling / np.maximum(padding, 1e-9)).astype(np.float32)

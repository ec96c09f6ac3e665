"""One person's list: signals, blend, exclusions, order, facts. Serving and evaluation share this one path."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.blend import Blend, blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.explain import NO_FACTS, Reason, reasons
from apps.recommendations.ranking.history import NO_TASTE, History, Taste
from apps.recommendations.ranking.match import Match, match_scores, signal_breakdown
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import PERSONAL_SIGNALS, Profile
from apps.recommendations.ranking.rerank import (
    diversity_rerank,
    limit_runs,
    pad_with_popular,
    saga_steps,
    top,
)
from apps.recommendations.ranking.signals import Raw, compute

POOL_FACTOR = 3  # items considered for a page, times its length …
POOL_EXTRA = 50  # … and at least so many more
SHOWN_HALF = 3.0  # unanswered showings after which rotation has half of its effect
NO_ITEMS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Ranking:
    """A page, best first. weights, values, contributions: (items, signals); they sum to `scores`.

    items: positions. personal: False for popular padding. leading_genre: id of the item's genre that
    this person likes best, -1 for none. because_of: history items that contributed most, by item.
    saga_after: the part of the same saga that was seen last, -1 for none. match_scores: as `match` tells them.
    """

    items: Ints
    scores: Floats
    signals: tuple[str, ...]
    weights: Floats
    values: Floats
    contributions: Floats
    personal: Mask
    leading_genre: Ints
    because_of: tuple[tuple[Reason, ...], ...]
    saga_after: Ints
    match_scores: Ints

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, eq=False)
class Scored:
    """All items' scores for one person, before exclusions and order."""

    catalogue: Catalogue
    history: History
    raw: Raw
    blend: Blend
    scores: Floats


def score(
    catalogue: Catalogue,
    history: History,
    profile: Profile,
    *,
    today: int,
    model: ItemModel | None = None,
    taste: Taste = NO_TASTE,
) -> Scored:
    """Score every item of the catalogue, 0–1. `model` stands in the catalogue's positions (`aligned_to`)."""
    served = model if model is not None else ItemModel.empty(catalogue.item_ids)
    if len(served.likes) != len(catalogue):
        raise ValueError(
            "The model is not aligned to this catalogue: call model.aligned_to(catalogue.item_ids)."
        )
    raw = compute(
        catalogue=catalogue, history=history, taste=taste, profile=profile, model=served, today=today
    )
    blended = blend(raw, profile, served.known)
    return Scored(catalogue, history, raw, blended, blended.scores)


def rank(
    catalogue: Catalogue,
    history: History,
    profile: Profile,
    *,
    today: int,
    limit: int = 20,
    model: ItemModel | None = None,
    taste: Taste = NO_TASTE,
    candidates: Mask | None = None,
    exclude: Sequence[int] | Ints = (),
    shown: NDArray | None = None,
    diversity: float | None = None,
    explain: bool = True,
) -> Ranking:
    """The best `limit` items for one person.

    candidates: which items the filters leave (shape (items,)); exclude: further positions that must not come;
    shown: how often each item was shown of late without an answer (shape (items,)); diversity: overrides the
    profile's. today: `date.toordinal()`. explain: False leaves the facts out, the list is the same.
    """
    scored = score(catalogue, history, profile, today=today, model=model, taste=taste)
    allowed, after = eligible_items(catalogue, history, taste, candidates, exclude)
    personal = personal_items(scored.blend)
    sought = scored.scores if shown is None else scored.scores * rested(shown, profile.rotation)
    mix = profile.diversity if diversity is None else diversity
    order = partial(_page, catalogue=catalogue, sought=sought, longest_run=profile.longest_run, diversity=mix)
    chosen = order(allowed=allowed & personal, limit=limit)
    padding = order(allowed=allowed & ~personal, limit=limit - len(chosen))
    return _ranking(scored, taste if explain else None, chosen, padding, after)


def allowed_items(
    catalogue: Catalogue,
    history: History,
    taste: Taste,
    candidates: Mask | None = None,
    exclude: Sequence[int] | Ints = (),
) -> Mask:
    """Hard exclusions: what was rated, favorited, watched, disliked or hidden; muted; adult unless wanted."""
    allowed = np.ones(len(catalogue), dtype=np.bool_) if candidates is None else candidates.copy()
    allowed[history.excluded] = False
    extra = np.asarray(exclude, dtype=np.int64)
    allowed[extra[extra >= 0]] = False
    if not taste.allow_adult:
        allowed &= ~catalogue.adult
    for name in taste.mutes:
        if (column := catalogue.feature_column.get(name)) is not None:
            allowed &= catalogue.features[:, [column]].toarray().ravel() <= 0
    return allowed


def eligible_items(
    catalogue: Catalogue,
    history: History,
    taste: Taste,
    candidates: Mask | None = None,
    exclude: Sequence[int] | Ints = (),
) -> tuple[Mask, Ints]:
    """What may be shown: the allowed items, of each saga the next part alone; and the part that comes before."""
    allowed = allowed_items(catalogue, history, taste, candidates, exclude)
    steps, before = saga_steps(catalogue, history.excluded)
    next_parts = np.zeros(len(catalogue), dtype=np.bool_)
    next_parts[steps] = True
    allowed &= next_parts | (catalogue.collection < 0)
    after = np.full(len(catalogue), -1, dtype=np.int64)
    after[steps] = before
    return allowed, after


def personal_items(blended: Blend) -> Mask:
    """Items for which at least one personal signal speaks; all, when none speaks for any."""
    rows = [i for i, name in enumerate(blended.names) if name in PERSONAL_SIGNALS and blended.weights[i] > 0]
    speaking: Mask = np.any(blended.values[rows] > 0, axis=0)
    return speaking if speaking.any() else np.ones_like(speaking)


def rested(shown: NDArray, rotation: float) -> Floats:
    """1 for an item that was not shown, falling to 1 - rotation the more often it was without an answer."""
    return (1 - rotation * (1 - np.exp2(-np.asarray(shown) / SHOWN_HALF))).astype(np.float32)


def _page(
    *, catalogue: Catalogue, sought: Floats, allowed: Mask, limit: int, longest_run: int, diversity: float
) -> Ints:
    if limit <= 0:
        return NO_ITEMS
    pool = top(sought, allowed, limit * POOL_FACTOR + POOL_EXTRA)
    if not len(pool):
        return NO_ITEMS
    relevance = sought[pool] / max(float(sought[pool[0]]), 1e-9)
    picks = diversity_rerank(relevance, catalogue.unit_genres[pool], limit, diversity)
    rest = np.setdiff1d(np.arange(len(pool)), picks)
    ordered = _with_another_genre(catalogue, sought, allowed, pool[np.concatenate([picks, rest])], limit)
    return limit_runs(ordered, catalogue.leading_genre[ordered], longest_run)[:limit]


def _with_another_genre(catalogue: Catalogue, sought: Floats, allowed: Mask, pool: Ints, limit: int) -> Ints:
    """Where the whole pool has one leading genre, the best of all other genres are put behind it."""
    first = catalogue.leading_genre[pool[0]]
    if (catalogue.leading_genre[pool] != first).sum() >= limit // 2:
        return pool
    others = top(sought, allowed & (catalogue.leading_genre != first), limit)
    return np.append(pool, np.setdiff1d(others, pool, assume_unique=True))


def _ranking(scored: Scored, taste: Taste | None, chosen: Ints, padding: Ints, after: Ints) -> Ranking:
    items = np.append(chosen, padding)
    factor = np.ones(len(items), dtype=np.float32)
    factor[len(chosen) :] = pad_with_popular(scored.scores[chosen], scored.scores[padding])
    weights = scored.blend.weights[None, :] * factor[:, None]
    values = scored.blend.values[:, items].T
    contributions = weights * values
    facts = NO_FACTS
    if taste is not None:
        facts = reasons(
            catalogue=scored.catalogue,
            history=scored.history,
            taste=taste,
            raw=scored.raw,
            blended=scored.blend,
            items=items,
        )
    return Ranking(
        items=items,
        scores=contributions.sum(axis=1),
        signals=scored.blend.names,
        weights=weights,
        values=values,
        contributions=contributions,
        personal=np.arange(len(items)) < len(chosen),
        leading_genre=facts.leading_genre,
        because_of=facts.because_of,
        saga_after=after[items],
        match_scores=match_scores(scored.catalogue, scored.history, scored.scores, items),
    )


def match(
    catalogue: Catalogue,
    history: History,
    profile: Profile,
    item: int,
    *,
    today: int,
    model: ItemModel | None = None,
    taste: Taste = NO_TASTE,
) -> Match:
    """How well any item (a position, seen or not) suits a person."""
    scored = score(catalogue, history, profile, today=today, model=model, taste=taste)
    percent = int(match_scores(catalogue, history, scored.scores, np.array([item]))[0])
    return Match(percent, float(scored.scores[item]), signal_breakdown(scored.blend, item))

"""One user's list: signals, blend, exclusions, order, reasons. Serving and evaluation share this one path."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.blend import Blend, Weighing, blend, weigh
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.explain import NO_REASONS, Reason, explain_items
from apps.recommendations.ranking.explore import (
    CANDIDATES,
    Exploration,
    Explored,
    explore,
    exploring_places,
)
from apps.recommendations.ranking.history import NO_TASTE, History, Taste
from apps.recommendations.ranking.match import MATCH_MINIMUM, Match, Matcher, signal_breakdown
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.rerank import (
    Calibration,
    fill_factor,
    limit_runs,
    next_in_collections,
    rerank,
    top,
)
from apps.recommendations.ranking.signals import SIGNALS, SignalInput, SignalVectors, compute

POOL_FACTOR = 3  # the candidates for a list are so many times its length …
POOL_EXTRA = 50  # … and so many more
CERTAINTY_HALF = 15.0  # things known about a user at which confidence has about half of its full size
CALIBRATION_LIKES = 10.0  # likes at which the genre mix of a user is half as certain as it can be
IMPRESSIONS_HALF = 3.0  # unanswered impressions after which the discount has half of its effect
NO_ITEMS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class RankingInput:
    """Everything that one user's scores depend on.

    model: aligned to the catalogue (`ItemModel.aligned_to`); None for no model. today: `date.toordinal()`. rated_before: as
    in `Matcher`.
    """

    catalogue: Catalogue
    history: History
    profile: Profile
    today: int
    model: ItemModel | None = None
    taste: Taste = NO_TASTE
    rated_before: tuple[Ints, Floats] | None = None


@dataclass(frozen=True, eq=False)
class RankRequest:
    """Which list is wanted.

    candidates: shape (items,), the items that filters leave; None for all. exclude: further positions to leave out.
    impressions: shape (items,), how often each item was shown lately without an answer. diversity: overrides the
    profile's. explain: False leaves the reasons out; the list is the same. exploration: None to explore no place.
    """

    limit: int = 20
    candidates: Mask | None = None
    exclude: Sequence[int] | Ints = ()
    impressions: NDArray | None = None
    diversity: float | None = None
    explain: bool = True
    exploration: Exploration | None = None


@dataclass(frozen=True, eq=False)
class Ranking:
    """A list, best first.

    items: positions. weights, values, contributions: (items, signals); contributions sum to `scores`, the confidences.
    personal: False for items without a personal signal, which fill the list. leading_genre: id of the item's genre that the user likes best, -1 for none. because_of: by
    item, the history items that contributed most. collection_after: position of the part of the same collection that
    the user saw last, -1 for none. match_scores: 0–100. propensities: the chance with which an exploring place chose its
    item, NaN for other places.
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
    collection_after: Ints
    match_scores: Ints
    propensities: Floats

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, eq=False)
class Scored:
    """All items' scores for one user, before exclusions and order."""

    given: RankingInput
    signals: SignalVectors
    blend: Blend
    scores: Floats

    @cached_property
    def matcher(self) -> Matcher:
        return matcher(self.given)

    def good(self, scores: Floats, allowed: Mask, count: int) -> Ints:
        """The best `count` of the allowed items with a match of at least 50, best first.

        Matches are computed of a few more than that; of all items if these are too few, or if they are known already.
        """
        if self.matcher.knows_all:
            return top(scores, allowed & self.matcher.is_good, count)
        wanted = count + count // 2
        best = top(scores, allowed, wanted)
        good = best[self.matcher.scores(best) >= MATCH_MINIMUM]
        if len(good) >= count or len(best) < wanted:
            return good[:count]
        return top(scores, allowed & self.matcher.is_good, count)

    @property
    def likes(self) -> Floats:
        """Of every item, in the training data or here, whichever are more."""
        here, model = self.given.catalogue.community_likes, self.given.model
        return here if model is None else np.maximum(here, model.likes)

    @property
    def certainty(self) -> float:
        return certainty(self.given.history, self.given.taste)


def matcher(given: RankingInput) -> Matcher:
    learned = given.model.match if given.model is not None else None
    return Matcher(given.catalogue, given.history, learned, given.rated_before)


def matches_of(given: RankingInput, items: Ints) -> Ints:
    """0–100 for the items: the same number on every surface."""
    return matcher(given).scores(items)


def certainty(history: History, taste: Taste) -> float:
    """0–1, the factor of all contributions: it rises with everything that is known about the user."""
    settings = len(taste.boosts) + len(taste.favorite_genres) + len(taste.languages)
    known = np.count_nonzero(history.opinions.strength) + settings
    return float((known + 1) / (known + 1 + CERTAINTY_HALF))


def score(given: RankingInput) -> Scored:
    """Score every item of the catalogue, 0–1. Raises ValueError if the model is not aligned to the catalogue."""
    signals, model = _signals(given)
    blended = blend(signals, weigh(signals, given.profile, model.known_parts))
    return Scored(given, signals, blended, blended.scores)


def weighing_of(given: RankingInput) -> Weighing:
    """What `match` needs of all items."""
    signals, model = _signals(given)
    return weigh(signals, given.profile, model.known_parts)


def _signals(given: RankingInput, wanted: Ints | None = None) -> tuple[SignalVectors, ItemModel]:
    """Of the wanted items, None for all; and the model that they were computed with."""
    model = given.model if given.model is not None else ItemModel.empty(given.catalogue.item_ids)
    if len(model.likes) != len(given.catalogue):
        raise ValueError(
            "The model is not aligned to this catalogue: call model.aligned_to(catalogue.item_ids)."
        )
    profile = given.profile
    signal_input = SignalInput(
        given.catalogue, given.history, given.taste, profile, model, given.today, wanted
    )
    return compute(signal_input, profile.signals_of(len(given.history.opinions.items))), model


@dataclass(frozen=True, eq=False)
class PreparedRanking:
    """What all lists of one user have in common. See `eligible_items`."""

    scored: Scored
    eligible: Mask
    after: Ints
    personal: Mask


def prepare_ranking(given: RankingInput, exclude: Sequence[int] | Ints = ()) -> PreparedRanking:
    eligible, after = eligible_items(given.catalogue, given.history, given.taste, exclude=exclude)
    scored = score(given)
    return PreparedRanking(scored, eligible, after, personal_items(scored.blend))


def prepare_many(given: RankingInput, exclude: Sequence[int] | Ints = ()) -> PreparedRanking:
    """For several lists: matches are computed once, of all items."""
    prepared = prepare_ranking(given, exclude)
    prepared.scored.matcher.is_good  # noqa: B018 (is cached)
    return prepared


def rank(
    given: RankingInput, request: RankRequest | None = None, prepared: PreparedRanking | None = None
) -> Ranking:
    """The best items for one user: those with a match of at least 50 before all others, personal ones before others.

    prepared: of the same input and `request.exclude`, if several lists are made of it.
    """
    request = request or RankRequest()
    prepared = prepared or prepare_ranking(given, request.exclude)
    scored, profile, after = prepared.scored, given.profile, prepared.after
    candidates = request.candidates
    allowed = prepared.eligible if candidates is None else prepared.eligible & candidates
    personal = prepared.personal
    discounted = scored.scores
    if request.impressions is not None:
        discounted = discounted * impression_factor(request.impressions, profile.impression_discount)
    order = partial(
        _page,
        catalogue=given.catalogue,
        scores=discounted,
        max_run=profile.max_same_genre_run,
        diversity=profile.diversity if request.diversity is None else request.diversity,
        calibration=partial(_calibration, given.catalogue, given.history, profile.calibration),
    )
    first = order(allowed=allowed & personal, limit=request.limit, best=scored.good)
    second = order(allowed=allowed & ~personal, limit=request.limit - len(first), best=scored.good)
    explored = _explored(scored, first, allowed & personal, discounted, request.exploration)
    first = explored.items
    tiers = [first, second]
    if (left := request.limit - len(first) - len(second)) > 0:
        rest = allowed.copy()
        rest[np.append(first, second)] = False
        tiers.append(order(allowed=rest, limit=left, best=top))
    ranking = _ranking(scored, tiers, personal, after, explain=request.explain)
    return replace(ranking, propensities=_padded(explored.propensities, len(ranking)))


def _explored(
    scored: Scored, items: Ints, allowed: Mask, scores: Floats, exploration: Exploration | None
) -> Explored:
    """The items with explored ones among them. Candidates are as good a match as the others."""
    if exploration is None:
        return Explored(items, np.full(len(items), np.nan, dtype=np.float32))
    others = allowed.copy()
    others[items] = False
    count = len(exploring_places(len(items), exploration.share)) * CANDIDATES
    candidates = scored.good(scores, others, count)
    return explore(items, candidates, scores, scored.likes, exploration)


def describe(prepared: PreparedRanking, items: Ints) -> Ranking:
    """Scores, signals and reasons of these items, in this order, whether they are eligible or not."""
    return _ranking(prepared.scored, [items], prepared.personal, prepared.after, explain=True)


def allowed_items(
    catalogue: Catalogue,
    history: History,
    taste: Taste,
    candidates: Mask | None = None,
    exclude: Sequence[int] | Ints = (),
) -> Mask:
    """Mask without what was rated, favorited, watched or dismissed, is muted, or is adult unless allowed."""
    allowed = np.ones(len(catalogue), dtype=np.bool_) if candidates is None else candidates.copy()
    allowed[history.excluded] = False
    extra = np.asarray(exclude, dtype=np.int64)
    allowed[extra[extra >= 0]] = False
    if not taste.allow_adult:
        allowed &= ~catalogue.adult
    if muted := catalogue.items_with(catalogue.columns_of(taste.mutes).values()):
        allowed[np.concatenate(muted)] = False
    return allowed


def eligible_items(
    catalogue: Catalogue,
    history: History,
    taste: Taste,
    candidates: Mask | None = None,
    exclude: Sequence[int] | Ints = (),
) -> tuple[Mask, Ints]:
    """Mask of the allowed items, of each collection the next part only; and the seen part before it, or -1.

    Excluded parts are passed, whatever they were excluded for.
    """
    allowed = allowed_items(catalogue, history, taste, candidates, exclude)
    extra = np.asarray(exclude, dtype=np.int64)
    steps, before = next_in_collections(catalogue, np.union1d(history.excluded, extra[extra >= 0]))
    before = np.where(np.isin(before, history.seen), before, -1)
    next_parts = np.zeros(len(catalogue), dtype=np.bool_)
    next_parts[steps] = True
    allowed &= next_parts | (catalogue.collection < 0)
    after = np.full(len(catalogue), -1, dtype=np.int64)
    after[steps] = before
    return allowed, after


def personal_items(blended: Blend) -> Mask:
    """Items for which a personal signal is above 0; all items if there is none."""
    rows = [i for i, name in enumerate(blended.names) if SIGNALS[name].is_personal and blended.weights[i] > 0]
    personal = np.zeros(len(blended.vectors[0]), dtype=np.bool_)
    for row in rows:
        personal |= blended.vectors[row] > 0
    return personal if personal.any() else np.ones_like(personal)


def impression_factor(impressions: NDArray, discount: float) -> Floats:
    """1 for an item that was not shown, falling to 1 - discount with the number of unanswered impressions."""
    return (1 - discount * (1 - np.exp2(-np.asarray(impressions) / IMPRESSIONS_HALF))).astype(np.float32)


def _page(
    *,
    catalogue: Catalogue,
    scores: Floats,
    allowed: Mask,
    limit: int,
    max_run: int,
    diversity: float,
    calibration: Callable[[Ints], Calibration | None],
    best: Callable[[Floats, Mask, int], Ints],
) -> Ints:
    """best: of scores and allowed items the best so many."""
    if limit <= 0:
        return NO_ITEMS
    pool = best(scores, allowed, limit * POOL_FACTOR + POOL_EXTRA)
    if not len(pool):
        return NO_ITEMS
    relevance = scores[pool] / max(float(scores[pool[0]]), 1e-9)
    picks = rerank(relevance, catalogue.unit_genres[pool], limit, diversity, calibration(pool))
    rest = np.setdiff1d(np.arange(len(pool)), picks)
    ordered = pool[np.concatenate([picks, rest])]
    # If nearly the whole pool has one leading genre, the best items of all other genres are appended.
    leading = catalogue.leading_genre
    if (leading[ordered] != leading[ordered[0]]).sum() < limit // 2:
        others = best(scores, allowed & (leading != leading[ordered[0]]), limit)
        ordered = np.append(ordered, np.setdiff1d(others, ordered, assume_unique=True))
    return limit_runs(ordered, catalogue.leading_genre[ordered], max_run)[:limit]


def _calibration(catalogue: Catalogue, history: History, strength: float, pool: Ints) -> Calibration | None:
    likes = history.opinions.likes
    if strength <= 0 or not len(likes):
        return None
    strength *= len(likes) / (len(likes) + CALIBRATION_LIKES)
    return Calibration(strength, catalogue.genre_mix(likes), catalogue.genre_shares(pool))


def _ranking(scored: Scored, tiers: list[Ints], personal: Mask, after: Ints, *, explain: bool) -> Ranking:
    """tiers: items of which each part stands below the ones before, which lowers its confidences where necessary."""
    given, items = scored.given, np.concatenate(tiers)
    factor, start = np.ones(len(items), dtype=np.float32), 0
    for tier in tiers:
        before = scored.scores[items[:start]] * factor[:start]
        factor[start : start + len(tier)] = fill_factor(before, scored.scores[tier])
        start += len(tier)
    factor *= scored.certainty
    weights = scored.blend.weights[None, :] * factor[:, None]
    values = scored.blend.values(items).T
    contributions = weights * values
    why = NO_REASONS
    if explain:
        why = explain_items(given.catalogue, given.history, scored.signals, scored.blend, items)
    return Ranking(
        items=items,
        scores=contributions.sum(axis=1),
        signals=scored.blend.names,
        weights=weights,
        values=values,
        contributions=contributions,
        personal=personal[items],
        leading_genre=why.leading_genre,
        because_of=why.because_of,
        collection_after=after[items],
        match_scores=scored.matcher.scores(items),
        propensities=_padded(np.empty(0, dtype=np.float32), len(items)),
    )


def _padded(propensities: Floats, length: int) -> Floats:
    return np.append(propensities, np.full(length - len(propensities), np.nan)).astype(np.float32)


def match(given: RankingInput, item: int, weighing: Weighing) -> Match:
    """How well any item (a position, seen or not) suits the user. weighing: `weighing_of` the same input."""
    wanted = np.array([item])
    signals, _ = _signals(given, wanted)
    blended, sure = blend(signals, weighing), certainty(given.history, given.taste)
    percent = int(matches_of(given, wanted)[0])
    return Match(percent, sure * float(blended.scores[0]), signal_breakdown(blended, 0, sure))

"""Learn `match` from an installation's ratings: biases, factors, and how far each part is to be trusted.

The weights of the parts are fitted on ratings that are held out, for users of whom few or many opinions are known.
So what does not help on this installation gets no weight. The best prediction is mostly about the item, and so nearly the
same for all users. Therefore the chance then leans towards the personal parts, only as far as it takes for two users'
matches to differ, and as it costs next to nothing of the prediction.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import scipy
from scipy import sparse

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import NO_HISTORY, Kind, event_strength
from apps.recommendations.ranking.interactions import Interactions, community_of
from apps.recommendations.ranking.match_model import (
    BIAS_RIDGE,
    EVEN,
    LIKED,
    MIDDLE,
    PARTS,
    SPREAD,
    USER_RIDGE,
    USUAL_SLOPE,
    USUAL_WEIGHTS,
    MatchModel,
    OwnRatings,
    chances,
    facts_of,
    fold,
    odds_of,
    own_ratings,
    sloped,
)
from apps.recommendations.ranking.metrics import area_under_curve, calibration_error
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.splits import hold_out

FACTORS = 12
ITEM_RIDGE = 60.0
PICKED = 12  # further factors: of which items are liked by the same users
PICKED_SIZE = 2.0  # their length for an item with many opinions
PICKED_HALF = 3.0  # opinions on an item at which they have half of it
ROUNDS = 5  # of alternating least squares
BIAS_ROUNDS = 5
NUMBERS = 2_000_000  # of a group of rows that are solved together
MAX_USERS = 20_000  # who are learned from; factors need no more
FIT_USERS = 3_000  # on whose held-out ratings the weights are fitted and measured
KNOWN = (0, 1, 3, 5, 10, 20, 50)  # opinions that are known of some users in the fit …
TRUNCATED_SHARE = 0.25  # … of this share of them; all of the others'
PULL = 200.0  # held-out ratings that the usual weights weigh as much as
PULL_UNIT = 0.05  # about the second derivative of the loss per rating
FEW_RATINGS = 30  # with fewer ratings nothing is fitted
LEANS = tuple(step / 50 for step in range(13))  # tried one after the other, until …
AGREEMENT = 0.58  # … two users' matches correlate by no more on average …
LEAN_COST = 0.01  # … or the AUC within users on held-out ratings has fallen by more
LEAN_USERS = 1_000  # whose held-out ratings say what it costs
SLOPES = tuple(step / 20 for step in range(10, 41))  # tried, of odds that lean
AGREEING_USERS = 100
AGREEING_ITEMS = 500
SAME = 1e-4  # spread of the chances of a user below which they do not vary
FEW_AGREEING = 10  # with fewer users or items there is no correlation to go by


@dataclass(frozen=True, eq=False)
class _Data:
    """Opinions as ratings in order of user and time. users: from 0. items: catalogue positions."""

    users: Ints
    items: Ints
    values: Floats
    rated: np.ndarray

    @property
    def count(self) -> int:
        return int(self.users.max(initial=-1)) + 1


class HeldOut(NamedTuple):
    """Held-out ratings. parts: (ratings, PARTS). high: which are 8 or more. known: opinions of its user that are known."""

    parts: Floats
    high: np.ndarray
    users: Ints
    known: Ints

    def take(self, which: np.ndarray) -> "HeldOut":
        return HeldOut(*(column[which] for column in self))


def learn_match(catalogue: Catalogue, interactions: Interactions, *, seed: int = 0) -> MatchModel | None:
    """The model of the catalogue's items on which there are opinions; None with too few ratings. Deterministic."""
    chosen = _some_users(interactions, seed)
    if int((chosen.kinds == Kind.RATED).sum()) < FEW_RATINGS:
        return None
    held = hold_out(chosen, "random", seed=seed)
    known = chosen.take(~held)
    then = community_of(catalogue, known)
    draft = _learn(then, known, seed)
    answers = held_out_parts(draft, then, known, chosen.take(held), seed)
    everything = community_of(catalogue, chosen)
    model = replace(_learn(everything, chosen, seed), weights=fit(answers.parts, answers.high))
    lean, agreement = _lean(model, everything, chosen, answers, seed)
    measured = {**_measures(answers, lean), "agreement": agreement}
    slopes = fitted_slopes(model.weights, answers, lean)
    model = replace(model, lean=lean, slopes=slopes, measures=measured)
    return model.aligned_to(catalogue.item_ids[~np.isnan(model.bias)])


def with_match(model: ItemModel, catalogue: Catalogue, interactions: Interactions) -> ItemModel:
    """The model with `match` learned from the same interactions."""
    return replace(model, match=learn_match(catalogue, interactions))


def _some_users(interactions: Interactions, seed: int) -> Interactions:
    users = np.unique(interactions.users)
    if len(users) <= MAX_USERS:
        return interactions
    chosen = np.random.default_rng(seed).choice(users, MAX_USERS, replace=False)
    return interactions.take(np.isin(interactions.users, chosen))


def _data(catalogue: Catalogue, interactions: Interactions) -> _Data:
    verdicts = interactions.verdicts()
    strength, items = event_strength(verdicts.kinds, verdicts.values), catalogue.positions(verdicts.items)
    kept = (strength != 0) & (items >= 0)
    _, users = np.unique(verdicts.users[kept], return_inverse=True)
    values = (MIDDLE + SPREAD * strength[kept]).astype(np.float32)
    return _Data(users, items[kept], values, verdicts.kinds[kept] == Kind.RATED)


def _learn(catalogue: Catalogue, interactions: Interactions, seed: int) -> MatchModel:
    """Biases and factors. catalogue: with the votes of these interactions."""
    data = _data(catalogue, interactions)
    ratings, votes = data.values[data.rated], catalogue.votes[data.items]
    mean, votes_mean = float(ratings.mean()), float(votes.mean())
    spread = float(((votes - votes_mean) ** 2).sum())
    slope = float((data.values - data.values.mean()) @ (votes - votes_mean)) / spread if spread > 1 else 0.0
    slope = float(np.clip(slope, 0, 2)) if len(ratings) >= 10 * FEW_RATINGS else USUAL_SLOPE
    usual = slope * (catalogue.votes - votes_mean)
    bias, own = _biases(data, data.values - mean, usual)
    bare = MatchModel(
        item_ids=catalogue.item_ids,
        bias=np.where(np.bincount(data.items, minlength=len(catalogue)) > 0, bias, np.nan).astype(np.float32),
        factors=np.zeros((len(catalogue), 0), dtype=np.float32),
        mean=mean,
        share=float((ratings >= LIKED).mean()),
        votes_mean=votes_mean,
        slope=slope,
    )
    left = (data.values - mean - bias[data.items] - own[data.users]).astype(np.float32)
    picked = _picked(data, len(catalogue), seed)
    facts = np.column_stack([bare.item_bias(catalogue), facts_of(catalogue), picked])
    return replace(bare, factors=np.concatenate([_factors(data, left, facts, seed), picked], axis=1))


def _biases(data: _Data, above: Floats, usual: Floats) -> tuple[Floats, Floats]:
    """Points of each item and of each user, shrunk towards the usual ones and towards 0."""
    size = len(usual)
    of_item, of_user = np.bincount(data.items, minlength=size), np.bincount(data.users)
    own = np.zeros(data.count)
    for _ in range(BIAS_ROUNDS):
        total = np.bincount(data.items, weights=above - own[data.users], minlength=size)
        bias = (total + BIAS_RIDGE * usual) / (of_item + BIAS_RIDGE)
        own = np.bincount(data.users, weights=above - bias[data.items]) / (of_user + BIAS_RIDGE)
    return bias.astype(np.float32), own.astype(np.float32)


def _picked(data: _Data, size: int, seed: int) -> Floats:
    """(items, PICKED): the directions in which likes differ most, after the one that all users have in common.

    Which items a user picks says more of what belongs together than how they are rated does.
    """
    grades = np.maximum(data.values - MIDDLE, 0) / SPREAD
    cells = sparse.csr_array((grades, (data.users, data.items)), shape=(data.count, size))
    if min(cells.shape) <= PICKED + 1:
        return np.zeros((size, PICKED), dtype=np.float32)
    squares = cells.multiply(cells)
    of_user, of_item = (np.maximum(np.asarray(squares.sum(axis=axis)).ravel(), 1) for axis in (1, 0))
    even = sparse.diags_array(of_user**-0.25) @ cells @ sparse.diags_array(of_item**-0.5)
    start = np.random.default_rng(seed).normal(size=min(cells.shape))
    _, strengths, directions = scipy.sparse.linalg.svds(even, k=PICKED + 1, v0=start)
    found = (directions.T * strengths)[:, np.argsort(-strengths)[1:]]
    lengths = np.sqrt((found**2).sum(axis=1))
    counts = np.bincount(data.items, minlength=size)
    scale = PICKED_SIZE * counts / (counts + PICKED_HALF) / np.maximum(lengths, 1e-6)
    return (found * scale[:, None]).astype(np.float32)


def _factors(data: _Data, left: Floats, facts: Floats, seed: int) -> Floats:
    """(items, FACTORS) by alternating ridge regressions; the users' weights of the facts are learned beside them."""
    size, facts = len(facts), facts.astype(np.float32)
    by_user = sparse.csr_array((left, (data.users, data.items)), shape=(data.count, size))
    by_item = by_user.T.tocsr()
    factors = np.random.default_rng(seed).normal(0, 0.1, (size, FACTORS)).astype(np.float32)
    factors[np.diff(by_item.indptr) == 0] = 0
    nothing = np.zeros(0, dtype=np.float32)
    for _ in range(ROUNDS):
        columns = np.concatenate([factors, facts], axis=1)
        users = _ridges(by_user, columns, USER_RIDGE, nothing, nothing)
        factors = _ridges(by_item, users[:, :FACTORS], ITEM_RIDGE, users[:, FACTORS:], facts)
    return factors


def _ridges(rows: sparse.csr_array, columns: Floats, ridge: float, known: Floats, fixed: Floats) -> Floats:
    """By row the ridge regression of its cells on the columns of their places.

    known, fixed: what `known[place] · fixed[row]` explains is subtracted first; empty for nothing.
    """
    width, lengths = columns.shape[1], np.diff(rows.indptr)
    found, eye = np.zeros((rows.shape[0], width), dtype=np.float32), ridge * np.eye(width, dtype=np.float32)
    for some in _alike(lengths, NUMBERS // width):
        places = rows.indptr[some][:, None] + np.arange(lengths[some[-1]])
        missing = places >= rows.indptr[some + 1][:, None]
        places[missing] = 0
        cells, own = rows.data[places], columns[rows.indices[places]]
        if known.ndim == 2:
            cells = cells - np.einsum("rcf,rf->rc", known[rows.indices[places]], fixed[some])
        cells[missing], own[missing] = 0, 0
        across = own.transpose(0, 2, 1)
        found[some] = np.linalg.solve(across @ own + eye, across @ cells[:, :, None])[:, :, 0]
    return found


def _alike(lengths: Ints, cells: int) -> Iterator[Ints]:
    """The rows that have cells, in groups of similar length that padded have about so many, the longest of a group last.

    Solved together they cost a fraction of what they do one by one.
    """
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    start = 0
    while start < len(order):
        least = int(lengths[order[start]])
        stop = int(np.searchsorted(lengths[order], max(1.25 * least, least + 2), side="right"))
        stop = max(min(stop, start + cells // least), start + 1)
        yield order[start:stop]
        start = stop


def held_out_parts(
    model: MatchModel,
    catalogue: Catalogue,
    known: Interactions,
    held: Interactions,
    seed: int,
    *,
    truncated_share: float = TRUNCATED_SHARE,
) -> HeldOut:
    """Held-out ratings of up to FIT_USERS users.

    truncated_share: of the users of whom only the first few opinions are known.
    """
    draw = np.random.default_rng(seed)
    answers = held.take((held.kinds == Kind.RATED) & (catalogue.positions(held.items) >= 0)).in_order()
    if len(users := np.unique(answers.users)) > FIT_USERS:
        answers = answers.take(np.isin(answers.users, draw.choice(users, FIT_USERS, replace=False)))
    users, starts = np.unique(answers.users, return_index=True)
    theirs = known.take(np.isin(known.users, users))
    histories = theirs.histories(catalogue.positions(theirs.items))
    parts, counts = [], []
    for user, rows in zip(users.tolist(), np.split(np.arange(len(answers)), starts[1:]), strict=True):
        own = own_ratings(histories.get(user, NO_HISTORY))
        if draw.random() < truncated_share:
            count = int(draw.choice(KNOWN))
            own = OwnRatings(own.items[:count], own.values[:count], own.rated[:count])
        parts.append(fold(model, catalogue, own).parts(catalogue.positions(answers.items[rows])))
        counts.append(np.full(len(rows), len(own.items)))
    none: list[np.ndarray] = [np.empty(0, dtype=np.int64)]
    stacked = np.concatenate(parts) if parts else np.empty((0, len(PARTS)), dtype=np.float32)
    return HeldOut(stacked, answers.values >= LIKED, answers.users, np.concatenate(counts or none))


def fit(parts: Floats, high: np.ndarray, *, pull: float = PULL) -> tuple[float, ...]:
    """Logistic regression, pulled towards USUAL_WEIGHTS; all weights but the constant are at least 0."""
    usual, sign = np.asarray(USUAL_WEIGHTS), np.where(high, -1.0, 1.0)
    rows = parts.astype(np.float64)
    towards = np.append(0.0, np.full(len(PARTS) - 1, pull * PULL_UNIT))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = sign * (rows @ weights)
        chance = 1 / (1 + np.exp(-odds))
        away = weights - usual
        total = np.logaddexp(0, odds).sum() + (towards * away * away).sum() / 2
        return float(total), rows.T @ (sign * chance) + towards * away

    bounds = [(None, None)] + [(0, None)] * (len(PARTS) - 1)
    # scipy imports its optimizers when they are first named: 0.3 s that not every process has to pay at its start.
    minimize = scipy.optimize.minimize
    return tuple(float(w) for w in minimize(loss, usual, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _lean(
    model: MatchModel, catalogue: Catalogue, interactions: Interactions, answers: HeldOut, seed: int
) -> tuple[float, float]:
    """The least lean with which users agree no more than they should, and how much they agree then.

    On random items and on the most liked ones, whichever they agree on more.
    """
    draw = np.random.default_rng(seed)
    users, items = np.unique(interactions.users), np.flatnonzero(~np.isnan(model.bias))
    if min(len(users), len(items)) < FEW_AGREEING:
        return 0.0, 1.0
    users = draw.choice(users, min(len(users), AGREEING_USERS), replace=False)
    pools = (
        draw.choice(items, min(len(items), AGREEING_ITEMS), replace=False),
        items[np.argsort(-catalogue.community_likes[items], kind="stable")[:AGREEING_ITEMS]],
    )
    theirs = interactions.take(np.isin(interactions.users, users))
    histories = theirs.histories(catalogue.positions(theirs.items))
    owns = [own_ratings(history) for history in histories.values()]
    folded = [fold(model, catalogue, own) for own in owns]
    parts = [np.stack([one.parts(pool) for one in folded]) for pool in pools]
    known = np.array([len(own.items) for own in owns])[:, None]
    answers = answers.take(np.isin(answers.users, np.unique(answers.users)[:LEAN_USERS]))

    def measured(lean: float) -> tuple[float, float]:
        told = chances(model.weights, answers.parts, lean, answers.known)
        area = area_under_curve(answers.users, answers.high, told)
        agree = max(agreement(chances(model.weights, pool, lean, known)) for pool in parts)
        return agree, area

    found, (agree, best) = 0.0, measured(0.0)
    for lean in LEANS[1:]:
        less, area = measured(lean)
        if agree <= AGREEMENT or area < best - LEAN_COST:
            break
        found, agree = lean, less
    return found, agree


def fitted_slopes(weights: tuple[float, ...], answers: HeldOut, lean: float) -> tuple[float, float]:
    """Of odds against and for, those with the most likely answers: so chances that lean say again how likely they are.

    None of them turns, so that the movies that a list may have stay the same.
    """
    if not lean:
        return EVEN
    odds = odds_of(weights, answers.parts, lean, answers.known)
    found = []
    for side in (odds < 0, odds >= 0):
        own, high, known = odds[side], answers.high[side], answers.known[side]
        losses = [
            float((np.logaddexp(0, told) - high * told).sum())
            for told in (sloped(own, (slope, slope), known) for slope in SLOPES)
        ]
        found.append(SLOPES[int(np.argmin(losses))])
    return found[0], found[1]


def agreement(told: Floats) -> float:
    """Mean correlation of two rows; 1 if there are no two that vary. told: (users, items)."""
    told = told[told.std(axis=1) > SAME]
    if len(told) < 2:
        return 1.0
    pairs = np.asarray(np.corrcoef(told))[np.triu_indices(len(told), 1)]
    return float(pairs.mean())


def _measures(answers: HeldOut, lean: float) -> dict[str, float]:
    """Of weights that were fitted on the other half of the users."""
    users, high = answers.users, answers.high
    told, odd = np.empty(len(high), dtype=np.float32), users % 2 == 1
    for half in (odd, ~odd):
        other, own = answers.take(~half), answers.take(half)
        fitted = fit(other.parts, other.high)
        slopes = fitted_slopes(fitted, other, lean)
        told[half] = chances(fitted, own.parts, lean, own.known, slopes)
    return {
        "ratings": len(high),
        "auc": area_under_curve(users, high, told),
        "auc_item": area_under_curve(users, high, answers.parts[:, 1]),
        "calibration_error": calibration_error(high, told),
    }

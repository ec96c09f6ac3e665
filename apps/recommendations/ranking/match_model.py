"""What `match` is computed from: a user's opinions as ratings, folded into a few numbers.

A rating is modelled as mean + item bias + own bias + a personal part. The personal part is linear in learned factors
and in facts of the item (quality, fame, age, genres); the user's weights of these are one ridge regression on all
opinions, so that a dislike counts as much as a like, and a new opinion counts at once. What the user thinks of single
features (people, keywords, collections) is added, and a logistic regression turns the sum into the chance that the user
rates the item 8 or more. The more opinions are known, the less the item's part counts and the more the personal ones
(`lean`), so that the number says what this user would think, and not how good everybody finds the item. How it is learned:
match_training.py.
"""

import weakref
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.history import History, Kind

LIKED = 8.0  # `match` is the chance of a rating from here on
MIDDLE, SPREAD = 5.5, 4.5  # strength of an opinion, -1…1, as a rating from 1 to 10
USER_RIDGE = 25.0  # λ of a user's weights of factors and facts
BIAS_RIDGE = 10.0  # opinions at the usual value that every item and user is given
CONTENT_RIDGE = 3.0  # the same for what a user thinks of a feature
LEAN_HALF = 10.0  # opinions at which a model's `lean` has half of its effect
LEAN_PERSONAL = 0.5  # by so much of what the item's part loses the personal parts gain
EVEN = (1.0, 1.0)  # slopes that change nothing
LEAN_BAD = 2.0  # an item below the mean loses so much more: a list has none of these, and its matches stay
SHARE_RIDGE = 10.0  # ratings at the usual share of high ones that every user is given
CENTRE_YEAR, YEARS, DAYS_OF_YEAR = 1985.0, 15.0, 365.25
# Parts of the chance, in the order of `MatchModel.weights`: a constant; points of the item above the mean; of the user;
# of both together; of the item's features for the user; the user's own share of high ratings (logit above the usual).
PARTS = ("constant", "item", "own_mean", "personal", "content", "own_share")
# Where nothing was trained: fitted on MovieLens with facts alone (benchmarks/ranking_match.py). The weights learned by
# an installation are pulled towards them.
USUAL_WEIGHTS = (-0.3, 1.1, 0.6, 0.8, 1.5, 0.5)
USUAL_MEAN, USUAL_SHARE, USUAL_SLOPE = 7.0, 0.45, 1.0


class OwnRatings(NamedTuple):
    """One user's opinions as ratings: items, values from 1 to 10, and which of them are ratings."""

    items: Ints
    values: Floats
    rated: Mask


class ItemTable(NamedTuple):
    """bias: (items,), points above the mean rating. columns: (items, factors + facts), linear terms of a rating."""

    bias: Floats
    columns: Floats


@dataclass(frozen=True, eq=False)
class MatchModel:
    """The learned part.

    item_ids: (items,), ascending. bias: (items,), NaN where nobody gave an opinion. factors: (items, factors). mean: of all ratings. share: of the
    ratings that are 8 or more. votes_mean, slope: an item without opinions has slope × (votes - votes_mean) points.
    weights: by PARTS. lean: 0–1, part of the item's weight that a user of whom all is known does without (`user_weights`).
    slopes: factors of odds against and for, for a user of whom all is known. measures: on held-out ratings of the
    installation, for its model card.
    """

    item_ids: Ints
    bias: Floats
    factors: Floats
    mean: float = USUAL_MEAN
    share: float = USUAL_SHARE
    votes_mean: float | None = None
    slope: float = USUAL_SLOPE
    weights: tuple[float, ...] = USUAL_WEIGHTS
    lean: float = 0.0
    slopes: tuple[float, float] = EVEN
    measures: dict[str, Any] = field(default_factory=dict)
    _tables: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def untrained(cls, item_ids: Ints) -> "MatchModel":
        size = len(item_ids)
        return cls(item_ids, np.full(size, np.nan, dtype=np.float32), np.zeros((size, 0), dtype=np.float32))

    def aligned_to(self, item_ids: Ints) -> "MatchModel":
        """The same numbers for these items, which are ascending; others are dropped."""
        aligned = MatchModel.untrained(np.asarray(item_ids, dtype=np.int64))
        target = np.searchsorted(self.item_ids, item_ids).clip(max=max(len(self.item_ids) - 1, 0))
        factors = np.zeros((len(item_ids), self.factors.shape[1]), dtype=np.float32)
        if len(self.item_ids):
            known = self.item_ids[target] == item_ids
            aligned.bias[known], factors[known] = self.bias[target[known]], self.factors[target[known]]
        return replace(self, item_ids=aligned.item_ids, bias=aligned.bias, factors=factors)

    def numbers(self) -> dict[str, Any]:
        """Everything but the arrays, as JSON."""
        names = ("mean", "share", "votes_mean", "slope", "weights", "lean", "slopes", "measures")
        return {name: getattr(self, name) for name in names}

    def table(self, catalogue: Catalogue) -> ItemTable:
        """The items' side, computed once per catalogue."""
        known = self._tables.get("catalogue")
        if known is None or known() is not catalogue:
            bias = self.item_bias(catalogue)
            columns = np.concatenate([self.factors, bias[:, None], facts_of(catalogue)], axis=1)
            self.set_table(catalogue, ItemTable(bias, np.ascontiguousarray(columns, dtype=np.float32)))
        table: ItemTable = self._tables["table"]
        return table

    def set_table(self, catalogue: Catalogue, table: ItemTable) -> None:
        self._tables.update(table=table, catalogue=weakref.ref(catalogue))

    def item_bias(self, catalogue: Catalogue) -> Floats:
        """(items,): learned, or from the votes of an item on which there is no opinion."""
        votes = catalogue.votes
        centre = float(votes.mean()) if self.votes_mean is None and len(votes) else self.votes_mean or 0.0
        return np.where(np.isnan(self.bias), self.slope * (votes - centre), self.bias).astype(np.float32)


_untrained: "weakref.WeakKeyDictionary[Catalogue, MatchModel]" = weakref.WeakKeyDictionary()


def untrained_for(catalogue: Catalogue) -> MatchModel:
    """The model of a catalogue without training, the same one in every call."""
    if catalogue not in _untrained:
        _untrained[catalogue] = MatchModel.untrained(catalogue.item_ids)
    return _untrained[catalogue]


def facts_of(catalogue: Catalogue) -> Floats:
    """(items, facts): fame, age, age squared, genres; each of a size of about 1."""
    year = (catalogue.release_day / DAYS_OF_YEAR - CENTRE_YEAR) / YEARS
    year = np.where(catalogue.release_day > 0, year, 0.0)
    fame = 4 * (catalogue.popularity_signal - 0.5)
    return np.column_stack([fame, year, year * year - 1, catalogue.unit_genres]).astype(np.float32)


def own_ratings(history: History) -> OwnRatings:
    """A favorite or like counts as 10, a completed watch as 7.75, a dismissal as 3.25, a dislike as 1."""
    opinions = history.opinions
    counted = opinions.strength != 0
    values = MIDDLE + SPREAD * opinions.strength[counted]
    return OwnRatings(opinions.items[counted], values, opinions.kinds[counted] == Kind.RATED)


@dataclass(frozen=True, eq=False)
class Folded:
    """One user's opinions as a few numbers: `parts` and `chances` of any items follow from them.

    own_mean: points. own_share: logit above the usual. weights: (columns,). thinks: (features,), points; None without
    opinions. known: how many opinions there are.
    """

    model: MatchModel
    catalogue: Catalogue
    own_mean: float
    own_share: float
    weights: Floats
    thinks: Floats | None
    known: int = 0

    @property
    def has_opinions(self) -> bool:
        return self.thinks is not None

    def usual_odds(self) -> Floats:
        """(items,): logarithms of the odds for someone without opinions."""
        return (self.model.weights[0] + self.model.weights[1] * self.model.table(self.catalogue).bias).astype(
            np.float32
        )

    def parts(self, items: Ints) -> Floats:
        """(items, PARTS)."""
        bias, columns = self.model.table(self.catalogue)
        parts = np.empty((len(items), len(PARTS)), dtype=np.float32)
        parts[:, 0], parts[:, 1], parts[:, 2] = 1, bias[items], self.own_mean
        parts[:, 3] = columns[items] @ self.weights
        parts[:, 4] = 0 if self.thinks is None else self.catalogue.features[items] @ self.thinks
        parts[:, 5] = self.own_share
        return parts

    def chances(self, items: Ints) -> Floats:
        """(items,), 0–1."""
        return odds_to_chances(self.odds(items))

    def odds(self, items: Ints) -> Floats:
        """(items,), logarithms: `parts` times the user's weights, without making the parts."""
        weights = user_weights(self.model.weights, self.model.lean, self.known)
        constant, item, mean, personal, content, share = weights.tolist()
        bias, columns = self.model.table(self.catalogue)
        features = self.catalogue.features
        if len(items) < len(self.catalogue):  # copying all rows takes longer than the products
            bias, columns, features = bias[items], columns[items], features[items]
            items = np.arange(len(items))
        odds = columns @ (personal * self.weights).astype(np.float32)
        odds += np.float32(item) * bias
        odds -= np.float32(
            self.model.weights[1] * LEAN_BAD * leaning(self.model.lean, self.known)
        ) * np.minimum(bias, 0)
        odds += np.float32(constant + mean * self.own_mean + share * self.own_share)
        if self.thinks is not None:
            odds += features @ (content * self.thinks).astype(np.float32)
        return sloped(odds[items], self.model.slopes, self.known)


def fold(model: MatchModel, catalogue: Catalogue, own: OwnRatings) -> Folded:
    """model: aligned to the catalogue."""
    bias, columns = model.table(catalogue)
    above = own.values - model.mean - bias[own.items]
    own_mean = float(above.sum()) / (len(above) + BIAS_RIDGE)
    left = (above - own_mean).astype(np.float32)
    high = float((own.values[own.rated] >= LIKED).sum())
    share = (high + SHARE_RIDGE * model.share) / (float(own.rated.sum()) + SHARE_RIDGE)
    return Folded(
        model,
        catalogue,
        own_mean=own_mean,
        own_share=logit(share) - logit(model.share),
        weights=weights_of(columns[own.items], left),
        thinks=_thinks(catalogue, own.items, left),
        known=len(own.items),
    )


def leaning(lean: float, known: Ints | int) -> Floats:
    """(…,): the model's lean for users of whom so many opinions are known."""
    return np.asarray(lean * np.asarray(known) / (np.asarray(known) + LEAN_HALF), dtype=np.float32)


def user_weights(weights: tuple[float, ...], lean: float, known: Ints | int) -> Floats:
    """(…, PARTS): the weights for users of whom so many opinions are known."""
    change = np.asarray(leaning(lean, known))[..., None] * np.array(
        [0, -1, 0, LEAN_PERSONAL, LEAN_PERSONAL, 0], dtype=np.float32
    )
    return np.asarray(weights * (1 + change), dtype=np.float32)


def weights_of(columns: Floats, left: Floats) -> Floats:
    """(columns,): ridge regression of what is left of a user's opinions on the columns of their items."""
    gram = columns.T @ columns
    gram[np.diag_indices(len(gram))] += USER_RIDGE
    return np.linalg.solve(gram, columns.T @ left)


def chances(
    weights: tuple[float, ...],
    parts: Floats,
    lean: float = 0.0,
    known: Ints | int = 0,
    slopes: tuple[float, float] = EVEN,
) -> Floats:
    """(rows,), 0–1. known: of each row's user, how many opinions there are."""
    return odds_to_chances(sloped(odds_of(weights, parts, lean, known), slopes, known))


def odds_of(weights: tuple[float, ...], parts: Floats, lean: float, known: Ints | int) -> Floats:
    """(rows,), logarithms, before slopes."""
    bad = weights[1] * LEAN_BAD * leaning(lean, known) * np.minimum(parts[..., 1], 0)
    return np.asarray((parts * user_weights(weights, lean, known)).sum(axis=-1) - bad)


def sloped(odds: Floats, slopes: tuple[float, float], known: Ints | int) -> Floats:
    """Odds (logarithms) that lean, made as likely as they say. Which are for and which against stays."""
    if slopes == EVEN:
        return odds
    against, favour = (1 + leaning(1.0, known) * (slope - 1) for slope in slopes)
    return np.asarray(odds * np.where(odds < 0, against, favour), dtype=np.float32)


def odds_to_chances(odds: Floats) -> Floats:
    """From logarithms of odds."""
    return (1 / (1 + np.exp(-odds))).astype(np.float32)


def logit(share: float) -> float:
    bounded = min(max(share, 0.01), 0.99)
    return float(np.log(bounded / (1 - bounded)))


def _thinks(catalogue: Catalogue, opinions: Ints, left: Floats) -> Floats | None:
    """(features,): points that the user gives to items with the feature, shrunk towards 0."""
    if not len(opinions):
        return None
    rows = catalogue.features[opinions].T
    return np.asarray((rows @ left) / (rows @ np.ones_like(left) + CONTENT_RIDGE), dtype=np.float32)

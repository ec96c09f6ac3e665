"""`match`: the chance, in percent, that a user rates an item 8 or more; and the signals of a single item's score."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from apps.recommendations.ranking.blend import Blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.history import History, Kind
from apps.recommendations.ranking.match_model import (
    Folded,
    MatchModel,
    fold,
    odds_to_chances,
    own_ratings,
    untrained_for,
)

MATCH_MINIMUM = 50  # items with a lower match are listed only if too few others remain
MINIMUM_ODDS = float(np.log(0.495 / 0.505))  # from here on the chance is rounded to MATCH_MINIMUM


@dataclass(frozen=True)
class Match:
    """match_score: 0–100. confidence: 0–1, the sum of the signals' contributions."""

    match_score: int
    confidence: float
    signals: dict[str, dict[str, float]]


class Matcher:
    """The match of one user with any items of the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        history: History,
        model: MatchModel | None,
        rated_before: tuple[Ints, Floats] | None = None,
    ):
        """model: aligned to the catalogue; None if nothing was learned. rated_before: items and ratings that are older than
        the history.
        """
        self.size = len(catalogue)
        learned = model if model is not None else untrained_for(catalogue)
        self.folded: Folded = fold(learned, catalogue, own_ratings(history))
        ratings = history.kinds == Kind.RATED
        items, values = history.items[ratings], history.values[ratings]
        if rated_before is not None:
            items, values = np.append(rated_before[0], items), np.append(rated_before[1], values)
        order = np.argsort(items, kind="stable")  # the last of several ratings of one item counts
        self.rated, self.ratings = items[order], values[order]

    @property
    def knows_all(self) -> bool:
        """Whether `is_good` costs next to nothing."""
        return "is_good" in self.__dict__ or not self.folded.has_opinions

    @cached_property
    def is_good(self) -> Mask:
        """(items,), whether the match is at least 50."""
        if not self.folded.has_opinions:
            return self.folded.usual_odds() >= 0
        good = self.all_odds >= MINIMUM_ODDS
        good[self.rated] = 10 * self.ratings >= MATCH_MINIMUM
        return good

    @cached_property
    def all_odds(self) -> Floats:
        """(items,), as `Folded.odds`."""
        return self.folded.odds(np.arange(self.size))

    def scores(self, items: Ints) -> Ints:
        """0–100 for each of the items. A rated item: ten times the rating."""
        odds = self.all_odds[items] if "all_odds" in self.__dict__ else self.folded.odds(items)
        percents = np.round(100 * odds_to_chances(odds))
        if len(self.rated):
            last = np.searchsorted(self.rated, items, side="right") - 1
            known = (last >= 0) & (self.rated[last] == items)
            percents = np.where(known, np.round(10 * self.ratings[last]), percents)
        return percents.astype(np.int64)


def signal_breakdown(blended: Blend, item: int, certainty: float) -> dict[str, dict[str, float]]:
    """Signal → weight, value, contribution of one item. certainty: factor of the weights."""
    weights, values = certainty * blended.weights, blended.values(np.array([item]))
    return {
        name: {
            "weight": float(weights[row]),
            "value": float(values[row, 0]),
            "contribution": float(weights[row] * values[row, 0]),
        }
        for row, name in enumerate(blended.names)
    }

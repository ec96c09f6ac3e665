"""How well an item suits a user, 0–100: a fitted score, not a calibrated chance."""

from dataclasses import dataclass

import numpy as np

from apps.recommendations.ranking.blend import Blend
from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import History, Kind

# Logistic regression on held-out ratings of MovieLens, 9–10 against 1–4 in equal weight, fitted by
# benchmarks/ranking_match.py and rounded: constant, place of the score among the catalogue's (0–1), votes / 10,
# the user's mean rating / 10. The last one is halved, so that a strict user still sees differences.
CONSTANT, PLACE, VOTES, OWN_MEAN = -13.9, 2.0, 13.2, 5.0
USUAL_MEAN = 7.0  # the prior of a user's mean rating …
USUAL_RATINGS = 10.0  # … weighs as much as so many ratings
SAMPLE = 1000  # items that a score's place is measured against


@dataclass(frozen=True)
class Match:
    """How well an item suits a user: 0–100, and the signals whose contributions sum to its score."""

    match_score: int
    score: float
    signals: dict[str, dict[str, float]]


def match_scores(catalogue: Catalogue, history: History, scores: Floats, items: Ints) -> Ints:
    """0–100 for each of the items, given the user's scores of the whole catalogue. A rated item: ten times the rating."""
    sample = np.sort(scores[:: max(len(scores) // SAMPLE, 1)])
    place = np.searchsorted(sample, scores[items]) / max(len(sample), 1)
    rated = history.values[history.kinds == Kind.RATED]
    own = (float(rated.sum()) + USUAL_RATINGS * USUAL_MEAN) / (len(rated) + USUAL_RATINGS)
    odds = CONSTANT + PLACE * place + VOTES * catalogue.votes[items] / 10 + OWN_MEAN * own / 10
    percents = 100 / (1 + np.exp(-odds))
    own_ratings = np.full(len(catalogue), np.nan)
    own_ratings[history.items[history.kinds == Kind.RATED]] = 10 * rated
    known = own_ratings[items]
    return np.round(np.where(np.isnan(known), percents, known)).astype(np.int64)


def signal_breakdown(blended: Blend, item: int) -> dict[str, dict[str, float]]:
    """Signal → weight, value, contribution of one item."""
    return {
        name: {
            "weight": float(blended.weights[row]),
            "value": float(blended.values[row, item]),
            "contribution": float(blended.weights[row] * blended.values[row, item]),
        }
        for row, name in enumerate(blended.names)
    }

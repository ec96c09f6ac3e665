"""What a history says about a person, in words of features: for showing it, not for ranking."""

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue
from apps.recommendations.ranking.history import History

EVIDENCE_HALF = 3.0  # sum of opinions on a feature at which its weight reaches 0.5


def beliefs(catalogue: Catalogue, history: History) -> dict[str, float]:
    """Feature → -1…1, strongest first: s / (|s| + 3), s the sum of opinions (-1…1) on items that have it."""
    opinions = history.opinions
    if not len(opinions.items):
        return {}
    rows = catalogue.features[opinions.items]
    rows.data = np.ones_like(rows.data)
    total = opinions.strength @ rows
    weights = total / (np.abs(total) + EVIDENCE_HALF)
    strongest = np.argsort(-np.abs(weights), kind="stable")
    told = strongest[weights[strongest] != 0]
    return {catalogue.feature_names[column]: float(weights[column]) for column in told}

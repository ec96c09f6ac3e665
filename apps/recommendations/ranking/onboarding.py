"""Items for a newcomer to rate first: widely known, and unlike each other, so that each answer tells much."""

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.rerank import diversity_rerank, top

POOL = 10  # widely known items looked at for each one asked for
DIVERSITY = 0.6


def onboarding_items(catalogue: Catalogue, allowed: Mask, *, limit: int = 20) -> Ints:
    """Positions, in the order of asking. Known is what many voted on, there or here; unlike is by features."""
    known = knownness(catalogue)
    pool = top(known, allowed, limit * POOL)
    if not len(pool):
        return pool
    relevance = known[pool] / max(float(known[pool[0]]), 1e-9)
    features = catalogue.features[pool].toarray()
    return pool[diversity_rerank(relevance, features, limit, DIVERSITY)]


def knownness(catalogue: Catalogue) -> Floats:
    """0–1, logarithm of the votes; our own people's count as much as TMDb's, each on its own scale."""
    scales = [np.log1p(catalogue.vote_count), np.log1p(catalogue.community_count)]
    shares = [scale / max(float(scale.max(initial=0)), 1e-9) for scale in scales if scale.any()]
    return np.mean(shares, axis=0).astype(np.float32) if shares else catalogue.popularity_signal

"""Items that a new user rates first: well known, and different from each other."""

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.rerank import rerank, top

POOL = 10  # well-known candidates per requested item
DIVERSITY = 0.6


def onboarding_items(catalogue: Catalogue, allowed: Mask, *, limit: int = 20) -> Ints:
    """Positions, in the order in which to ask. Well known: many votes, TMDb's or ours. Different: by features."""
    known = knownness(catalogue)
    pool = top(known, allowed, limit * POOL)
    if not len(pool):
        return pool
    relevance = known[pool] / max(float(known[pool[0]]), 1e-9)
    features = catalogue.features[pool].tocsc()
    used = np.flatnonzero(np.diff(features.indptr))  # of 100,000 features the pool has some hundreds
    features = features[:, used].toarray()
    return pool[rerank(relevance, features, limit, DIVERSITY)]


def knownness(catalogue: Catalogue) -> Floats:
    """0–1, mean of the logarithms of TMDb's votes and of ours, each on its own scale."""
    scales = [np.log1p(catalogue.vote_count), np.log1p(catalogue.community_count)]
    shares = [scale / max(float(scale.max(initial=0)), 1e-9) for scale in scales if scale.any()]
    return np.mean(shares, axis=0).astype(np.float32) if shares else catalogue.popularity_signal

"""What several people could watch together: everybody's scores made comparable, then joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.rerank import limit_runs, top

Strategy = Literal["least_misery", "average"]
STRATEGIES: tuple[str, ...] = get_args(Strategy)
LONGEST_RUN = 3
AVERAGE_SHARE = 0.1  # of the mean in least misery, so that equal minima are told apart


@dataclass(frozen=True, eq=False)
class GroupPicks:
    """Items, best first; scores 0–1 of the group; members: shape (people, items), each one's own 0–1."""

    items: Ints
    scores: Floats
    members: Floats


def group_picks(
    catalogue: Catalogue,
    scores: Sequence[Floats],
    allowed: Mask,
    *,
    strategy: Strategy = "least_misery",
    limit: int = 20,
) -> GroupPicks:
    """Join one score vector a person (each over all items).

    Everybody's scores become the share of allowed items that score lower, so that nobody weighs more for
    scoring higher in general. Least misery (O'Connor et al., 2001): the group likes what its least
    pleased member likes. Average: the mean.
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"{strategy} is no strategy; there are {', '.join(STRATEGIES)}.")
    comparable = np.stack([_shares(own, allowed) for own in scores])
    mean = comparable.mean(axis=0)
    joint = mean
    if strategy == "least_misery":
        joint = (1 - AVERAGE_SHARE) * comparable.min(axis=0) + AVERAGE_SHARE * mean
    items = top(joint, allowed, limit)
    items = limit_runs(items, catalogue.leading_genre[items], LONGEST_RUN)
    return GroupPicks(items, joint[items].astype(np.float32), comparable[:, items].astype(np.float32))


def _shares(scores: Floats, allowed: Mask) -> Floats:
    ordered = np.sort(scores[allowed])
    return (np.searchsorted(ordered, scores) / max(len(ordered), 1)).astype(np.float32)

"""Picks for a group: the members' scores made comparable, then combined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask
from apps.recommendations.ranking.rerank import limit_runs, top

Strategy = Literal["least_misery", "average"]
STRATEGIES: tuple[str, ...] = get_args(Strategy)
LONGEST_RUN = 3
AVERAGE_SHARE = 0.1  # of the mean in least misery, so that equal minima are ordered


@dataclass(frozen=True, eq=False)
class GroupPicks:
    """Items, best first. scores: (items,), the group's, 0–1. members: (members, items), each member's, 0–1."""

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
    """Combine one score vector per member, each over all items.

    A member's scores become the share of allowed items that score lower, so that members with higher scores in
    general do not weigh more. Least misery (O'Connor et al., 2001): the group's score is the lowest of its members'.
    Average: the mean.
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"There is no strategy {strategy}. Strategies are {', '.join(STRATEGIES)}.")
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

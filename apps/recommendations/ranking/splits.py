"""Splits: which entries an evaluation holds out."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Mask
from apps.recommendations.ranking.interactions import Interactions

Split = Literal["time", "random"]
SPLITS: tuple[str, ...] = get_args(Split)
HELD_OUT_SHARE = 0.2


def hold_out(
    interactions: Interactions, split: Split = "time", *, share: float = HELD_OUT_SHARE, seed: int = 0
) -> Mask:
    """Which entries are held out: of each user the last `share` in time, or a random `share`, rounded up.

    Entries that tie in time keep their order. A user with a single entry keeps it.
    """
    if split not in SPLITS:
        raise ValueError(f"There is no split {split}. Splits are {', '.join(SPLITS)}.")
    count = len(interactions)
    shuffled = np.random.default_rng(seed).permutation(count)
    order = np.lexsort(
        (np.arange(count), shuffled if split == "random" else interactions.times, interactions.users)
    )
    place, size = _places(interactions.users[order])
    # Rounded first: 0.2 × 15 is a hair above 3 in floating point.
    last = np.minimum(np.ceil(np.round(size * share, 9)), size - 1)
    held = np.zeros(count, dtype=np.bool_)
    held[order] = place >= size - last
    return held


def first_of_each(interactions: Interactions, count: int) -> Mask:
    """The first `count` entries of each user in time."""
    order = np.lexsort((np.arange(len(interactions)), interactions.times, interactions.users))
    place, _ = _places(interactions.users[order])
    first = np.zeros(len(interactions), dtype=np.bool_)
    first[order] = place < count
    return first


def _places(users: NDArray) -> tuple[NDArray, NDArray]:
    """For sorted users: the place within the user's run, and the length of the run."""
    starts = np.searchsorted(users, users, side="left")
    ends = np.searchsorted(users, users, side="right")
    return np.arange(len(users)) - starts, ends - starts

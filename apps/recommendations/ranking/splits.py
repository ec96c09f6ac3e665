"""Splits: which entries an evaluation holds out. All events of one user on one item are held out together."""

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Ints, Mask
from apps.recommendations.ranking.interactions import Interactions

Split = Literal["rolling", "time", "random"]
SPLITS: tuple[str, ...] = get_args(Split)
HELD_OUT_SHARE = 0.2
MOMENTS = (0.7, 0.8, 0.9)  # shares of the entries before the moments of a rolling split
LAST_MOMENT = 0.8  # of a rolling split with a single moment
ROLLING_SECONDS = 30 * 86_400  # a rolling split needs data from at least so long …
ROLLING_USERS = 20  # … and so many users with entries before and after a moment


class Period(NamedTuple):
    """From a moment of a rolling split up to the next one, in the unit of `Interactions.times`."""

    start: float
    end: float = np.inf


def usable_split(interactions: Interactions, split: Split) -> Split:
    """The split, or `time` instead of `rolling` if the data spans too little time or has too few users."""
    if split not in SPLITS:
        raise ValueError(f"There is no split {split}. Splits are {', '.join(SPLITS)}.")
    if split != "rolling":
        return split
    if not len(interactions) or np.ptp(interactions.times) < ROLLING_SECONDS:
        return "time"
    later = interactions.times >= last_period(interactions).start
    both = np.intersect1d(interactions.users[later], interactions.users[~later])
    return "rolling" if len(both) >= ROLLING_USERS else "time"


def periods(interactions: Interactions) -> tuple[Period, ...]:
    """The periods of a rolling split, one after the other."""
    moments = np.unique(np.quantile(interactions.times, MOMENTS)).tolist()
    return tuple(Period(*pair) for pair in zip(moments, [*moments[1:], np.inf], strict=True))


def last_period(interactions: Interactions) -> Period:
    """The period of a rolling split with a single moment."""
    return Period(float(np.quantile(interactions.times, LAST_MOMENT)))


def within(interactions: Interactions, period: Period) -> tuple[Mask, Mask]:
    """Masks of the entries before the period, and of those within it on items that are new to their user."""
    before = interactions.times < period.start
    pairs = pair_numbers(interactions)
    is_new = ~np.isin(pairs, pairs[before])
    return before, ~before & (interactions.times < period.end) & is_new


def hold_out(
    interactions: Interactions, split: Split = "time", *, share: float = HELD_OUT_SHARE, seed: int = 0
) -> Mask:
    """Which entries are held out: of each user's items the last `share` in time, or a random `share`, rounded up.

    The time of an item is that of the user's latest event on it; items that tie keep their order. A user with a
    single item keeps it.
    """
    if split not in ("time", "random"):
        raise ValueError(f"A single cut per user is a split by time or random, not {split}.")
    pairs = pair_numbers(interactions)
    count = int(pairs.max(initial=-1)) + 1
    in_time = np.lexsort((np.arange(len(interactions)), interactions.times))
    users, latest = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    users[pairs] = interactions.users
    latest[pairs[in_time]] = np.arange(len(in_time))  # the last assignment is that of the latest event
    shuffled = np.random.default_rng(seed).permutation(count)
    order = np.lexsort((shuffled if split == "random" else latest, users))
    place, size = _places(users[order])
    # Rounded first: 0.2 × 15 is a hair above 3 in floating point.
    last = np.minimum(np.ceil(np.round(size * share, 9)), size - 1)
    held = np.zeros(count, dtype=np.bool_)
    held[order] = place >= size - last
    return held[pairs]


def first_of_each(interactions: Interactions, count: int) -> Mask:
    """All entries on the first `count` items of each user in time."""
    pairs = pair_numbers(interactions)
    in_time = np.lexsort((np.arange(len(interactions)), interactions.times, interactions.users))
    _, first_places = np.unique(pairs[in_time], return_index=True)
    starts = np.sort(first_places)
    place, _ = _places(interactions.users[in_time][starts])
    return np.isin(pairs, pairs[in_time][starts[place < count]])


def pair_numbers(interactions: Interactions) -> Ints:
    """By entry the number of its (user, item), from 0."""
    _, users = np.unique(interactions.users, return_inverse=True)
    items, item_numbers = np.unique(interactions.items, return_inverse=True)
    _, numbers = np.unique(users * max(len(items), 1) + item_numbers, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)


def _places(users: NDArray) -> tuple[NDArray, NDArray]:
    """For sorted users: the place within the user's run, and the length of the run."""
    starts = np.searchsorted(users, users, side="left")
    ends = np.searchsorted(users, users, side="right")
    return np.arange(len(users)) - starts, ends - starts

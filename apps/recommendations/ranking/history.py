"""One user's events and settings as arrays, and which events are likes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Floats, Ints, Mask

RATING_THRESHOLD_HIGH = 7.0  # a rating from here on is a like
RATING_THRESHOLD_LOW = 4.0  # a rating below is a dislike
GRADES = ((4, 6, 7, 8, 9), (0, 0.15, 0.35, 0.8, 1))  # rating → grade, linear between
WATCHED_COMPLETELY = 0.9  # progress from which a watch counts as completed


class Kind(IntEnum):
    """What a user did with an item."""

    RATED = 0  # value: 1–10
    FAVORITE = 1
    WATCHED = 2  # value: progress 0–1
    LIKED = 3  # feedback on a recommendation; the item may be shown again
    DISLIKED = 4
    NOT_INTERESTED = 5
    ENGAGED = (
        6  # opened it, played its trailer …; value: 0–1, its grade. Input of training, no part of a history
    )


@dataclass(frozen=True, eq=False)
class History:
    """One user's events, oldest first. items: catalogue positions. times: any unit (ties keep the given order)."""

    items: Ints
    kinds: NDArray[np.int8]
    values: Floats
    times: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        items: Sequence[int] | Ints = (),
        kinds: Sequence[int] | NDArray | int = Kind.RATED,
        values: Sequence[float] | NDArray | float = np.nan,
        times: Sequence[float] | NDArray | None = None,
    ) -> "History":
        """Sort events by time. Events on unknown items (position -1) are left out."""
        positions = np.asarray(items, dtype=np.int64)
        count = len(positions)
        moments = np.arange(count, dtype=np.float64) if times is None else np.asarray(times, dtype=np.float64)
        kept = np.argsort(moments, kind="stable")
        kept = kept[positions[kept] >= 0]
        return cls(
            items=positions[kept],
            kinds=np.broadcast_to(np.asarray(kinds, dtype=np.int8), count)[kept],
            values=np.broadcast_to(np.asarray(values, dtype=np.float32), count)[kept],
            times=moments[kept],
        )

    @cached_property
    def opinions(self) -> "Opinions":
        return read_opinions(self)

    @cached_property
    def excluded(self) -> Ints:
        """Items that are not recommended again: rated, favorited, watched, disliked or dismissed ones."""
        return np.unique(self.items[~np.isin(self.kinds, (Kind.LIKED, Kind.ENGAGED))])

    @cached_property
    def seen(self) -> Ints:
        """Items that the user has watched, rated or favorited; a dismissed one need not have been seen."""
        return np.unique(self.items[np.isin(self.kinds, (Kind.RATED, Kind.FAVORITE, Kind.WATCHED))])


@dataclass(frozen=True, eq=False)
class Opinions:
    """One opinion per item, oldest first. strength: -1…1. grades: 0–1, the input of the learned weights.

    kinds: of the event that the opinion follows from.
    """

    items: Ints
    kinds: NDArray[np.int8]
    strength: Floats
    grades: Floats
    liked: Mask
    disliked: Mask

    @property
    def likes(self) -> Ints:
        return self.items[self.liked]

    @property
    def graded(self) -> Mask:
        """Items that the learned weights are applied to."""
        return self.grades > 0

    @property
    def dislikes(self) -> Ints:
        return self.items[self.disliked]


def event_strength(kinds: NDArray, values: Floats) -> Floats:
    """-1…1: (rating - 5.5) / 4.5; favorite and like 1; completed watch 0.5; dislike -1, dismissal -0.5."""
    fixed = np.array([0, 1, 0.5, 1, -1, -0.5, 0], dtype=np.float32)
    strength = fixed[kinds]
    rated, watched = kinds == Kind.RATED, kinds == Kind.WATCHED
    strength = np.where(rated, (values - 5.5) / 4.5, strength)
    return np.where(watched & (values < WATCHED_COMPLETELY), 0, strength).astype(np.float32)


def event_grades(kinds: NDArray, values: Floats) -> Floats:
    """0–1, the input of the learned weights: rating by GRADES, favorite and like 1, completed watch 0.5, engagement its value."""
    fixed = np.array([0, 1, 0.5, 1, 0, 0, 0], dtype=np.float32)[kinds]
    rated, watched = kinds == Kind.RATED, kinds == Kind.WATCHED
    graded = np.interp(np.nan_to_num(values), *GRADES)
    fixed = np.where(kinds == Kind.ENGAGED, values, fixed)
    return np.where(rated, graded, np.where(watched & (values < WATCHED_COMPLETELY), 0, fixed)).astype(
        np.float32
    )


def event_likes(kinds: NDArray, values: Floats) -> Mask:
    """Which events are likes: rating ≥ 7, favorite, completed watch (progress unknown counts), like."""
    rated, watched = kinds == Kind.RATED, kinds == Kind.WATCHED
    like = (kinds == Kind.FAVORITE) | (kinds == Kind.LIKED)
    return like | (rated & (values >= RATING_THRESHOLD_HIGH)) | (watched & ~(values < WATCHED_COMPLETELY))


def event_dislikes(kinds: NDArray, values: Floats) -> Mask:
    """Which events are dislikes: rating < 4, dislike, not interested."""
    low = (kinds == Kind.RATED) & (values < RATING_THRESHOLD_LOW)
    return low | (kinds == Kind.DISLIKED) | (kinds == Kind.NOT_INTERESTED)


# Of several events on one item the one with the highest precedence counts, by Kind.
PRECEDENCE = np.array([3, 2, 0, 1, 4, 4, -1], dtype=np.float32)


def event_precedence(kinds: NDArray, values: Floats) -> Floats:
    """By event, of equal ones the latest counts: a high rating is as strong as a dismissal, so that it beats older ones.

    Of several engagements the strongest counts, and any other event more than these.
    """
    high = (kinds == Kind.RATED) & (values >= RATING_THRESHOLD_HIGH)
    precedence = np.where(high, PRECEDENCE[Kind.NOT_INTERESTED], PRECEDENCE[kinds])
    return np.where(kinds == Kind.ENGAGED, precedence + values / 2, precedence).astype(np.float32)


def read_opinions(history: History) -> Opinions:
    """The opinion on each item follows from its event of highest precedence, its place in time from its latest."""
    order = np.arange(len(history.items))
    ranked = np.lexsort((order, event_precedence(history.kinds, history.values), history.items))
    last_of_item = np.append(history.items[ranked][1:] != history.items[ranked][:-1], True)[: len(order)]
    verdict = ranked[last_of_item]
    latest = np.zeros(len(verdict), dtype=np.int64)
    np.maximum.at(latest, np.searchsorted(history.items[verdict], history.items), order)
    verdict = verdict[np.argsort(latest, kind="stable")]
    kinds, values = history.kinds[verdict], history.values[verdict]
    return Opinions(
        items=history.items[verdict],
        kinds=kinds,
        strength=event_strength(kinds, values),
        grades=event_grades(kinds, values),
        liked=event_likes(kinds, values),
        disliked=event_dislikes(kinds, values),
    )


@dataclass(frozen=True)
class Taste:
    """What a user set: features (as in Catalogue.feature_names), genres, languages.

    boosts: feature → 0…1. mutes: features whose items are never recommended.
    """

    boosts: Mapping[str, float] = field(default_factory=dict)
    mutes: frozenset[str] = frozenset()
    favorite_genres: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    allow_adult: bool = False


NO_HISTORY = History.of()
NO_TASTE = Taste()

"""Many users' events as arrays, and their likes. One user's events: history.py."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.history import (
    History,
    Kind,
    event_grades,
    event_likes,
    event_precedence,
)


@dataclass(frozen=True, eq=False)
class Interactions:
    """One event per entry: user id, item id, Kind, value, time (ties keep their order)."""

    users: Ints
    items: Ints
    kinds: NDArray[np.int8]
    values: Floats
    times: NDArray[np.float64]

    @classmethod
    def of_ratings(cls, users: Ints, items: Ints, ratings: Floats, times: NDArray) -> "Interactions":
        """Ratings from 1 to 10."""
        return cls(
            users=np.asarray(users, dtype=np.int64),
            items=np.asarray(items, dtype=np.int64),
            kinds=np.full(len(users), Kind.RATED, dtype=np.int8),
            values=np.asarray(ratings, dtype=np.float32),
            times=np.asarray(times, dtype=np.float64),
        )

    def __len__(self) -> int:
        return len(self.users)

    def take(self, which: NDArray) -> "Interactions":
        """The entries that a mask or an index array selects."""
        parts = (self.users, self.items, self.kinds, self.values, self.times)
        return Interactions(*(part[which] for part in parts))

    def in_order(self) -> "Interactions":
        """Sorted by user, then by time; ties keep their order."""
        return self.take(np.lexsort((np.arange(len(self)), self.times, self.users)))

    def verdicts(self) -> "Interactions":
        """Per user and item the event of highest precedence, at the time of the latest; by user, then time."""
        ordered = self.in_order()
        place = np.arange(len(ordered))
        precedence = event_precedence(ordered.kinds, ordered.values)
        ranked = np.lexsort((place, precedence, ordered.items, ordered.users))
        users, items = ordered.users[ranked], ordered.items[ranked]
        first = np.append(True, (users[1:] != users[:-1]) | (items[1:] != items[:-1]))[: len(ranked)]
        starts = np.flatnonzero(first)
        if not len(starts):
            return ordered
        latest = np.maximum.reduceat(ranked, starts)
        verdict = ranked[np.append(starts[1:], len(ranked)) - 1]
        return ordered.take(verdict[np.argsort(latest, kind="stable")])

    def likes(self) -> "Interactions":
        """One entry per user and liked item, in order; an item that was dismissed later is left out."""
        verdicts = self.verdicts()
        return verdicts.take(event_likes(verdicts.kinds, verdicts.values))

    def graded(self) -> tuple["Interactions", Floats]:
        """One entry per user and item with a grade above 0, in order, and the grades."""
        verdicts = self.verdicts()
        grades = event_grades(verdicts.kinds, verdicts.values)
        return verdicts.take(grades > 0), grades[grades > 0]

    def histories(self, positions: Ints) -> dict[int, History]:
        """History by user id, without engagements. positions: the catalogue position of every entry's item."""
        order = np.lexsort((np.arange(len(self)), self.times, self.users))
        order = order[self.kinds[order] != Kind.ENGAGED]
        users = self.users[order]
        bounds = np.flatnonzero(np.append(True, users[1:] != users[:-1])) if len(users) else np.array([], int)
        parts = np.split(order, bounds[1:]) if len(users) else []
        return {
            int(self.users[part[0]]): History.of(
                positions[part], self.kinds[part], self.values[part], self.times[part]
            )
            for part in parts
        }


def community_of(catalogue: Catalogue, interactions: Interactions) -> Catalogue:
    """The catalogue with averages, counts and likes of these interactions only."""
    at = catalogue.positions(interactions.items)
    rated = (interactions.kinds == Kind.RATED) & (at >= 0)
    count = np.bincount(at[rated], minlength=len(catalogue))
    total = np.bincount(at[rated], weights=interactions.values[rated], minlength=len(catalogue))
    likes = catalogue.positions(interactions.likes().items)
    return catalogue.with_community(
        average=(total / np.maximum(count, 1)).astype(np.float32),
        count=count.astype(np.float32),
        likes=np.bincount(likes[likes >= 0], minlength=len(catalogue)).astype(np.float32),
    )

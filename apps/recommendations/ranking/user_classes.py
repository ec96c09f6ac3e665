"""Classes of users who like and see the same items, for users of whom little is known: mixtures of multinomials.

Each user of a mixture belongs to one class, and what the user has rated is drawn from the class (Hofmann and Puzicha,
"Latent Class Models for Collaborative Filtering", IJCAI 1999), learned by expectation maximization (Dempster, Laird and
Rubin, 1977). The few ratings of a new user say to which classes the user may belong; what their users like is then a better
guess than what everybody likes. Several mixtures from different starts are averaged, because each start ends elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints, Mask
from apps.recommendations.ranking.history import Kind, Opinions, event_likes
from apps.recommendations.ranking.interactions import Interactions

MIXTURES, CLASSES = 4, 12  # classes of each mixture
STEPS = 8  # of the learning: more of them fit the training data better and new users worse
OTHERS = 0.4  # evidence of a rating that is no like, where a like counts 1
LENGTH_POWER = 0.5  # evidence of a user with n ratings grows as n to this power: they are not independent
TEMPER = 0.8  # the same for the few ratings of a new user: factor of the evidence
PRIOR_USERS = 2.0  # average users that are added to every class
UNLIKELY = 0.001  # classes of a smaller chance are left out
SMALLEST = 1e-12


@dataclass(frozen=True, eq=False)
class UserClasses:
    """The classes of all mixtures, one after the other.

    liked, others: (classes, items), shares of the users of a class who like an item, and who have rated it otherwise.
    shares: (classes,), of all users, by mixture 1 in all. sizes: (classes,), evidence that a user of the class gives.
    """

    liked: Floats
    others: Floats
    shares: Floats
    sizes: Floats

    def moved(self, target: Ints, size: int) -> "UserClasses":
        """For other items. target: the new place of each item, -1 for those that are dropped."""
        liked, others = np.zeros((2, len(self.shares), size), dtype=np.float32)
        liked[:, target[target >= 0]] = self.liked[:, target >= 0]
        others[:, target[target >= 0]] = self.others[:, target >= 0]
        return UserClasses(liked, others, self.shares, self.sizes)

    def chances(self, opinions: Opinions) -> Floats | None:
        """(classes,), 1 in all: how likely the user belongs to each. None if the opinions say nothing about it."""
        likes, others = opinions.likes, opinions.items[_rated_otherwise(opinions.kinds, opinions.liked)]
        seen = np.concatenate([self.liked[:, likes], self.others[:, others]], axis=1)
        weights = np.repeat(np.array([TEMPER, TEMPER * OTHERS], dtype=np.float32), (len(likes), len(others)))
        known = seen.max(axis=0, initial=0) > 0
        if not known.any():
            return None
        evidence = np.log(np.maximum(seen[:, known], SMALLEST) / self.sizes[:, None]) @ weights[known]
        chances: Floats = _memberships(evidence[None, :], self.shares)[0] / MIXTURES
        return chances

    def expected(self, opinions: Opinions, wanted: Ints | None = None) -> Floats:
        """(wanted items,), how likely the user likes each, if it is about the classes alone; 0 if nothing is known."""
        size = self.liked.shape[1] if wanted is None else len(wanted)
        chances, total = self.chances(opinions), np.zeros(size, dtype=np.float32)
        if chances is None:
            return total
        for number in np.flatnonzero(chances > UNLIKELY):  # a few: of a long history one class per mixture
            total += chances[number] * (self.liked[number] if wanted is None else self.liked[number, wanted])
        return total


def learn_classes(interactions: Interactions, item_ids: Ints, *, seed: int = 0) -> UserClasses | None:
    """Classes of the users, by what they like and rate of these items. None without a like or rating."""
    seen = _seen(interactions, item_ids)
    users, items = seen.shape[0], len(item_ids)
    if not seen.nnz:
        return None
    weights = np.repeat(np.array([1, OTHERS], dtype=np.float32), items)[:, None]
    own = np.maximum((seen @ weights).ravel(), 1) ** (LENGTH_POWER - 1)  # factor of each user's evidence
    average = np.asarray(seen.sum(axis=0), dtype=np.float32)[:, None] / users
    start = np.random.default_rng(seed).dirichlet(np.full(CLASSES, 0.3), (users, MIXTURES))
    members = start.reshape(users, -1).astype(np.float32)
    for step in range(STEPS + 1):
        count = members.sum(axis=0)
        rates = (seen.T @ members + PRIOR_USERS * average) / (count + PRIOR_USERS)
        sizes = (weights * rates).sum(axis=0)
        shares = (count + 1) / (users + CLASSES)
        if step < STEPS:
            evidence = seen @ (weights * np.log(np.maximum(rates, SMALLEST) / sizes))
            members = _memberships(own[:, None] * evidence, shares)
    liked, others = np.ascontiguousarray(rates.T[:, :items]), np.ascontiguousarray(rates.T[:, items:])
    return UserClasses(liked, others, shares, sizes)


def _memberships(evidence: Floats, shares: Floats) -> Floats:
    """(users, classes), by mixture 1 in all. evidence: the same shape, logarithms."""
    odds = (evidence + np.log(shares)).reshape(len(evidence), MIXTURES, CLASSES)
    chances = np.exp(odds - odds.max(axis=2, keepdims=True))
    chances /= chances.sum(axis=2, keepdims=True)
    return chances.reshape(len(evidence), -1).astype(np.float32)


def _seen(interactions: Interactions, item_ids: Ints) -> sparse.csr_array:
    """(users, 2 × items): 1 where a user likes an item, and in the second half where one has rated it otherwise."""
    verdicts = interactions.verdicts()
    verdicts = verdicts.take(np.isin(verdicts.items, item_ids))
    liked = event_likes(verdicts.kinds, verdicts.values)
    counted = liked | _rated_otherwise(verdicts.kinds, liked)
    user_ids, users = np.unique(verdicts.users[counted], return_inverse=True)
    columns = (np.searchsorted(item_ids, verdicts.items) + len(item_ids) * ~liked)[counted]
    ones = np.ones(len(users), dtype=np.float32)
    return sparse.csr_array((ones, (users, columns)), shape=(len(user_ids), 2 * len(item_ids)))


def _rated_otherwise(kinds: NDArray[np.int8], liked: Mask) -> Mask:
    return (kinds == Kind.RATED) & ~liked

"""The table of signals: each is a vector over the catalogue that says how well every item suits one user.

A signal is declared once, in SIGNALS. Weight profiles, blending, exclusion of impersonal items, explanations and the
served part of the trained model derive from the table. How signals are weighed: blend.py; ordered: rerank.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints
from apps.recommendations.ranking.evidence import Evidence, decayed, gather
from apps.recommendations.ranking.history import History, Taste
from apps.recommendations.ranking.model import ItemModel

Compute = Callable[["SignalInput"], Floats | Evidence]
Trust = Callable[[int, int], float]
Rows = TypeVar("Rows", NDArray, sparse.csr_array)

SEQUENCE_HALF = 2000.0  # users of the training data at which the sequence signal has half of its weight
POPULARITY_HALF = 50.0  # the same for user_classes, association and most_liked
POPULARITY_MINIMUM = (
    0.3  # least part of the weight of most_liked: without users, TMDb's votes stand in for likes
)
LATELY_LIKES = 100.0  # likes of the user at which what others liked lately has half of its weight
COLLABORATIVE_LIKES = (
    3.0  # its weight is (likes + 1) / (likes + this): a regression on long histories misleads with few likes
)
ASSOCIATION_LIKES = 0.5  # likes of the user at which associations have half of their weight
UNTRAINED_HALF = 120.0  # users of the training data at which the extra weight of UNTRAINED_FACTOR is halved
UNTRAINED_FACTOR = 20.0  # signals that need no training count so many times more while there is none
GENRE_HALF = 3.0  # sum of opinions on a genre at which its weight is 0.5
FAVORITE_GENRE_LIKES = 3.0  # a favorite genre of the profile counts as so many liked items of it


def knob(default: float, low: float, high: float) -> Any:
    """A number of a weight profile with its default and its inclusive range."""
    return field(default=default, metadata={"range": (low, high)})


@dataclass(frozen=True, kw_only=True)
class SignalKnobs:
    """Settings of single signals. Half-lives are in likes, counted from the latest; 0 weighs all likes equally."""

    collaborative_half_life: float = knob(0.0, 0, 10_000)
    sequence_half_life: float = knob(5.0, 0.1, 10_000)
    dislike_weight: float = knob(0.0, 0, 1)
    recency_days: int = knob(730, 1, 36_500)


@dataclass(frozen=True, eq=False)
class SignalInput:
    """What signals are computed from.

    model: aligned to the catalogue. today: `date.toordinal()`. wanted: the items that signals are computed of, None for all.
    """

    catalogue: Catalogue
    history: History
    taste: Taste
    knobs: SignalKnobs
    model: ItemModel
    today: int
    wanted: Ints | None = None

    def of_wanted(self, of_all: Rows) -> Rows:
        """The rows of the wanted items. of_all: an array or a matrix with a row per item."""
        return of_all if self.wanted is None else of_all[self.wanted]

    @cached_property
    def genre_weights(self) -> Floats:
        return build_user_genre_profile(self.catalogue, self.history, self.taste)

    @cached_property
    def graded(self) -> tuple[Ints, Floats]:
        """Items with a grade above 0, oldest first, and their grades."""
        opinions = self.history.opinions
        return opinions.items[opinions.graded], opinions.grades[opinions.graded]


def full_trust(users: int, likes: int) -> float:
    return 1.0


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One signal.

    compute: the vector over the wanted items, or the evidence that sums to it.
    is_personal: depends on the user. is_bounded: is 0–1 on every catalogue; others are scaled to 0–1 per user.
    is_learned: needs training; its weight is also multiplied by the trust in the model.
    trust: factor 0… of the weight, from the users of the training data and the likes of this user.
    explained_by: which kind of reason it is; "" for none. Learned signals are explained by similar users.
    reason: the sentence for the items of the history that speak for an item, with {titles}. lead: the beginning of the
    sentence for an item that a signal without such items speaks for most; "" names the item's votes.
    """

    compute: Compute
    is_personal: bool = False
    is_bounded: bool = True
    is_learned: bool = False
    trust: Trust = full_trust
    explained_by: Literal["", "similar_users", "content", "taste"] = ""
    reason: str = ""
    lead: str = ""


@dataclass(frozen=True, eq=False)
class SignalVectors:
    """Signals before they are weighed, in the order of the table.

    vectors: name → shape (wanted items,). evidence: of the signals that sum over history items. genre_weights: -1…1.
    opinions: of the user, how many. trust: factors of weights by name.
    """

    vectors: dict[str, Floats]
    evidence: dict[str, Evidence]
    genre_weights: Floats
    opinions: int
    trust: dict[str, float]


def compute(given: SignalInput, names: set[str]) -> SignalVectors:
    """Compute the named signals."""
    likes = len(given.history.opinions.likes)
    computed = {name: signal.compute(given) for name, signal in SIGNALS.items() if name in names}
    evidence = {name: result for name, result in computed.items() if isinstance(result, Evidence)}
    vectors = {
        name: result.totals(given.wanted) if isinstance(result, Evidence) else result
        for name, result in computed.items()
    }
    trust = {name: SIGNALS[name].trust(given.model.users, likes) for name in vectors}
    trust |= {name: trust[name] * given.model.trust for name in vectors if SIGNALS[name].is_learned}
    return SignalVectors(vectors, evidence, given.genre_weights, len(given.history.opinions.items), trust)


def build_user_genre_profile(catalogue: Catalogue, history: History, taste: Taste) -> Floats:
    """Weight of each genre, -1…1: s / (|s| + 3), where s is the sum of opinions (-1…1) on items of the genre.

    It saturates, so that more of one genre never takes from another.
    """
    opinions = history.opinions
    total = np.zeros(len(catalogue.genre_ids), dtype=np.float32)
    if len(opinions.items):
        total += opinions.strength @ catalogue.genre_table[opinions.items]
    total += FAVORITE_GENRE_LIKES * np.isin(np.array(catalogue.genre_ids), list(taste.favorite_genres))
    return (total / (np.abs(total) + GENRE_HALF)).astype(np.float32)


def collaborative(given: SignalInput) -> Evidence:
    items, grades = given.graded
    weights = decayed(len(items), given.knobs.collaborative_half_life) * grades
    matrix = given.model.matrix("collaborative")
    if not given.knobs.dislike_weight:
        return gather(matrix, items, weights)
    dislikes = given.history.opinions.dislikes
    against = np.full(len(dislikes), -given.knobs.dislike_weight, dtype=np.float32)
    return gather(matrix, np.append(items, dislikes), np.append(weights, against))


def sequence(given: SignalInput) -> Evidence:
    items, grades = given.graded
    return gather(
        given.model.matrix("sequence"), items, decayed(len(items), given.knobs.sequence_half_life) * grades
    )


def association(given: SignalInput) -> Evidence:
    return gather(given.model.matrix("association"), *given.graded)


def user_classes(given: SignalInput) -> Floats:
    """How likely users of the same classes like each item; 0 without a like or rating."""
    classes = given.model.classes
    if classes is None:
        return np.zeros(len(given.of_wanted(given.catalogue.item_ids)), dtype=np.float32)
    return classes.expected(given.history.opinions, given.wanted)


def content(given: SignalInput) -> Floats:
    """Cosine of each item's features with the graded sum of the history's features; below 0 is 0."""
    items, grades = given.graded
    user = grades @ given.catalogue.features[items]
    length = float(np.sqrt((user * user).sum()))
    if length < 1e-9:
        return np.zeros(len(given.of_wanted(given.catalogue.item_ids)), dtype=np.float32)
    return np.maximum(given.of_wanted(given.catalogue.features) @ (user / length), 0).astype(np.float32)


def genre_affinity(given: SignalInput) -> Floats:
    """Mean weight of an item's genres; below 0 is 0."""
    mean = given.of_wanted(given.catalogue.genre_parts) @ given.genre_weights
    return np.maximum(mean, 0, out=mean)


def taste(given: SignalInput) -> Floats:
    """s / (s + 1), s the sum over an item's boosted features, favorite genres and preferred languages."""
    catalogue, wanted = given.catalogue, given.taste
    if not (wanted.boosts or wanted.favorite_genres or wanted.languages):
        return np.zeros(len(given.of_wanted(catalogue.item_ids)), dtype=np.float32)
    total = np.zeros(len(catalogue), dtype=np.float32)
    columns = catalogue.columns_of(sorted(wanted.boosts))
    if boosted := catalogue.items_with(columns.values()):
        weights = np.repeat([wanted.boosts[name] for name in columns], [len(items) for items in boosted])
        total += np.bincount(np.concatenate(boosted), weights, minlength=len(catalogue)).astype(np.float32)
    genres = np.isin(np.array(catalogue.genre_ids), list(wanted.favorite_genres)).astype(np.float32)
    if genres.any():
        total += (catalogue.genre_table @ genres) / catalogue.genre_sizes
    if wanted.languages:
        total += 0.5 * np.isin(np.array(catalogue.languages), list(wanted.languages))[catalogue.language]
    total = given.of_wanted(total)
    return (total / (total + 1)).astype(np.float32)


def liked_lately(given: SignalInput) -> Floats:
    return given.of_wanted(given.model.lately_share)


def recency(given: SignalInput) -> Floats:
    """1 for an item released today, falling to 0 over `recency_days`; 0 for an unreleased one."""
    released = given.of_wanted(given.catalogue.release_day)
    age = given.today - released
    fresh = np.clip(1 - age / given.knobs.recency_days, 0, 1) * (released > 0)
    return np.where(age < 0, 0.0, fresh).astype(np.float32)


def trust_untrained(users: int, likes: int) -> float:
    """More weight for what needs no training, while there is little training data."""
    return 1 + UNTRAINED_FACTOR * UNTRAINED_HALF / (users + UNTRAINED_HALF)


SIGNALS: dict[str, Signal] = {
    # What users with the same likes like.
    "collaborative": Signal(
        compute=collaborative,
        is_personal=True,
        is_bounded=False,
        is_learned=True,
        trust=lambda users, likes: (likes + 1) / (likes + COLLABORATIVE_LIKES),
        explained_by="similar_users",
        reason="People who liked {titles} like this too.",
    ),
    # What is liked after the latest likes.
    "sequence": Signal(
        compute=sequence,
        is_personal=True,
        is_bounded=False,
        is_learned=True,
        trust=lambda users, likes: users / (users + SEQUENCE_HALF),
        explained_by="similar_users",
        reason="People who liked {titles} often liked this next.",
    ),
    # What is liked more often with each like alone: for users with few likes.
    "association": Signal(
        compute=association,
        is_personal=True,
        is_bounded=False,
        is_learned=True,
        trust=lambda users, likes: users / (users + POPULARITY_HALF) * likes / (likes + ASSOCIATION_LIKES),
        explained_by="similar_users",
        reason="People who liked {titles} like this too.",
    ),
    # What users who have rated the same movies like: for users with few ratings.
    "user_classes": Signal(
        compute=user_classes,
        is_personal=True,
        is_bounded=False,
        is_learned=True,
        trust=lambda users, likes: users / (users + POPULARITY_HALF),
        explained_by="similar_users",
        lead="Liked by people with ratings like yours",
    ),
    # Shared keywords, cast and crew, decade, collection.
    "content": Signal(
        compute=content,
        is_personal=True,
        trust=trust_untrained,
        explained_by="content",
        reason="Because you liked {titles}.",
    ),
    "genre_affinity": Signal(compute=genre_affinity, is_personal=True, explained_by="taste"),
    # What the user set: favorite genres, languages, boosts.
    "taste": Signal(compute=taste, is_personal=True, trust=trust_untrained, explained_by="taste"),
    "quality": Signal(compute=lambda given: given.of_wanted(given.catalogue.quality), trust=trust_untrained),
    # Logarithm of votes and popularity.
    "popularity": Signal(
        compute=lambda given: given.of_wanted(given.catalogue.popularity_signal), lead="Popular"
    ),
    # Counts of likes: the fallback for new users.
    "most_liked": Signal(
        compute=lambda given: given.of_wanted(given.catalogue.most_liked),
        trust=lambda users, likes: max(users / (users + POPULARITY_HALF), POPULARITY_MINIMUM),
        lead="A favorite of many people",
    ),
    # The same of the last days before the training.
    "liked_lately": Signal(
        compute=liked_lately,
        trust=lambda users, likes: users / (users + POPULARITY_HALF) * LATELY_LIKES / (LATELY_LIKES + likes),
        lead="Liked by many people lately",
    ),
    "recency": Signal(compute=recency, lead="New"),
}

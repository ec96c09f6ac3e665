"""From interactions to top-K item-item weights: opinions in, artifact out. The least squares: ridge.py."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.association import association_weights
from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.history import event_grades, event_likes
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.ridge import (
    co_liking_weights,
    inverse_of,
    item_weights,
    map_weights,
    mirrored,
    top_weights,
)
from apps.recommendations.ranking.windows import gram_of, sequence_grams

Progress = Callable[[str, float], None]
DENSE_COPIES = 4  # square float32 matrices of the densely solved items that are alive at the same time
BLOCK = 1024  # items whose co-likings are counted at once beyond the densely solved ones


@dataclass(frozen=True)
class TrainingConfig:
    """How the item-item weights are learned. The defaults are robust ones; tune.py looks for better.

    ridge: λ of co-liking in shares of the number of people; sequence_ridge: λ of the sequence in square roots of
    the number of steps. damping: weights that speak for an item with n likes are multiplied by (n + 1)^-damping,
    so that what everybody likes does not fill every list. minimum_likes: items with fewer get no weights.
    neighbours, sequence_neighbours, associations: weights kept per item, as far as `cells` go round. sequence_past,
    sequence_future: opinions read and predicted at each step, the past halved every `sequence_half_life`.
    dense_bytes: memory for dense solves; items that do not fit are solved one by one, each on its `candidates`
    nearest, of which `tail_neighbours` are kept. longest_history: latest opinions of a person that are used.
    """

    ridge: float = 0.2
    damping: float = 0.1
    sequence_ridge: float = 0.5
    neighbours: int = 500
    sequence_neighbours: int = 200
    associations: int = 100
    cells: int = 1_600_000
    minimum_likes: int = 3
    sequence_past: int = 15
    sequence_future: int = 10
    sequence_half_life: float = 5.0
    dense_bytes: int = 1_000_000_000
    candidates: int = 100
    tail_neighbours: int = 50
    longest_history: int = 1000

    def kept(self, neighbours: int, items: int) -> int:
        """Weights kept for each of so many items."""
        return max(min(neighbours, self.cells // max(items, 1)), 1)

    def to_json(self) -> dict[str, float]:
        return asdict(self)

    @property
    def dense_items(self) -> int:
        """How many items fit into the memory for dense solves."""
        return int((self.dense_bytes / (4 * DENSE_COPIES)) ** 0.5)


@dataclass(frozen=True, eq=False)
class Opinions:
    """Graded opinions in order of person and time: row and column numbers from 0, grade 0–1.

    item_ids: of the items that anybody has an opinion of, ascending; likes: how many people like each.
    """

    users: Ints
    items: Ints
    grades: Floats
    people: int
    item_ids: Ints
    likes: Floats

    @property
    def size(self) -> int:
        return len(self.item_ids)

    def learned(self, minimum_likes: int) -> Ints:
        """Items that get weights, the most liked first."""
        order = np.lexsort((np.arange(self.size), -self.likes))
        return order[self.likes[order] >= minimum_likes]

    def among(self, items: Ints) -> tuple[Ints, Ints, Floats]:
        """Users, places in `items` and grades of the opinions on them, in the same order."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[items] = np.arange(len(items))
        kept = place[self.items] >= 0
        return self.users[kept], place[self.items[kept]], self.grades[kept]

    def matrix(self, items: Ints) -> sparse.csc_array:
        """People × the given items."""
        shape = (self.people, self.size)
        full = sparse.csr_array((self.grades, (self.users, self.items)), shape=shape, dtype=np.float32)
        return full.tocsc()[:, items]


class Weights(NamedTuple):
    """What was learned, items × items each, before damping."""

    collaborative: sparse.csr_array
    sequence: sparse.csr_array
    association: sparse.csr_array


class Trainer(Protocol):
    """From interactions to top-K item-item weights; `train` is the one that needs nothing but this process."""

    def __call__(
        self,
        interactions: Interactions,
        config: TrainingConfig | None = None,
        *,
        progress: Progress | None = None,
    ) -> ItemModel: ...


def train(
    interactions: Interactions, config: TrainingConfig | None = None, *, progress: Progress | None = None
) -> ItemModel:
    """Learn co-liking, association and sequential weights. The order of the entries matters only where times tie."""
    settings, say = config or TrainingConfig(), progress or silent
    opinions = read_opinions(interactions, settings)
    order = opinions.learned(settings.minimum_likes)
    head, tail = np.sort(order[: settings.dense_items]), np.sort(order[settings.dense_items :])
    say("opinions counted", 0.1)
    gram = gram_of(opinions.matrix(head))
    association = associations(opinions, gram, head, settings)
    collaborative = co_liking(opinions, gram, head, tail, settings)
    del gram
    say("co-liking learned", 0.6)
    sequence = follow_ups(opinions, head, settings)
    say("sequence learned", 1.0)
    return model_of(opinions, settings, Weights(collaborative, sequence, association), dense=len(head))


def silent(step: str, share: float) -> None:
    """Progress that nobody looks at."""


def model_of(
    opinions: Opinions,
    settings: TrainingConfig,
    weights: Weights,
    *,
    dense: int,
) -> ItemModel:
    """The artifact. dense: how many items were solved for all at once."""
    facts = {
        **asdict(settings),
        "opinions": len(opinions.users),
        "items": opinions.size,
        "dense": dense,
    }
    model = ItemModel(
        opinions.item_ids,
        damped(weights.collaborative, opinions.likes, settings.damping),
        weights.sequence,
        weights.association,
        opinions.likes,
        people=opinions.people,
        facts=facts,
    )
    return replace(model, version=hashlib.sha256(model.to_bytes(compress=False)).hexdigest()[:12])


def read_opinions(interactions: Interactions, settings: TrainingConfig) -> Opinions:
    """The graded opinions, of each person the latest ones."""
    told = interactions.verdicts()
    grades = event_grades(told.kinds, told.values)
    graded, grades, liked = told.take(grades > 0), grades[grades > 0], event_likes(told.kinds, told.values)
    item_ids, items = np.unique(graded.items, return_inverse=True)
    people, users = np.unique(graded.users, return_inverse=True)
    likes = np.bincount(np.searchsorted(item_ids, told.items[liked]), minlength=len(item_ids))
    ends = np.searchsorted(users, users, side="right")
    kept = ends - np.arange(len(users)) <= settings.longest_history
    return Opinions(
        users[kept], items[kept], grades[kept], len(people), item_ids, likes=likes.astype(np.float32)
    )


def associations(opinions: Opinions, gram: Floats, head: Ints, settings: TrainingConfig) -> sparse.csr_array:
    """What each item of the head says alone about the others. gram: X'X of the head."""
    totals = np.bincount(opinions.items, weights=opinions.grades, minlength=opinions.size)[head]
    weights = association_weights(gram, totals.astype(np.float32), opinions.people)
    kept = settings.kept(settings.associations, len(head))
    return map_weights(top_weights(weights, kept), head, head, opinions.size)


def co_liking(
    opinions: Opinions, gram: Floats, head: Ints, tail: Ints, settings: TrainingConfig
) -> sparse.csr_array:
    """Dense ridge among the head; every tail item on its nearest head items, and mirrored."""
    ridge = settings.ridge * max(opinions.people, 1)
    inverse = inverse_of(gram, ridge)
    precision = np.diag(inverse).copy()
    weights = top_weights(co_liking_weights(inverse), settings.kept(settings.neighbours, len(head)))
    learned = map_weights(weights, head, head, opinions.size)
    del inverse
    seen = opinions.matrix(head)
    for start in range(0, len(tail), BLOCK):
        block = tail[start : start + BLOCK]
        columns = opinions.matrix(block)
        cross = (seen.T @ columns).toarray()
        own = np.asarray(columns.multiply(columns).sum(axis=0)).ravel()
        found, certainty = item_weights(
            gram, cross, own, ridge=ridge, candidates=settings.candidates, keep=settings.tail_neighbours
        )
        learned = learned + map_weights(found, head, block, opinions.size)
        back = mirrored(found, certainty, precision)
        learned = learned + map_weights(back, block, head, opinions.size)
    return learned.tocsr()


def damped(weights: sparse.csr_array, likes: Floats, damping: float) -> sparse.csr_array:
    """Columns times (likes + 1)^-damping."""
    factor = (likes + 1.0) ** -damping
    data = (weights.data * factor[weights.indices]).astype(np.float32)
    return sparse.csr_array((data, weights.indices, weights.indptr), shape=weights.shape)


def follow_ups(opinions: Opinions, head: Ints, settings: TrainingConfig) -> sparse.csr_array:
    """Ridge from the decayed last items to the next ones, among the head."""
    steps, gram, cross = sequence_grams(
        *opinions.among(head),
        size=len(head),
        past=settings.sequence_past,
        future=settings.sequence_future,
        half_life=settings.sequence_half_life,
    )
    inverse = inverse_of(gram, settings.sequence_ridge * max(steps, 1) ** 0.5)
    weights = inverse @ cross
    if len(head):
        weights -= inverse * (np.diag(weights) / np.diag(inverse))[None, :]
        np.fill_diagonal(weights, 0)
    neighbours = settings.kept(settings.sequence_neighbours, len(head))
    return map_weights(top_weights(weights, neighbours), head, head, opinions.size)

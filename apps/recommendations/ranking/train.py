"""From interactions to item-item weights: opinions in, artifact out. The closed forms are in item_weights.py."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.history import event_grades, event_likes
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.item_weights import (
    association_weights,
    ease_weights,
    in_threads,
    inverse_of,
    item_weights,
    map_weights,
    mirrored,
    row_blocks,
    strongest,
)
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.user_classes import UserClasses, learn_classes
from apps.recommendations.ranking.windows import Window, gram_of, sequence_grams

Progress = Callable[[str, float], None]
DENSE_COPIES = 4  # square float32 matrices of the densely solved items that are in memory at the same time
SECONDS_OF_DAY = 86_400.0
BLOCK = 512  # other items whose co-occurrences are counted at the same time


@dataclass(frozen=True)
class TrainingConfig:
    """How the item-item weights are learned. tune.py searches for better values on an installation's data.

    ridge: λ of collaborative weights, in shares of the number of users. sequence_ridge: λ of sequence weights, in
    square roots of the number of steps. damping: weights that speak for an item with n likes are multiplied by
    (n + 1)^-damping, so that popular items do not fill every list. minimum_likes: items with fewer get no weights.
    neighbours, sequence_neighbours, associations: weights stored per item, at most `cells` in all. sequence_past,
    sequence_future, sequence_half_life: see `Window`. dense_bytes: memory for dense solves; items that do not fit are
    solved one by one, each on its `candidates` nearest, of which `tail_neighbours` are stored. longest_history: how
    many of a user's latest opinions are used. lately_half_life: days after which a like counts half for what is liked
    lately.
    """

    ridge: float = 0.2
    damping: float = 0.05
    sequence_ridge: float = 0.5
    neighbours: int = 1000
    sequence_neighbours: int = 200
    associations: int = 100
    cells: int = 4_000_000
    minimum_likes: int = 3
    sequence_past: int = 15
    sequence_future: int = 10
    sequence_half_life: float = 5.0
    dense_bytes: int = 1_000_000_000
    candidates: int = 100
    tail_neighbours: int = 50
    longest_history: int = 1000
    lately_half_life: float = 7.0

    @property
    def window(self) -> Window:
        return Window(self.sequence_past, self.sequence_future, self.sequence_half_life)

    def weights_per_item(self, neighbours: int, items: int) -> int:
        """How many weights are stored for each of `items` items."""
        return max(min(neighbours, self.cells // max(items, 1)), 1)

    def to_json(self) -> dict[str, float]:
        return asdict(self)

    @property
    def dense_items(self) -> int:
        """Number of items that fit into the memory for dense solves."""
        return int((self.dense_bytes / (4 * DENSE_COPIES)) ** 0.5)


@dataclass(frozen=True, eq=False)
class Opinions:
    """Graded opinions in order of user and time: user and item numbers from 0, grade 0–1.

    item_ids: of all items with an opinion, ascending. likes: (items,), how many users like each. lately: the same, decayed.
    """

    users: Ints
    items: Ints
    grades: Floats
    user_count: int
    item_ids: Ints
    likes: Floats
    lately: Floats

    @property
    def size(self) -> int:
        return len(self.item_ids)

    def learned(self, minimum_likes: int) -> Ints:
        """Items with at least `minimum_likes` likes, the most liked first."""
        order = np.lexsort((np.arange(self.size), -self.likes))
        return order[self.likes[order] >= minimum_likes]

    def among(self, items: Ints) -> tuple[Ints, Ints, Floats]:
        """Users, positions in `items` and grades of the opinions on these items, in the same order."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[items] = np.arange(len(items))
        kept = place[self.items] >= 0
        return self.users[kept], place[self.items[kept]], self.grades[kept]

    def matrix(self, items: Ints) -> sparse.csc_array:
        """Grades, (users, items) of the given items."""
        shape = (self.user_count, self.size)
        full = sparse.csr_array((self.grades, (self.users, self.items)), shape=shape, dtype=np.float32)
        return full.tocsc()[:, items]


class Trainer(Protocol):
    """From interactions to a model. `train` runs in this process."""

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
    """Learn the weights of every learned signal. The order of the entries matters only where times tie."""
    settings, say = config or TrainingConfig(), progress or silent
    opinions = read_opinions(interactions, settings)
    order = opinions.learned(settings.minimum_likes)
    head, tail = np.sort(order[: settings.dense_items]), np.sort(order[settings.dense_items :])
    say("opinions counted", 0.1)
    gram = gram_of(opinions.matrix(head))
    association = learn_association(opinions, gram, head, settings)
    collaborative = learn_collaborative(opinions, gram, head, tail, settings)
    del gram
    say("item similarity learned", 0.6)
    sequence = learn_sequence(opinions, head, settings)
    say("sequence learned", 0.95)
    classes = learn_classes(interactions, opinions.item_ids)
    say("user classes learned", 1.0)
    weights = {"collaborative": collaborative, "sequence": sequence, "association": association}
    return build_model(opinions, settings, weights, classes, dense=len(head))


def silent(step: str, share: float) -> None:
    """Report no progress."""


def build_model(
    opinions: Opinions,
    settings: TrainingConfig,
    weights: dict[str, sparse.csr_array],
    classes: UserClasses | None,
    *,
    dense: int,
) -> ItemModel:
    """The artifact of the weights by signal. dense: how many items were solved in one dense system."""
    facts = {
        **asdict(settings),
        "opinions": len(opinions.users),
        "items": opinions.size,
        "dense": dense,
    }
    model = ItemModel(
        opinions.item_ids,
        {**weights, "collaborative": damped(weights["collaborative"], opinions.likes, settings.damping)},
        opinions.likes,
        users=opinions.user_count,
        facts=facts,
        lately=opinions.lately,
        classes=classes,
    )
    return replace(model, version=hashlib.sha256(model.to_bytes(compress=False)).hexdigest()[:12])


def read_opinions(interactions: Interactions, settings: TrainingConfig) -> Opinions:
    """The graded opinions, the latest ones of each user."""
    verdicts = interactions.verdicts()
    grades = event_grades(verdicts.kinds, verdicts.values)
    graded, liked = verdicts.take(grades > 0), event_likes(verdicts.kinds, verdicts.values)
    grades = grades[grades > 0]
    item_ids, items = np.unique(graded.items, return_inverse=True)
    user_ids, users = np.unique(graded.users, return_inverse=True)
    at = np.searchsorted(item_ids, verdicts.items[liked])
    age = (verdicts.times.max(initial=0) - verdicts.times[liked]) / SECONDS_OF_DAY
    recent = np.exp2(-age / settings.lately_half_life)
    ends = np.searchsorted(users, users, side="right")
    latest = ends - np.arange(len(users)) <= settings.longest_history
    return Opinions(
        users[latest],
        items[latest],
        grades[latest],
        len(user_ids),
        item_ids,
        likes=np.bincount(at, minlength=len(item_ids)).astype(np.float32),
        lately=np.bincount(at, weights=recent, minlength=len(item_ids)).astype(np.float32),
    )


def learn_association(
    opinions: Opinions, gram: Floats, head: Ints, settings: TrainingConfig
) -> sparse.csr_array:
    """Associations among the head. gram: X'X of the head."""
    totals = np.bincount(opinions.items, weights=opinions.grades, minlength=opinions.size)[head]
    of_items = totals.astype(np.float32)

    def weights_of(rows: slice) -> Floats:
        numbers = np.arange(rows.start, rows.stop)
        return association_weights(gram[rows], of_items, opinions.user_count, numbers)

    count = settings.weights_per_item(settings.associations, len(head))
    return map_weights(strongest(weights_of, len(head), count), head, head, opinions.size)


def learn_collaborative(
    opinions: Opinions, gram: Floats, head: Ints, tail: Ints, settings: TrainingConfig
) -> sparse.csr_array:
    """A dense ridge regression among the head; every tail item on its nearest head items, and mirrored."""
    ridge = settings.ridge * max(opinions.user_count, 1)
    inverse = inverse_of(gram, ridge)
    precision = np.diag(inverse).copy()
    count = settings.weights_per_item(settings.neighbours, len(head))
    weights = strongest(partial(ease_weights, inverse), len(head), count)
    learned = map_weights(weights, head, head, opinions.size)
    del inverse
    seen, tail_seen = opinions.matrix(head).tocsr(), opinions.matrix(tail)

    def weights_of(part: slice) -> sparse.csr_array:
        """What the head says about these items of the tail, and the reverse."""
        columns = tail_seen[:, part]
        own = np.asarray(columns.multiply(columns).sum(axis=0)).ravel()
        cross = sparse.csr_array(columns.T @ seen)
        found, certainty = item_weights(
            gram, cross, own, ridge=ridge, candidates=settings.candidates, keep=settings.tail_neighbours
        )
        back = mirrored(found, certainty, precision)
        block = tail[part]
        return map_weights(found, head, block, opinions.size) + map_weights(back, block, head, opinions.size)

    parts = [slice(start, start + BLOCK) for start in range(0, len(tail), BLOCK)]
    return sum(in_threads(weights_of, parts), start=learned).tocsr()


def damped(weights: sparse.csr_array, likes: Floats, damping: float) -> sparse.csr_array:
    """Columns times (likes + 1)^-damping."""
    factor = (likes + 1.0) ** -damping
    data = (weights.data * factor[weights.indices]).astype(np.float32)
    return sparse.csr_array((data, weights.indices, weights.indptr), shape=weights.shape)


def learn_sequence(opinions: Opinions, head: Ints, settings: TrainingConfig) -> sparse.csr_array:
    """A ridge regression from the decayed last items to the next ones, among the head."""
    steps, gram, cross = sequence_grams(*opinions.among(head), size=len(head), window=settings.window)
    inverse = inverse_of(gram, settings.sequence_ridge * max(steps, 1) ** 0.5, overwrite=True)
    diagonal = np.concatenate(
        [np.einsum("ij,ji->i", inverse[rows], cross[:, rows]) for rows in row_blocks(len(head))]
        or [cross[0:0, 0:0].ravel()]
    )

    def weights_of(rows: slice) -> Floats:
        """Rows of inverse · cross, corrected so that no item predicts itself."""
        weights = inverse[rows] @ cross
        weights -= inverse[rows] * (diagonal / np.diag(inverse))[None, :]
        np.fill_diagonal(weights[:, rows], 0)
        return weights

    neighbours = settings.weights_per_item(settings.sequence_neighbours, len(head))
    return map_weights(strongest(weights_of, len(head), neighbours), head, head, opinions.size)

"""From interactions to top-K item-item weights: likes in, artifact out. The least squares: ridge.py."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.ridge import dense_ridge, top_weights

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class TrainingConfig:
    """Regularisation in shares of the number of people; windows in likes.

    ridge: λ / people; sequence_ridge: λ / steps. neighbours: weights kept per item. minimum_likes: items with
    fewer get no weights. sequence_past, sequence_future: likes read and predicted at each step;
    sequence_half_life: decay of the past, in likes.
    """

    ridge: float = 0.2
    sequence_ridge: float = 0.2
    neighbours: int = 100
    minimum_likes: int = 5
    sequence_past: int = 15
    sequence_future: int = 10
    sequence_half_life: float = 5.0


def train(
    interactions: Interactions, config: TrainingConfig | None = None, *, progress: Progress | None = None
) -> ItemModel:
    """Learn co-liking and sequential weights. The order of the entries matters only where times tie."""
    settings, say = config or TrainingConfig(), progress or (lambda step, share: None)
    likes = interactions.likes()
    item_ids, items = np.unique(likes.items, return_inverse=True)
    people, users = np.unique(likes.users, return_inverse=True)
    counts = np.bincount(items, minlength=len(item_ids)).astype(np.float32)
    carrying = np.flatnonzero(counts >= settings.minimum_likes)
    say("likes counted", 0.1)
    collaborative = _co_liking(users, items, carrying, len(item_ids), settings)
    say("co-liking learned", 0.5)
    sequence = _sequence(users, items, carrying, len(item_ids), settings)
    say("sequence learned", 1.0)
    model = ItemModel(
        item_ids=item_ids,
        collaborative=collaborative,
        sequence=sequence,
        likes=counts,
        people=len(people),
        facts={**asdict(settings), "likes": len(items), "items": len(item_ids)},
    )
    return ItemModel(**{**model.__dict__, "version": _digest(model)})


def _digest(model: ItemModel) -> str:
    return hashlib.sha256(model.to_bytes()).hexdigest()[:12]


def _co_liking(
    users: Ints, items: Ints, carrying: Ints, size: int, settings: TrainingConfig
) -> sparse.csr_array:
    people = int(users.max(initial=-1)) + 1
    matrix = sparse.csr_array((np.ones(len(users), np.float32), (users, items)), shape=(people, size))
    matrix = matrix[:, carrying]
    gram = (matrix.T @ matrix).toarray()
    weights = dense_ridge(gram, gram, ridge=settings.ridge * max(people, 1), zero_diagonal=True)
    return top_weights(weights, settings.neighbours, carrying, size)


def _sequence(
    users: Ints, items: Ints, carrying: Ints, size: int, settings: TrainingConfig
) -> sparse.csr_array:
    steps, before, after = _windows(users, items, carrying, settings)
    gram = (before.T @ before).toarray()
    cross = (before.T @ after).toarray()
    weights = dense_ridge(gram, cross, ridge=settings.sequence_ridge * max(steps, 1), zero_diagonal=True)
    return top_weights(weights, settings.neighbours, carrying, size)


def _windows(
    users: Ints, items: Ints, carrying: Ints, settings: TrainingConfig
) -> tuple[int, sparse.csr_array, sparse.csr_array]:
    """One row per like that has a successor: the decayed likes up to it, and the likes that follow."""
    place = np.full(int(items.max(initial=-1)) + 1, -1, dtype=np.int64)
    place[carrying] = np.arange(len(carrying))
    kept = place[items] >= 0
    users, columns = users[kept], place[items[kept]]
    count = len(users)
    shape = (count, len(carrying))
    past = _shifted(users, columns, range(settings.sequence_past), shape, settings.sequence_half_life)
    future = _shifted(users, columns, range(-1, -settings.sequence_future - 1, -1), shape, None)
    whole = np.flatnonzero(np.diff(future.indptr))
    return len(whole), past[whole], future[whole]


def _shifted(
    users: Ints, columns: Ints, shifts: range, shape: tuple[int, int], half_life: float | None
) -> sparse.csr_array:
    rows_of, columns_of, cells = [], [], []
    every = np.arange(len(users))
    for shift in shifts:
        rows = every[max(shift, 0) : len(every) + min(shift, 0)]
        same = users[rows] == users[rows - shift]
        rows_of.append(rows[same])
        columns_of.append(columns[rows[same] - shift])
        weight = 1.0 if half_life is None else 2.0 ** (-shift / half_life)
        cells.append(np.full(int(same.sum()), weight, dtype=np.float32))
    data: Floats = np.concatenate(cells)
    where: tuple[NDArray, NDArray] = (np.concatenate(rows_of), np.concatenate(columns_of))
    return sparse.csr_array((data, where), shape=shape)

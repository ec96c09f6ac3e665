"""Co-occurrence sums over users, and over the steps of their histories. ModelCache is bounded by chunks of users."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.item_weights import in_threads

COLUMNS = 256  # of a product
CHUNK = 200_000  # opinions whose windows are in memory at the same time


class Window(NamedTuple):
    """Opinions read (`past`) and predicted (`future`) at each step; the past is halved every `half_life` opinions."""

    past: int
    future: int
    half_life: float


def gram_of(matrix: sparse.csc_array) -> Floats:
    """X'X, dense float32."""
    gram = np.zeros((matrix.shape[1], matrix.shape[1]), dtype=np.float32)
    add_product(gram, matrix, matrix)
    return gram


def add_product(total: Floats, one: sparse.csc_array, other: sparse.csc_array) -> None:
    """total += X'Y, a block of columns at a time, since a sparse product takes three times the memory of a dense one."""
    transposed = one.T

    def add(start: int) -> None:
        block = slice(start, min(start + COLUMNS, other.shape[1]))
        total[:, block] += (transposed @ other[:, block]).toarray()

    for _ in in_threads(add, range(0, other.shape[1], COLUMNS)):
        pass


def sequence_grams(
    users: Ints, items: Ints, grades: Floats, *, size: int, window: Window
) -> tuple[int, Floats, Floats]:
    """Number of steps, P'P and P'F over all steps that have a successor.

    A step is an opinion; P contains the decayed grades of the last `past` items up to it, F those of the next
    `future`. Entries are in order of user and time.
    """
    gram = np.zeros((size, size), dtype=np.float32)
    cross = np.zeros((size, size), dtype=np.float32)
    steps = 0
    for part in whole_users(users, CHUNK):
        before, after = windows(users[part], items[part], grades[part], size=size, window=window)
        by_column = before.tocsc()
        add_product(gram, by_column, by_column)
        add_product(cross, by_column, after.tocsc())
        steps += before.shape[0]
    return steps, gram, cross


def whole_users(users: Ints, count: int) -> Iterator[slice]:
    """Split entries, in order of user, into parts of about `count` entries that never split a user."""
    bounds = np.flatnonzero(np.append(users[1:] != users[:-1], True)) + 1
    start = 0
    while start < len(users):
        end = int(bounds[min(int(np.searchsorted(bounds, start + count)), len(bounds) - 1)])
        yield slice(start, end)
        start = end


def windows(
    users: Ints, items: Ints, grades: Floats, *, size: int, window: Window
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """P and F of the steps that have a successor: (steps, items)."""
    ahead = range(-1, -window.future - 1, -1)
    before = _shifted(users, items, grades, shifts=range(window.past), size=size, half_life=window.half_life)
    after = _shifted(users, items, grades, shifts=ahead, size=size, half_life=0.0)
    has_successor = np.flatnonzero(np.diff(after.indptr) > 0)
    return before[has_successor, :], after[has_successor, :]


def _shifted(
    users: Ints, items: Ints, grades: Floats, *, shifts: range, size: int, half_life: float
) -> sparse.csr_array:
    """Row n: the entries `shift` places before entry n of the same user, for every shift (negative: after)."""
    every = np.arange(len(users))
    rows_of, columns_of, cells_of = [], [], []
    for shift in shifts:
        rows = every[max(shift, 0) : max(len(every) + min(shift, 0), 0)]
        rows = rows[users[rows] == users[rows - shift]]
        rows_of.append(rows)
        columns_of.append(items[rows - shift])
        decay = np.float32(2.0 ** (-shift / half_life)) if half_life else np.float32(1)
        cells_of.append(grades[rows - shift] * decay)
    where = (np.concatenate(rows_of), np.concatenate(columns_of))
    return sparse.csr_array((np.concatenate(cells_of), where), shape=(len(users), size), dtype=np.float32)

"""What a person's events say about every item through item-item weights, and which event says how much."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints


@dataclass(frozen=True, eq=False)
class Evidence:
    """Cells of the rows of `items`, times the item's weight: what `items[row]` adds to `column`."""

    items: Ints
    rows: Ints
    columns: Ints
    cells: Floats
    size: int

    def totals(self) -> Floats:
        """Sum of contributions per catalogue item, shape (size,)."""
        return np.bincount(self.columns, weights=self.cells, minlength=self.size).astype(np.float32)

    def contributions(self, shown: Ints) -> Floats:
        """Shape (len(items), len(shown)): what each event adds to each shown item."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[shown] = np.arange(len(shown))
        kept = place[self.columns] >= 0
        table = np.zeros((len(self.items), len(shown)), dtype=np.float32)
        np.add.at(table, (self.rows[kept], place[self.columns[kept]]), self.cells[kept])
        return table


def gather(matrix: sparse.csr_array, items: Ints, weights: Floats) -> Evidence:
    """Evidence of `items` with `weights`; time grows with the cells of those rows alone."""
    starts = matrix.indptr[items].astype(np.int64)
    counts = matrix.indptr[items + 1].astype(np.int64) - starts
    rows = np.repeat(np.arange(len(items)), counts)
    offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = starts[rows] + offsets
    cells = matrix.data[at] * np.asarray(weights, dtype=np.float32)[rows]
    return Evidence(items, rows, matrix.indices[at], cells, matrix.shape[1])


def decayed(count: int, half_life: float) -> Floats:
    """Weights of `count` likes in order of time, the latest 1, halved every `half_life` likes (0: all 1)."""
    if half_life <= 0:
        return np.ones(count, dtype=np.float32)
    return np.exp2(-np.arange(count - 1, -1, -1) / half_life).astype(np.float32)

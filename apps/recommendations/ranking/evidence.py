"""Item-item weights applied to a user's events: what each event contributes to each item."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints


@dataclass(frozen=True, eq=False)
class Evidence:
    """Cells of the matrix rows of `items`, times the item's weight: what each item adds to each column.

    counts: (items,), cells per item. columns, cells: those of the first item, then of the second, …
    """

    items: Ints
    counts: Ints
    columns: Ints
    cells: Floats
    size: int

    def totals(self, shown: Ints | None = None) -> Floats:
        """Sum of contributions per catalogue item, shape (size,), or per shown item."""
        if shown is not None:
            return self.contributions(shown).sum(axis=0)
        return np.bincount(self.columns, weights=self.cells, minlength=self.size).astype(np.float32)

    def contributions(self, shown: Ints) -> Floats:
        """Shape (len(items), len(shown)): what each event adds to each shown item."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[shown] = np.arange(len(shown))
        column = place[self.columns]
        kept = np.flatnonzero(column >= 0)
        row = np.searchsorted(np.cumsum(self.counts), kept, side="right")
        table = np.zeros((len(self.items), len(shown)), dtype=np.float32)
        table[row, column[kept]] = self.cells[kept]
        return table


def gather(matrix: sparse.csr_array, items: Ints, weights: Floats) -> Evidence:
    """Evidence of `items` with `weights`; the time depends on the cells of these rows only."""
    starts, ends = matrix.indptr[items], matrix.indptr[items + 1]
    slices = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    none = slice(0, 0)
    columns = np.concatenate([matrix.indices[one] for one in slices or [none]])
    cells = np.concatenate([matrix.data[one] for one in slices or [none]])
    counts = (ends - starts).astype(np.int64)
    return Evidence(
        items, counts, columns, cells * np.repeat(weights.astype(np.float32), counts), matrix.shape[1]
    )


def decayed(count: int, half_life: float) -> Floats:
    """Weights of `count` likes in order of time, the latest 1, halved every `half_life` likes (0: all 1)."""
    if half_life <= 0:
        return np.ones(count, dtype=np.float32)
    return np.exp2(-np.arange(count - 1, -1, -1) / half_life).astype(np.float32)

"""One regression per item, divided into steps for blocks of items on several machines.

Item n of `blocks` is row n // blocks of block n % blocks, so that popular items are spread evenly. The caller sends
each yielded (block, message) to its block. A step has in memory the co-occurrences of one chunk of users, or those of
BLOCK items and BLOCK × candidates² cells, never all; sent are all co-occurrences and items × candidates² cells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.item_weights import (
    SYSTEMS,
    Places,
    association_weights,
    nearest_sources,
    regressions,
    top_weights,
)
from apps.recommendations.ranking.windows import Window, windows

BLOCK = 256

# Gram rows X'X of a block's items, and how often each source came with (or before) each item of the block.
Rows = tuple[sparse.csr_array, sparse.csr_array]
Chunk = tuple[Ints, Ints, Floats]  # users, items, grades: of whole users, in order of user and time
Question = tuple[int, Places, Places, Places, Places, Places]
Answer = tuple[Places, Places, Floats]
Cells = tuple[Places, Places, Floats]  # sources, targets, weights


@dataclass(frozen=True, eq=False)
class Near:
    """A block's targets and the sources nearest to each, ascending, -1 where there are fewer.

    targets: (targets,) items. sources: (targets, candidates). right: X'y at the sources, 0 where there is none.
    """

    targets: Ints
    sources: Places
    right: Floats


def blocks_for(items: int) -> int:
    return max(-(-items // BLOCK), 1)


def liked_together(chunk: Chunk, *, size: int, blocks: int) -> Iterator[tuple[int, Rows]]:
    """What these users' opinions add to the co-occurrence rows of every block."""
    users, items, grades = chunk
    rows = np.unique(users, return_inverse=True)[1]
    seen = sparse.csr_array((grades, (rows, items)), shape=(rows.max() + 1, size), dtype=np.float32)
    for block, rows_of in _rows(seen.T @ seen, blocks):
        yield block, (rows_of, rows_of)


def followed(chunk: Chunk, *, size: int, blocks: int, window: Window) -> Iterator[tuple[int, Rows]]:
    """What these users' opinions add to the sequence rows of every block."""
    before, after = windows(*chunk, size=size, window=window)
    grams, crosses = _rows(before.T @ before, blocks), _rows(after.T @ before, blocks)
    for (block, gram), (_, cross) in zip(grams, crosses, strict=True):
        yield block, (gram, cross)


def _rows(matrix: sparse.csr_array, blocks: int) -> Iterator[tuple[int, sparse.csr_array]]:
    whole = sparse.csr_array(matrix)
    whole.sort_indices()
    for block in range(min(blocks, whole.shape[0])):
        yield block, whole[block::blocks, :]


def added(one: Rows, other: Rows) -> Rows:
    """The sum. Gram rows that are the cross rows as well stay one array."""
    gram = one[0] + other[0]
    same = one[0] is one[1] and other[0] is other[1]
    return gram, gram if same else one[1] + other[1]


def squared_lengths(block: int, rows: Rows, *, blocks: int) -> tuple[int, Floats]:
    """The block and G_ii of its items."""
    gram = rows[0]
    where = np.arange(gram.shape[0])
    return block, np.asarray(gram[where, block + where * blocks]).ravel().astype(np.float32)


def associated(block: int, rows: Rows, *, totals: Floats, users: int, keep: int, blocks: int) -> Cells:
    """The strongest associations of the block's items. totals: of all items, sums of grades."""
    gram = rows[0]
    sources = block + np.arange(gram.shape[0]) * blocks
    weights = association_weights(gram.toarray(), totals, users, sources)
    cells = top_weights(weights, keep).tocoo()
    return sources[cells.row], cells.col, cells.data


def nearest(block: int, rows: Rows, *, lengths: Floats, candidates: int, blocks: int) -> Near:
    """Each item's nearest others by cosine. lengths: of all items, not squared."""
    targets = block + np.arange(rows[1].shape[0]) * blocks
    return Near(targets, *nearest_sources(rows[1], lengths, candidates, without=targets))


def questions(block: int, near: Near, *, blocks: int) -> Iterator[tuple[int, Question]]:
    """To the block of every source: what are its co-occurrences with the target's other sources?

    (asking block, asking row, place and source of each question, the sets of sources, the set of each question)
    """
    rows, places = np.nonzero(near.sources >= 0)
    sources = near.sources[rows, places]
    order = np.argsort(sources % blocks, kind="stable")
    to, starts = np.unique(sources[order] % blocks, return_index=True)
    for other, part in zip(to, np.split(order, starts[1:]), strict=True):
        asking, which = np.unique(rows[part], return_inverse=True)
        yield int(other), (block, rows[part], places[part], sources[part], near.sources[asking], which)


def answers(rows: Rows, asked: Iterable[Question], *, blocks: int) -> Iterator[tuple[int, Answer]]:
    """To the block that asked: asking row, place, and the co-occurrences in the order of the sources."""
    gram = rows[0]
    size = gram.shape[1]
    known = np.repeat(np.arange(gram.shape[0]), np.diff(gram.indptr)) * size + gram.indices
    for block, asking, places, sources, sets, which in asked:
        columns = sets[which]
        wanted = (sources // blocks)[:, None].astype(np.int64) * size + columns
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        there = (known[at] == wanted) & (columns >= 0)
        yield block, (asking, places, np.where(there, gram.data[at], np.float32(0)))


def solve(near: Near, answered: Iterable[Answer], *, ridge: float) -> Cells:
    """The ridge regression of every target of the block on its sources."""
    count, candidates = near.sources.shape
    systems = np.zeros((count, candidates, candidates), dtype=np.float32)
    for asking, places, cells in answered:
        systems[asking, places] = cells
    weights, known = np.zeros_like(near.right), near.sources >= 0
    for start in range(0, count, SYSTEMS):
        part = slice(start, start + SYSTEMS)
        weights[part] = regressions(systems[part], known[part], near.right[part], ridge)
    targets = np.broadcast_to(near.targets[:, None], near.sources.shape)
    return near.sources[known], targets[known], weights[known]


def by_source(cells: Cells, *, blocks: int) -> Iterator[tuple[int, Cells]]:
    """To the block of every source: its weights."""
    sources, targets, weights = cells
    order = np.argsort(sources % blocks, kind="stable")
    to, starts = np.unique(sources[order] % blocks, return_index=True)
    for block, part in zip(to, np.split(order, starts[1:]), strict=True):
        yield int(block), (sources[part], targets[part], weights[part])


def strongest(parts: Iterable[Cells], *, keep: int) -> Cells:
    """Of what each source says about others, the `keep` greatest absolute weights."""
    sources, targets, weights = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    order = np.lexsort((targets, -np.abs(weights), sources))
    ordered = sources[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = order[(rank < keep) & (weights[order] != 0)]
    return sources[kept], targets[kept], weights[kept]

"""Item-item weights in closed form: ridge regressions and associations, and sparse matrices of the greatest ones.

Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), equation 8;
Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation" (WWW 2021);
Piatetsky-Shapiro, "Discovery, Analysis, and Presentation of Strong Rules" (1991).
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from apps.recommendations.ranking.catalogue import Floats, Ints

Places = NDArray[np.signedinteger]
Part = TypeVar("Part")
Result = TypeVar("Result")

ALL = slice(None)
BLOCK = 256  # rows of a dense matrix that are worked on at the same time
SYSTEMS = 128  # ridge regressions that are solved at the same time
THREADS = 4  # at most, each with a block of its own in memory
SHRINKAGE = 10.0  # graded likes of an item at which its associations have half of their weight


def inverse_of(gram: Floats, ridge: float, *, overwrite: bool = False) -> Floats:
    """(G + ridge I)⁻¹ by a float32 Cholesky factor. overwrite: in the memory of the Gram matrix."""
    if not len(gram):
        return gram
    # The transposed matrix is the same one, in the order of LAPACK.
    damped = gram.T if overwrite else np.array(gram, dtype=np.float32, order="F")
    damped[np.diag_indices(len(damped))] += np.float32(ridge)
    factor, _ = linalg.cho_factor(damped, lower=True, overwrite_a=True, check_finite=False)
    inverse, failed = linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ValueError("The ridge is too small to solve for these items.")
    whole: Floats = inverse.T  # only its upper half is computed
    for rows in row_blocks(len(whole)):
        corner = whole[rows, rows]
        whole[rows, rows] = np.triu(corner) + np.triu(corner, 1).T
        whole[rows.stop :, rows] = whole[rows, rows.stop :].T
    return whole


def row_blocks(size: int) -> list[slice]:
    return [slice(start, min(start + BLOCK, size)) for start in range(0, size, BLOCK)]


def ease_weights(inverse: Floats, rows: slice = ALL) -> Floats:
    """These rows of B = I - P / diag(P), columns are targets, zero diagonal (Steck's equation 8)."""
    weights = np.divide(inverse[rows], -np.diag(inverse)[None, :], dtype=np.float32)
    np.fill_diagonal(weights[:, rows], 0)
    return weights


def strongest(weights_of: Callable[[slice], Floats], size: int, keep: int) -> sparse.csr_array:
    """`top_weights` of a (size, size) matrix of which a block of rows is in memory at a time."""
    if not size:
        return sparse.csr_array((0, 0), dtype=np.float32)
    parts = in_threads(lambda rows: top_weights(weights_of(rows), keep), row_blocks(size))
    return sparse.csr_array(sparse.vstack(list(parts), format="csr"))


def in_threads(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """The results in the order of the parts. numpy works on several at the same time."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, THREADS)) as threads:
        yield from threads.map(work, parts)


def top_weights(weights: Floats, keep: int) -> sparse.csr_array:
    """The `keep` greatest absolute weights of every row, i.e. of what each item says about others."""
    count = weights.shape[1]
    kept = min(keep, count)
    if not kept:
        return sparse.csr_array(weights.shape, dtype=np.float32)
    columns = np.argpartition(np.abs(weights), count - kept, axis=1)[:, count - kept :]
    columns.sort(axis=1)
    cells = np.take_along_axis(weights, columns, axis=1).ravel()
    bounds = np.arange(0, cells.size + 1, kept)
    best = sparse.csr_array((cells.astype(np.float32), columns.ravel(), bounds), shape=weights.shape)
    best.eliminate_zeros()
    return best


def item_weights(
    gram: Floats, cross: sparse.csr_array, own: Floats, *, ridge: float, candidates: int, keep: int
) -> tuple[sparse.csc_array, Floats]:
    """Each target on its nearest sources alone, and how certain it is (P_jj of the item among its candidates).

    gram: sources × sources; cross: targets × sources, Y'X; own: squared length of each target. The weights are sources
    × targets.
    """
    sources, right = nearest_sources(cross, np.sqrt(np.maximum(np.diag(gram), 1e-9)), candidates)
    weights, known = np.zeros_like(right), sources >= 0
    for start in range(0, len(sources), SYSTEMS):
        part = slice(start, start + SYSTEMS)
        at = sources[part]
        weights[part] = regressions(gram[at[:, :, None], at[:, None, :]], known[part], right[part], ridge)
    left = own.astype(np.float64) + ridge - (right.astype(np.float64) * weights).sum(axis=1)
    order = np.argsort(-np.abs(weights), axis=1, kind="stable")[:, :keep]
    targets = np.broadcast_to(np.arange(len(sources))[:, None], order.shape)
    best = np.take_along_axis(known, order, axis=1)
    cells = np.take_along_axis(weights, order, axis=1)[best]
    where = (np.take_along_axis(sources, order, axis=1)[best], targets[best])
    found = sparse.csc_array((cells, where), shape=cross.shape[::-1], dtype=np.float32)
    return found, (1 / np.maximum(left, 1e-6)).astype(np.float32)


def nearest_sources(
    cross: sparse.csr_array, lengths: Floats, candidates: int, *, without: Ints | None = None
) -> tuple[Places, Floats]:
    """Of every target the `candidates` sources of greatest cosine, ascending, -1 where there are fewer; and Y'X at them.

    cross: targets × sources, Y'X. lengths: (sources,), of X's columns. without: of every target a source to leave out.
    """
    sources = np.full((cross.shape[0], candidates), -1, dtype=np.int32)
    right = np.zeros(sources.shape, dtype=np.float32)
    for target in range(cross.shape[0]):
        here = slice(cross.indptr[target], cross.indptr[target + 1])
        others, cells = cross.indices[here], cross.data[here]
        kept = np.flatnonzero(cells > 0 if without is None else (cells > 0) & (others != without[target]))
        if len(kept) > candidates:
            near = cells[kept] / lengths[others[kept]]
            kept = kept[np.argpartition(near, len(kept) - candidates)[len(kept) - candidates :]]
        kept = kept[np.argsort(others[kept])]
        sources[target, : len(kept)], right[target, : len(kept)] = others[kept], cells[kept]
    return sources, right


def regressions(systems: Floats, known: NDArray[np.bool_], right: Floats, ridge: float) -> Floats:
    """Of every target the weights on its sources, (G + ridge I)⁻¹ X'y; 0 where none is known.

    systems: (targets, sources, sources), overwritten. known, right: (targets, sources).
    """
    systems[~(known[:, :, None] & known[:, None, :])] = 0
    diagonal = np.arange(systems.shape[1])
    systems[:, diagonal, diagonal] += np.float32(ridge)
    weights = np.where(known, right, 0).astype(np.float32)
    for number, system in enumerate(
        systems
    ):  # five times as fast as numpy's solve, which does not use the symmetry
        _, weights[number], failed = linalg.lapack.sposv(system.T, weights[number], lower=1, overwrite_a=1)
        if failed:
            raise ValueError("The ridge is too small to solve for these items.")
    return weights


def mirrored(weights: sparse.csc_array, certainty: Floats, precision: Floats) -> sparse.csc_array:
    """What the targets say about their sources: B_ji = B_ij P_jj / P_ii, because P is symmetric."""
    cells = weights.tocoo()
    back = cells.data * certainty[cells.col] / np.maximum(precision[cells.row], 1e-12)
    shape = (weights.shape[1], weights.shape[0])
    return sparse.csc_array((back.astype(np.float32), (cells.col, cells.row)), shape=shape)


def map_weights(
    weights: sparse.csr_array | sparse.csc_array, rows: Ints, columns: Ints, size: int
) -> sparse.csr_array:
    """The same cells at the items that rows and columns stand for."""
    cells = weights.tocoo()
    where = (rows[cells.row], columns[cells.col])
    return sparse.csr_array((cells.data, where), shape=(size, size), dtype=np.float32)


def association_weights(gram: Floats, totals: Floats, users: int, rows: Ints | None = None) -> Floats:
    """W_ij = (G_ij - t_i t_j / users) / (G_ii + SHRINKAGE), zero diagonal; row i = the liked item.

    The leverage of association rules, as a share: how much more often than everybody the users who like i like j.
    A regression weighs each like beside all others of a long history, which underrates the few likes of a new user.
    gram: X'X of the users × items grades, or its rows `rows`. totals: (items,), column sums of X.
    """
    own = np.arange(len(gram)), np.arange(len(gram)) if rows is None else rows
    weights = np.outer(totals[own[1]], totals / -max(users, 1)).astype(np.float32, copy=False)
    weights += gram
    weights /= (gram[own] + SHRINKAGE)[:, None]
    weights[own] = 0
    return weights

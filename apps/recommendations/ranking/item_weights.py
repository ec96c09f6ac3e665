"""Item-item weights in closed form: ridge regressions and associations, and sparse matrices of the greatest ones.

Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), equation 8;
Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation" (WWW 2021);
Piatetsky-Shapiro, "Discovery, Analysis, and Presentation of Strong Rules" (1991).
"""

from collections.abc import Callable

import numpy as np
from scipy import linalg, sparse

from apps.recommendations.ranking.catalogue import Floats, Ints

ALL = slice(None)
BLOCK = 512  # rows of a dense matrix that are worked on at the same time
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
    parts = [top_weights(weights_of(rows), keep) for rows in row_blocks(size)]
    return sparse.csr_array(sparse.vstack(parts, format="csr"))


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
    gram: Floats, cross: Floats, own: Floats, *, ridge: float, candidates: int, keep: int
) -> tuple[sparse.csc_array, Floats]:
    """Each target on its nearest sources alone, and how certain it is (P_jj of the item among its candidates).

    gram: sources × sources; cross: sources × targets, X's Y; own: squared length of each target. Nearest by cosine.
    """
    lengths = np.sqrt(np.maximum(np.diag(gram), 1e-9))
    taken = min(candidates, len(gram))
    near = cross / lengths[:, None]
    places = np.argpartition(near, len(gram) - taken, axis=0)[len(gram) - taken :]
    rows, columns, cells = [], [], []
    certainty = np.empty(cross.shape[1], dtype=np.float32)
    for target in range(cross.shape[1]):
        sources = np.sort(places[:, target])
        sources = sources[cross[sources, target] > 0]
        right = cross[sources, target]
        solved = regression(gram[np.ix_(sources, sources)], right, ridge)
        certainty[target] = 1.0 / max(float(own[target]) + ridge - float(right @ solved), 1e-6)
        best = np.argsort(-np.abs(solved), kind="stable")[:keep]
        rows.append(sources[best])
        columns.append(np.full(len(best), target))
        cells.append(solved[best])
    where = (np.concatenate(rows), np.concatenate(columns))
    found = sparse.csc_array((np.concatenate(cells), where), shape=cross.shape, dtype=np.float32)
    return found, certainty


def regression(system: Floats, right: Floats, ridge: float) -> Floats:
    """One target's weights on its sources: (G + ridge I)⁻¹ X'y. `system` is overwritten."""
    if not len(right):
        return right
    system[np.diag_indices(len(system))] += np.float32(ridge)
    return np.asarray(linalg.solve(system, right, assume_a="pos", check_finite=False), dtype=np.float32)


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

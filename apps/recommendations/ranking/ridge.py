"""Ridge regression between items in closed form, and what is kept of it.

Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), equation 8;
Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation" (WWW 2021).
"""

import numpy as np
from scipy import linalg, sparse

from apps.recommendations.ranking.catalogue import Floats, Ints


def dense_ridge(gram: Floats, cross: Floats, *, ridge: float, zero_diagonal: bool) -> Floats:
    """B that minimises |Y - XB|² + ridge |B|² given gram = X'X and cross = X'Y, with diag(B) = 0 on request.

    With P = (X'X + ridge I)⁻¹ and a zero diagonal: B = P (X'Y) - P diag(μ), μ_j = (P X'Y)_jj / P_jj.
    """
    size = len(gram)
    if not size:
        return np.zeros((0, 0), dtype=np.float32)
    damped = gram.astype(np.float32, copy=True)
    damped[np.diag_indices(size)] += np.float32(ridge)
    factor = linalg.cho_factor(damped, lower=True, overwrite_a=True, check_finite=False)
    inverse = linalg.cho_solve(factor, np.eye(size, dtype=np.float32), overwrite_b=True, check_finite=False)
    weights = inverse @ cross
    if zero_diagonal:
        weights -= inverse * (np.diag(weights) / np.diag(inverse))[None, :]
        weights[np.diag_indices(size)] = 0
    return weights.astype(np.float32)


def top_weights(weights: Floats, keep: int, place: Ints, size: int) -> sparse.csr_array:
    """The `keep` greatest absolute weights that speak for each item, moved to `place` of `size` items."""
    count = len(weights)
    if not count:
        return sparse.csr_array((size, size), dtype=np.float32)
    kept = min(keep, count)
    rows = np.argpartition(-np.abs(weights), kept - 1, axis=0)[:kept]
    columns = np.broadcast_to(np.arange(count), rows.shape)
    cells = weights[rows, columns]
    full = cells != 0
    where = (place[rows[full]], place[columns[full]])
    return sparse.csr_array((cells[full], where), shape=(size, size), dtype=np.float32)

"""What is liked more often by those who like one item: the leverage of association rules, as a share.

Piatetsky-Shapiro, "Discovery, Analysis, and Presentation of Strong Rules" (1991).
Regressions (ridge.py) ask what each like says beside all others of a long history. Of somebody of whom two or three
likes are known that underrates each of them; this asks what one like says alone.
"""

import numpy as np

from apps.recommendations.ranking.catalogue import Floats, Ints

SHRINKAGE = 10.0  # graded likes of an item at which what it says is taken half


def association_weights(gram: Floats, totals: Floats, people: int, rows: Ints | None = None) -> Floats:
    """W_ij = (G_ij - t_i t_j / people) / (G_ii + SHRINKAGE), zero diagonal; row i = the liked item.

    gram: X'X of people × items grades, or those of its rows that `rows` names; totals: shape (items,), column
    sums of X.
    With grades of 0 and 1 and without shrinkage: share of j's likers among i's, less their share of everybody.
    """
    own = np.arange(len(gram)), np.arange(len(gram)) if rows is None else rows
    weights = np.outer(totals[own[1]], totals / -max(people, 1)).astype(np.float32, copy=False)
    weights += gram
    weights /= (gram[own] + SHRINKAGE)[:, None]
    weights[own] = 0
    return weights

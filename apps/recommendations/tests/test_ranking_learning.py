"""What the item-item weights are: worked by hand, the same in any order, the same dense and one by one."""

import numpy as np
import pytest
from scipy import sparse

from apps.recommendations.ranking import ArtifactError, Interactions, ItemModel, Kind, TrainingConfig, train
from apps.recommendations.ranking.item_weights import (
    SHRINKAGE,
    association_weights,
    ease_weights,
    inverse_of,
    item_weights,
    mirrored,
    top_weights,
)
from apps.recommendations.ranking.windows import Window, sequence_grams

EVERYTHING = TrainingConfig(minimum_likes=1, damping=0.0)


def ratings_of(people, *, seed=0, items=12):
    """Two camps: even people like the first half of the films, odd ones the second."""
    draw = np.random.default_rng(seed)
    users = np.repeat(np.arange(people), 5)
    half = items // 2
    films = np.concatenate(
        [draw.choice(half, 5, replace=False) + half * (person % 2) for person in range(people)]
    )
    return Interactions.of_ratings(
        users, films + 100, draw.choice([8, 9, 10], len(users)), np.arange(len(users))
    )


def test_ridge_weights_worked_by_hand():
    """X'X = [[2, 1], [1, 2]], λ = 1: P = [[3, -1], [-1, 3]] / 8, so each weighs 1/3 for the other."""
    weights = ease_weights(inverse_of(np.array([[2, 1], [1, 2]], dtype=np.float32), 1.0))
    assert weights == pytest.approx(np.array([[0, 1 / 3], [1 / 3, 0]]), abs=1e-6)


def test_associations_worked_by_hand():
    """Of ten people four like a, five like b, three both: one more than the two by chance; a says 1 / (4 + 10)."""
    weights = association_weights(
        np.array([[4, 3], [3, 5]], dtype=np.float32), np.array([4, 5], dtype=np.float32), users=10
    )
    assert weights == pytest.approx(np.array([[0, 1 / (4 + SHRINKAGE)], [1 / (5 + SHRINKAGE), 0]]))


def test_one_like_alone_speaks_for_its_camp_and_against_the_other():
    association = train(ratings_of(80), EVERYTHING).matrix("association").toarray()
    assert (association[0, 1:6] > 0).all()
    assert (association[0, 6:] < 0).all()


def test_windows_worked_by_hand():
    """One person likes a, b, c: steps a→(b, c) and (b, a/2)→c with a half-life of one."""
    steps, gram, cross = sequence_grams(
        np.zeros(3, int), np.arange(3), np.ones(3, np.float32), size=3, window=Window(2, 2, 1.0)
    )
    assert steps == 2
    assert gram == pytest.approx(np.array([[1.25, 0.5, 0], [0.5, 1, 0], [0, 0, 0]]))
    assert cross == pytest.approx(np.array([[0, 1, 1.5], [0, 0, 1], [0, 0, 0]]))


def test_each_item_on_all_others_is_the_dense_solution():
    draw = np.random.default_rng(1)
    matrix = (draw.random((60, 8)) < 0.4).astype(np.float32)
    gram = matrix.T @ matrix
    dense = ease_weights(inverse_of(gram, 5.0))
    for target in range(8):
        others = np.delete(np.arange(8), target)
        found, _ = item_weights(
            gram[np.ix_(others, others)],
            gram[others][:, [target]],
            np.diag(gram)[[target]],
            ridge=5.0,
            candidates=7,
            keep=7,
        )
        assert found.toarray().ravel() == pytest.approx(dense[others, target], abs=1e-4)


def test_what_a_thin_item_says_is_mirrored_from_what_is_said_of_it():
    draw = np.random.default_rng(2)
    matrix = (draw.random((80, 6)) < 0.4).astype(np.float32)
    gram = matrix.T @ matrix
    inverse = inverse_of(gram, 5.0)
    dense = ease_weights(inverse)
    found, certainty = item_weights(
        gram[:5, :5], gram[:5, [5]], np.diag(gram)[[5]], ridge=5.0, candidates=5, keep=5
    )
    back = mirrored(found, certainty, np.diag(inverse)[:5])
    assert back.toarray().ravel() == pytest.approx(dense[5, :5], abs=1e-4)


def test_a_small_memory_budget_finds_the_same_neighbours():
    interactions = ratings_of(80)
    whole = train(interactions, EVERYTHING)
    tight = train(interactions, TrainingConfig(minimum_likes=1, damping=0.0, dense_bytes=16 * 9**2))
    assert tight.facts["dense"] == 9
    best = [model.matrix("collaborative").toarray().argmax(axis=0) // 6 for model in (whole, tight)]
    assert best[0].tolist() == best[1].tolist() == [0] * 6 + [1] * 6


def test_only_the_greatest_weights_of_a_row_are_kept():
    kept = top_weights(np.array([[0, 3, -5, 1], [2, 0, 1, 4]], dtype=np.float32), 2)
    assert kept.toarray().tolist() == [[0, 3, -5, 0], [2, 0, 0, 4]]


def test_the_order_of_the_rows_changes_nothing():
    interactions = ratings_of(30)
    shuffled = interactions.take(np.random.default_rng(3).permutation(len(interactions)))
    assert train(interactions).version == train(shuffled).version


def test_rows_that_tie_in_time_keep_the_order_of_the_file():
    first = Interactions.of_ratings([1] * 4, [1, 2, 3, 4], [9] * 4, [5] * 4)
    last = Interactions.of_ratings([1] * 4, [4, 3, 2, 1], [9] * 4, [5] * 4)
    assert first.in_order().items.tolist() == [1, 2, 3, 4]
    assert last.in_order().items.tolist() == [4, 3, 2, 1]


def test_a_dismissal_outweighs_a_rating_and_a_rating_a_watch():
    events = Interactions(
        users=np.array([1, 1, 1, 1]),
        items=np.array([7, 7, 8, 8]),
        kinds=np.array([Kind.RATED, Kind.NOT_INTERESTED, Kind.RATED, Kind.WATCHED], dtype=np.int8),
        values=np.array([9, np.nan, 10, 1], dtype=np.float32),
        times=np.arange(4.0),
    )
    graded, grades = events.graded()
    assert graded.items.tolist() == [8]
    assert grades.tolist() == [1.0]


def test_nobody_and_nothing_make_a_model_that_knows_nothing():
    model = train(Interactions.of_ratings([], [], [], []))
    assert (model.users, len(model.item_ids), model.matrix("collaborative").nnz) == (0, 0, 0)
    assert ItemModel.from_bytes(model.to_bytes()).aligned_to(np.array([4, 5])).likes.tolist() == [0, 0]


def test_the_artifact_comes_back_as_it_was():
    model = train(ratings_of(20), EVERYTHING)
    again = ItemModel.from_bytes(model.to_bytes())
    assert again.version == model.version
    assert again.to_bytes() == model.to_bytes()
    assert (again.matrix("collaborative") != model.matrix("collaborative")).nnz == 0


@pytest.mark.parametrize("harm", ["flip", "cut", "format", "foreign", "empty"])
def test_a_harmed_artifact_is_refused_with_a_reason(harm):
    good = train(ratings_of(10)).to_bytes()
    bad = {
        "flip": good[:100] + bytes([good[100] ^ 1]) + good[101:],
        "cut": good[:-20],
        "format": good[:9] + b"\x63" + good[10:],
        "foreign": b"PK\x03\x04" + good,
        "empty": b"",
    }[harm]
    with pytest.raises(ArtifactError):
        ItemModel.from_bytes(bad)


def test_items_that_the_catalogue_lacks_are_dropped_and_new_ones_know_nothing():
    model = train(ratings_of(20), EVERYTHING)
    served = model.aligned_to(np.array([101, 102, 999]))
    assert served.known.tolist() == [True, True, False]
    here = np.flatnonzero(np.isin(model.item_ids, [101, 102]))
    assert (
        served.matrix("collaborative")[[0]].toarray()[0, 1]
        == model.matrix("collaborative")[[here[0]]].toarray()[0, here[1]]
    )
    assert sparse.issparse(served.matrix("sequence"))

"""Item-item weights: small examples, the order of rows, dense solution against single regressions."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from apps.recommendations.ranking import (
    LEARNED,
    ArtifactError,
    History,
    Interactions,
    ItemModel,
    Kind,
    TrainingConfig,
    build_catalogue,
    train,
)
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
from apps.recommendations.tests.ranking_calls import scored

EVERYTHING = TrainingConfig(minimum_likes=1, damping=0.0)


def ratings_of(user_count, *, seed=0, items=12):
    """Two clusters: even users like the first half of the movies, odd ones the second."""
    draw = np.random.default_rng(seed)
    users = np.repeat(np.arange(user_count), 5)
    half = items // 2
    movies = np.concatenate(
        [draw.choice(half, 5, replace=False) + half * (user % 2) for user in range(user_count)]
    )
    return Interactions.of_ratings(
        users, movies + 100, draw.choice([8, 9, 10], len(users)), np.arange(len(users))
    )


def test_ridge_weights_of_a_small_example():
    """X'X = [[2, 1], [1, 2]], λ = 1: P = [[3, -1], [-1, 3]] / 8, so each has a weight of 1/3 for the other."""
    weights = ease_weights(inverse_of(np.array([[2, 1], [1, 2]], dtype=np.float32), 1.0))
    assert weights == pytest.approx(np.array([[0, 1 / 3], [1 / 3, 0]]), abs=1e-6)


def test_associations_of_a_small_example():
    """Of ten users four like a, five like b, three both: one more than the two by chance; the weight of a is 1 / (4 + 10)."""
    weights = association_weights(
        np.array([[4, 3], [3, 5]], dtype=np.float32), np.array([4, 5], dtype=np.float32), users=10
    )
    assert weights == pytest.approx(np.array([[0, 1 / (4 + SHRINKAGE)], [1 / (5 + SHRINKAGE), 0]]))


def test_associations_are_positive_inside_a_cluster_and_negative_outside():
    association = train(ratings_of(80), EVERYTHING).matrix("association").toarray()
    assert (association[0, 1:6] > 0).all()
    assert (association[0, 6:] < 0).all()


def test_windows_of_a_small_example():
    """One user likes a, b, c: steps a→(b, c) and (b, a/2)→c with a half-life of one."""
    steps, gram, cross = sequence_grams(
        np.zeros(3, int), np.arange(3), np.ones(3, np.float32), size=3, window=Window(2, 2, 1.0)
    )
    assert steps == 2
    assert gram == pytest.approx(np.array([[1.25, 0.5, 0], [0.5, 1, 0], [0, 0, 0]]))
    assert cross == pytest.approx(np.array([[0, 1, 1.5], [0, 0, 1], [0, 0, 0]]))


def test_regressions_on_all_items_are_the_dense_solution():
    draw = np.random.default_rng(1)
    matrix = (draw.random((60, 8)) < 0.4).astype(np.float32)
    gram = matrix.T @ matrix
    dense = ease_weights(inverse_of(gram, 5.0))
    for target in range(8):
        others = np.delete(np.arange(8), target)
        found, _ = item_weights(
            gram[np.ix_(others, others)],
            sparse.csr_array(gram[[target]][:, others]),
            np.diag(gram)[[target]],
            ridge=5.0,
            candidates=7,
            keep=7,
        )
        assert found.toarray().ravel() == pytest.approx(dense[others, target], abs=1e-4)


def test_weights_of_rare_items_are_mirrored():
    draw = np.random.default_rng(2)
    matrix = (draw.random((80, 6)) < 0.4).astype(np.float32)
    gram = matrix.T @ matrix
    inverse = inverse_of(gram, 5.0)
    dense = ease_weights(inverse)
    found, certainty = item_weights(
        gram[:5, :5], sparse.csr_array(gram[[5], :5]), np.diag(gram)[[5]], ridge=5.0, candidates=5, keep=5
    )
    back = mirrored(found, certainty, np.diag(inverse)[:5])
    assert back.toarray().ravel() == pytest.approx(dense[5, :5], abs=1e-4)


def test_a_small_memory_budget_finds_the_same_neighbours():
    interactions = ratings_of(80)
    dense = train(interactions, EVERYTHING)
    tight = train(interactions, TrainingConfig(minimum_likes=1, damping=0.0, dense_bytes=16 * 9**2))
    assert tight.facts["dense"] == 9
    best = [model.matrix("collaborative").toarray().argmax(axis=0) // 6 for model in (dense, tight)]
    assert best[0].tolist() == best[1].tolist() == [0] * 6 + [1] * 6


def test_top_weights_are_the_greatest_of_each_row():
    strongest = top_weights(np.array([[0, 3, -5, 1], [2, 0, 1, 4]], dtype=np.float32), 2)
    assert strongest.toarray().tolist() == [[0, 3, -5, 0], [2, 0, 0, 4]]


def test_the_order_of_the_rows_does_not_change_the_model():
    interactions = ratings_of(30)
    shuffled = interactions.take(np.random.default_rng(3).permutation(len(interactions)))
    assert train(interactions).version == train(shuffled).version


def test_rows_of_one_time_remain_in_the_order_of_the_file():
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


def test_training_without_interactions_gives_an_empty_model():
    model = train(Interactions.of_ratings([], [], [], []))
    assert (model.users, len(model.item_ids), model.matrix("collaborative").nnz) == (0, 0, 0)
    assert ItemModel.from_bytes(model.to_bytes()).aligned_to(np.array([4, 5])).likes.tolist() == [0, 0]


def test_an_artifact_round_trip_changes_nothing():
    model = train(ratings_of(20), EVERYTHING)
    again = ItemModel.from_bytes(model.to_bytes())
    assert again.version == model.version
    assert again.to_bytes() == model.to_bytes()
    assert (again.matrix("collaborative") != model.matrix("collaborative")).nnz == 0


@pytest.mark.parametrize("damage", ["flip", "cut", "format", "foreign", "empty"])
def test_a_damaged_artifact_is_refused(damage):
    good = train(ratings_of(10)).to_bytes()
    bad = {
        "flip": good[:100] + bytes([good[100] ^ 1]) + good[101:],
        "cut": good[:-20],
        "format": good[:9] + b"\x63" + good[10:],
        "foreign": b"PK\x03\x04" + good,
        "empty": b"",
    }[damage]
    with pytest.raises(ArtifactError):
        ItemModel.from_bytes(bad)


def test_aligning_drops_missing_items_and_adds_unknown_ones():
    model = train(ratings_of(20), EVERYTHING)
    served = model.aligned_to(np.array([101, 102, 999]))
    assert served.known.tolist() == [True, True, False]
    places = np.flatnonzero(np.isin(model.item_ids, [101, 102]))
    assert (
        served.matrix("collaborative")[[0]].toarray()[0, 1]
        == model.matrix("collaborative")[[places[0]]].toarray()[0, places[1]]
    )
    assert sparse.issparse(served.matrix("sequence"))


def test_a_like_counts_half_for_what_is_liked_lately_after_the_half_life():
    day = 86_400
    interactions = Interactions.of_ratings([1, 2, 3, 4], [7, 7, 9, 9], [9, 9, 9, 2], [0, 7 * day, 0, 7 * day])
    model = train(interactions, EVERYTHING)
    assert model.likes.tolist() == [2, 1]
    assert model.lately is not None
    assert model.lately.tolist() == [1.5, 0.5]
    aligned = model.aligned_to(np.array([5, 7]))
    assert aligned.lately is not None
    assert aligned.lately.tolist() == [0, 1.5]


def test_a_model_of_an_earlier_version_says_nothing_about_lately():
    model = replace(train(ratings_of(20), EVERYTHING), lately=None)
    assert ItemModel.from_bytes(model.to_bytes()).aligned_to(model.item_ids).lately is None
    catalogue = build_catalogue(item_ids=model.item_ids, genres=[[1]] * len(model.item_ids))
    signals = scored(catalogue, History.of([0], values=9), LEARNED, model=model).signals
    assert not signals.vectors["liked_lately"].any()


def test_few_recent_likes_hardly_move_what_is_liked_lately():
    """Three likes of yesterday do not outweigh a thousand older ones; ten thousand do."""
    model = train(ratings_of(20), EVERYTHING)
    catalogue = build_catalogue(item_ids=model.item_ids, genres=[[1]] * len(model.item_ids))
    likes = np.linspace(1000, 100, len(model.item_ids)).astype(np.float32)
    for recent, best in ((3, 0), (10_000, 5)):
        lately = np.zeros_like(likes)
        lately[5] = recent
        inputs = scored(catalogue, History.of(), LEARNED, model=replace(model, likes=likes, lately=lately))
        values = inputs.signals.vectors["liked_lately"]
        assert values.argmax() == best
        assert values.max() == 1

"""Splits and measures with small examples, and a test for leaks."""

from math import log2

import numpy as np
import pytest

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    EvaluationOptions,
    Interactions,
    TuningOptions,
    build_catalogue,
    evaluate,
    tune,
)
from apps.recommendations.ranking.metrics import (
    Measure,
    average_precision,
    genre_diversity,
    hit,
    ndcg,
    novelty,
    recall,
)
from apps.recommendations.ranking.splits import first_of_each, hold_out

TODAY = 730_000


def test_ndcg_of_a_small_example():
    """Hits in places 1 and 3 of three relevant ones: (1 + 1/2) / (1 + 1/log2 3 + 1/2)."""
    got = ndcg(np.array([5, 9, 7, 8]), np.array([5, 7, 1]), k=4)
    assert got == pytest.approx(1.5 / (1 + 1 / log2(3) + 0.5))


def test_other_measures_of_a_small_example():
    items, relevant = np.array([5, 9, 7, 8]), np.array([5, 7, 1])
    assert recall(items, relevant, k=20) == pytest.approx(2 / 3)
    assert (hit(items, relevant, k=1), hit(items[1:2], relevant)) == (1.0, 0.0)
    assert average_precision(items, relevant, k=4) == pytest.approx((1 + 2 / 3) / 3)
    assert novelty(np.array([0, 1]), np.array([0.5, 0.125])) == pytest.approx((1 + 3) / 2)


def test_genre_diversity_is_one_minus_the_mean_cosine_of_pairs():
    catalogue = build_catalogue(item_ids=[1, 2, 3], genres=[[1], [1], [2]])
    assert genre_diversity(catalogue, np.array([0, 1, 2])) == pytest.approx(1 - 1 / 3)


def test_the_interval_is_the_confidence_interval_of_the_mean():
    measure = Measure.over([0.0, 1.0, 1.0, 0.0])
    assert (measure.mean, measure.interval) == (0.5, pytest.approx(1.96 * (1 / 3) ** 0.5 / 2))


@pytest.mark.parametrize(("ratings", "held_out"), [(1, 0), (2, 1), (5, 1), (6, 2), (10, 2), (15, 3)])
def test_the_last_fifth_rounded_up_is_held_out_but_never_all(ratings, held_out):
    interactions = Interactions.of_ratings([1] * ratings, range(ratings), [8] * ratings, range(ratings))
    assert hold_out(interactions).tolist() == [False] * (ratings - held_out) + [True] * held_out


def test_ties_in_time_are_split_in_the_order_of_the_file():
    interactions = Interactions.of_ratings([1] * 5 + [2] * 5, list(range(5)) * 2, [8] * 10, [3] * 10)
    assert np.flatnonzero(hold_out(interactions)).tolist() == [4, 9]
    assert np.flatnonzero(first_of_each(interactions, 2)).tolist() == [0, 1, 5, 6]


def test_a_random_split_holds_out_the_same_share_of_each_user():
    interactions = Interactions.of_ratings(np.repeat([1, 2], 20), list(range(20)) * 2, [8] * 40, range(40))
    held_out = hold_out(interactions, "random")
    assert [held_out[:20].sum(), held_out[20:].sum()] == [4, 4]
    assert not np.array_equal(held_out, hold_out(interactions, "random", seed=1))


def two_clusters(user_count=60, items=24):
    """Users who watch the movies of their cluster in one order."""
    half = items // 2
    users = np.repeat(np.arange(user_count), 10)
    movies = np.concatenate([(np.arange(10) + user) % half + half * (user % 2) for user in range(user_count)])
    interactions = Interactions.of_ratings(
        users, movies, np.full(len(users), 9.0), np.tile(np.arange(10), user_count)
    )
    return build_catalogue(item_ids=range(items), genres=[[1]] * items), interactions


def test_learned_weights_predict_the_next_movies():
    catalogue, interactions = two_clusters()
    learned, random = evaluate(
        catalogue, interactions, (LEARNED,), EvaluationOptions(today=TODAY, baselines=("random",))
    )
    assert learned.ndcg > 0.9 > random.ndcg
    assert learned.users == 60


def test_shuffled_held_out_ratings_lower_the_quality():
    """If the held-out part leaked into training, shuffling it among the users would not lower the quality."""
    catalogue, interactions = two_clusters()
    held_out = hold_out(interactions)
    movies = interactions.items.copy()
    movies[held_out] = np.random.default_rng(0).permutation(movies[held_out])
    shuffled = Interactions.of_ratings(interactions.users, movies, interactions.values, interactions.times)
    (lower,) = evaluate(catalogue, shuffled, (LEARNED,), EvaluationOptions(today=TODAY))
    (unshuffled,) = evaluate(catalogue, interactions, (LEARNED,), EvaluationOptions(today=TODAY))
    assert lower.ndcg < unshuffled.ndcg / 1.5


def test_a_cold_start_uses_only_the_first_ratings():
    catalogue, interactions = two_clusters()
    (everything,) = evaluate(
        catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10)
    )
    (cold,) = evaluate(
        catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10, known=1)
    )
    assert (everything.users, cold.users) == (10, 10)
    assert cold.values != everything.values


def test_tuning_returns_a_usable_profile_and_can_be_stopped():
    catalogue, interactions = two_clusters()
    found = tune(catalogue, interactions, TuningOptions(today=TODAY), stop=lambda: True)
    assert not found.attempts
    assert (found.improved, found.profile.tuned, found.profile.weights) == (False, True, LEARNED.weights)
    longer = tune(catalogue, interactions, TuningOptions(today=TODAY, max_users=20))
    assert longer.ndcg >= longer.start_ndcg

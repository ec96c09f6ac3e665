"""Splits and measures with numbers worked by hand, and a leak test."""

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


def test_ndcg_worked_by_hand():
    """Hits in places 1 and 3 of three relevant ones: (1 + 1/2) / (1 + 1/log2 3 + 1/2)."""
    got = ndcg(np.array([5, 9, 7, 8]), np.array([5, 7, 1]), k=4)
    assert got == pytest.approx(1.5 / (1 + 1 / log2(3) + 0.5))


def test_the_other_measures_worked_by_hand():
    items, relevant = np.array([5, 9, 7, 8]), np.array([5, 7, 1])
    assert recall(items, relevant, k=20) == pytest.approx(2 / 3)
    assert (hit(items, relevant, k=1), hit(items[1:2], relevant)) == (1.0, 0.0)
    assert average_precision(items, relevant, k=4) == pytest.approx((1 + 2 / 3) / 3)
    assert novelty(np.array([0, 1]), np.array([0.5, 0.125])) == pytest.approx((1 + 3) / 2)


def test_genre_diversity_is_one_minus_the_mean_cosine_of_pairs():
    catalogue = build_catalogue(item_ids=[1, 2, 3], genres=[[1], [1], [2]])
    assert genre_diversity(catalogue, np.array([0, 1, 2])) == pytest.approx(1 - 1 / 3)


def test_the_interval_is_that_of_the_mean():
    measure = Measure.over([0.0, 1.0, 1.0, 0.0])
    assert (measure.mean, measure.interval) == (0.5, pytest.approx(1.96 * (1 / 3) ** 0.5 / 2))


@pytest.mark.parametrize(("ratings", "held"), [(1, 0), (2, 1), (5, 1), (6, 2), (10, 2), (15, 3)])
def test_the_last_fifth_rounded_up_is_held_out_and_somebody_keeps_one(ratings, held):
    interactions = Interactions.of_ratings([1] * ratings, range(ratings), [8] * ratings, range(ratings))
    assert hold_out(interactions).tolist() == [False] * (ratings - held) + [True] * held


def test_ties_in_time_are_split_in_the_order_of_the_file():
    interactions = Interactions.of_ratings([1] * 5 + [2] * 5, list(range(5)) * 2, [8] * 10, [3] * 10)
    assert np.flatnonzero(hold_out(interactions)).tolist() == [4, 9]
    assert np.flatnonzero(first_of_each(interactions, 2)).tolist() == [0, 1, 5, 6]


def test_a_random_split_takes_the_same_share_of_everybody():
    interactions = Interactions.of_ratings(np.repeat([1, 2], 20), list(range(20)) * 2, [8] * 40, range(40))
    held = hold_out(interactions, "random")
    assert [held[:20].sum(), held[20:].sum()] == [4, 4]
    assert not np.array_equal(held, hold_out(interactions, "random", seed=1))


def camps(people=60, items=24):
    """People who go through the films of their camp in one order."""
    half = items // 2
    users = np.repeat(np.arange(people), 10)
    films = np.concatenate(
        [(np.arange(10) + person) % half + half * (person % 2) for person in range(people)]
    )
    interactions = Interactions.of_ratings(
        users, films, np.full(len(users), 9.0), np.tile(np.arange(10), people)
    )
    return build_catalogue(item_ids=range(items), genres=[[1]] * items), interactions


def test_what_was_learned_finds_what_comes_next():
    catalogue, interactions = camps()
    learned, random = evaluate(
        catalogue, interactions, (LEARNED,), EvaluationOptions(today=TODAY, baselines=("random",))
    )
    assert learned.ndcg > 0.9 > random.ndcg
    assert learned.users == 60


def test_shuffled_answers_fall_to_chance():
    """If anything of the held-out part leaked into training, shuffling whose answers are whose would not matter."""
    catalogue, interactions = camps()
    held = hold_out(interactions)
    films = interactions.items.copy()
    films[held] = np.random.default_rng(0).permutation(films[held])
    mixed = Interactions.of_ratings(interactions.users, films, interactions.values, interactions.times)
    (learned,) = evaluate(catalogue, mixed, (LEARNED,), EvaluationOptions(today=TODAY))
    (honest,) = evaluate(catalogue, interactions, (LEARNED,), EvaluationOptions(today=TODAY))
    assert learned.ndcg < honest.ndcg / 1.5


def test_cold_start_tells_only_the_first_ratings():
    catalogue, interactions = camps()
    (whole,) = evaluate(catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10))
    (cold,) = evaluate(
        catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10, known=1)
    )
    assert (whole.users, cold.users) == (10, 10)
    assert cold.values != whole.values


def test_tuning_gives_a_usable_profile_and_stops_when_told():
    catalogue, interactions = camps()
    found = tune(catalogue, interactions, TuningOptions(today=TODAY), stop=lambda: True)
    assert not found.attempts
    assert (found.improved, found.profile.tuned, found.profile.weights) == (False, True, LEARNED.weights)
    asked = tune(catalogue, interactions, TuningOptions(today=TODAY, max_users=20))
    assert asked.ndcg >= asked.start_ndcg

"""Splits and measures with small examples, and a test for leaks."""

from dataclasses import replace
from math import log2

import numpy as np
import pytest

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    EvaluationOptions,
    Interactions,
    Kind,
    Profile,
    TrainingConfig,
    TuningOptions,
    build_catalogue,
    evaluate,
    train,
    tune,
)
from apps.recommendations.ranking.evaluation import prepare, prepare_all, recommender
from apps.recommendations.ranking.metrics import (
    Measure,
    average_precision,
    genre_calibration,
    genre_diversity,
    hit,
    ndcg,
    novelty,
    recall,
)
from apps.recommendations.ranking.splits import Period, first_of_each, hold_out, usable_split, within
from apps.recommendations.ranking.trust import UNTESTED, learned_trust

TODAY = 730_000
FEW = 30  # users, for tests that rank several times for each of them


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
    catalogue, interactions = two_clusters(FEW)
    held_out = hold_out(interactions)
    movies = interactions.items.copy()
    movies[held_out] = np.random.default_rng(0).permutation(movies[held_out])
    shuffled = Interactions.of_ratings(interactions.users, movies, interactions.values, interactions.times)
    learned = replace(LEARNED, weights={**LEARNED.weights, "sequence": 0.22}, cold_start_weights={})
    (lower,) = evaluate(catalogue, shuffled, (learned,), EvaluationOptions(today=TODAY))
    (unshuffled,) = evaluate(catalogue, interactions, (learned,), EvaluationOptions(today=TODAY))
    assert lower.ndcg < unshuffled.ndcg / 1.5


def test_a_cold_start_uses_only_the_first_ratings():
    catalogue, interactions = two_clusters(FEW)
    (everything,) = evaluate(
        catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10)
    )
    (cold,) = evaluate(
        catalogue, interactions, (CLASSIC,), EvaluationOptions(today=TODAY, max_users=10, known=1)
    )
    assert (everything.users, cold.users) == (10, 10)
    assert cold.values != everything.values


def test_tuning_returns_a_usable_profile_and_can_be_stopped():
    catalogue, interactions = two_clusters(FEW)
    found = tune(catalogue, interactions, TuningOptions(today=TODAY), stop=lambda: True)
    assert not found.attempts
    assert (found.improved, found.profile.tuned, found.profile.weights) == (False, True, LEARNED.weights)
    longer = tune(catalogue, interactions, TuningOptions(today=TODAY, max_users=20))
    assert longer.ndcg >= longer.start_ndcg


@pytest.mark.parametrize("split", ["time", "random"])
def test_all_events_of_a_user_on_an_item_are_held_out_together(split):
    """A watch that stayed in the training part would leak the rating that is to be predicted (E2)."""
    catalogue, ratings = two_clusters()
    events = Interactions(
        users=np.tile(ratings.users, 2),
        items=np.tile(ratings.items, 2),
        kinds=np.repeat([Kind.WATCHED, Kind.RATED], len(ratings)).astype(np.int8),
        values=np.concatenate([np.ones(len(ratings)), ratings.values]).astype(np.float32),
        times=np.concatenate([ratings.times - 0.5, ratings.times]),
    )
    held_out = hold_out(events, split)
    assert held_out[: len(ratings)].tolist() == held_out[len(ratings) :].tolist()
    assert held_out.sum() == 2 * hold_out(ratings, split).sum()
    trial = prepare(catalogue, events, split)
    for history, relevant in zip(trial.histories, trial.relevant, strict=True):
        assert not np.intersect1d(history.excluded, relevant).size


def test_a_rolling_split_trains_on_nothing_of_the_future():
    """Of user 1 item 10 is known before the moment, so its later rating is no answer."""
    interactions = Interactions.of_ratings([1, 1, 1, 2, 2], [10, 11, 10, 10, 12], [9] * 5, [0, 5, 6, 4, 9])
    before, answers = within(interactions, Period(5, 9))
    assert before.tolist() == [True, False, False, True, False]
    assert answers.tolist() == [False, True, False, False, False]


def test_a_rolling_split_falls_back_to_time_for_short_or_small_data():
    _, interactions = two_clusters()
    assert usable_split(interactions, "rolling") == "time"
    days = Interactions.of_ratings(
        interactions.users, interactions.items, interactions.values, interactions.times * 86_400 * 9
    )
    assert usable_split(days, "rolling") == "rolling"
    assert usable_split(days.take(days.users < 19), "rolling") == "time"


def test_the_trials_of_a_rolling_split_have_training_data_before_their_answers():
    catalogue, interactions = two_clusters()
    days = Interactions.of_ratings(
        interactions.users, interactions.items, interactions.values, interactions.times * 86_400 * 9
    )
    trials = prepare_all(catalogue, days)
    assert [len(trial.training) for trial in trials] == [420, 480, 540]
    assert trials[0].training.times.max() < 7 * 86_400 * 9


def test_every_user_is_new_in_one_fold_of_a_cold_start():
    catalogue, interactions = two_clusters()
    users = [user for trial in prepare_all(catalogue, interactions, known=3) for user in trial.users.tolist()]
    assert sorted(users) == list(range(60))


def test_genre_calibration_is_0_for_the_same_mix_and_grows_with_the_difference():
    catalogue = build_catalogue(item_ids=[1, 2, 3, 4], genres=[[1], [1, 2], [2], [3]])
    same = genre_calibration(catalogue, np.array([0, 2]), np.array([0, 2]))
    one_missing = genre_calibration(catalogue, np.array([0, 2]), np.array([0]))
    other = genre_calibration(catalogue, np.array([0, 2]), np.array([3]))
    assert same == pytest.approx(0)
    assert 0 < one_missing < other


def test_learned_signals_are_trusted_only_as_far_as_they_help():
    """Likes at random: nothing is learned from them, so the learned signals weigh nothing or little."""
    draw = np.random.default_rng(0)
    users = np.repeat(np.arange(60), 12)
    items = np.concatenate([draw.permutation(80)[:12] for _ in range(60)])
    by_chance = Interactions.of_ratings(users, items, np.full(len(users), 9.0), np.arange(len(users)))
    catalogue = build_catalogue(
        item_ids=np.arange(80),
        genres=[[item % 3] for item in range(80)],
        tokens=[[f"genre:{item % 3}"] for item in range(80)],
    )
    assert learned_trust(catalogue, by_chance, LEARNED, TrainingConfig(), today=730_000) <= 0.25
    few = by_chance.take(by_chance.users < 2)
    assert learned_trust(catalogue, few, LEARNED, TrainingConfig(), today=730_000) == UNTESTED


def test_a_few_users_who_come_back_do_not_decide_how_far_the_learned_signals_are_trusted():
    """Two tastes of 120 users, who each rate on one day of a year. 20 come back in its last days, and like at random."""
    draw = np.random.default_rng(3)
    users = np.repeat(np.arange(120), 10)
    items = np.concatenate([draw.permutation(40)[:10] + 40 * (user % 2) for user in range(120)])
    back = np.repeat(np.arange(20), 15)
    later = np.concatenate([draw.permutation(80)[:15] for _ in range(20)])
    days = np.append(np.repeat(np.arange(120), 10) * 3, 360 + draw.random(len(back)) * 5) * 86_400.0
    everything = Interactions.of_ratings(
        np.append(users, back), np.append(items, later), np.full(len(days), 9.0), days
    )
    catalogue = build_catalogue(item_ids=np.arange(80), genres=[[0]] * 80, tokens=[["genre:0"]] * 80)
    assert usable_split(everything, "rolling") == "rolling"
    assert learned_trust(catalogue, everything, LEARNED, TrainingConfig(), today=730_000) >= 0.1


@pytest.mark.parametrize(
    ("how", "has_present"),
    [
        ({"split": "rolling"}, True),
        ({"split": "time"}, False),
        ({"split": "random"}, False),
        ({"known": 3}, False),
    ],
)
def test_what_is_liked_lately_is_used_only_where_the_held_out_part_follows_one_moment(how, has_present):
    catalogue, interactions = two_clusters()
    days = Interactions.of_ratings(
        interactions.users, interactions.items, interactions.values, interactions.times * 86_400 * 9
    )
    trial = prepare(catalogue, days, **how)
    model = train(trial.training)
    lately = np.zeros_like(model.likes)
    lately[7] = 1e6
    profile = Profile(weights={"liked_lately": 1.0}, standardize=True, diversity=0, calibration=0)
    ways = [
        recommender(trial, profile, replace(model, lately=values), today=TODAY) for values in (lately, None)
    ]
    history = next(one for one in trial.histories if 7 not in one.items)
    lists = [recommend(history)[:3].tolist() for recommend in ways]
    assert (lists[0][0] == 7) == has_present
    assert (lists[0] != lists[1]) == has_present

"""Which exposure a response belongs to, and intervals of rates over users."""

import numpy as np
import pytest

from apps.recommendations.ranking.attribution import (
    NO_LIST,
    Exposures,
    attribute,
    difference,
    first_responses,
    ratio,
    sums_by_user,
)
from apps.recommendations.tests.simulated_users import World, challenger_of, simulate

WEEK = 7 * 24 * 3600.0


def entries(*rows: tuple[int, int, int, float]) -> Exposures:
    users, items, lists, times = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Exposures(
        np.array(users, dtype=np.int64),
        np.array(items, dtype=np.int64),
        np.array(lists, dtype=np.int64),
        np.array(times, dtype=float),
    )


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ((1, 7, NO_LIST, 150.0), 1),  # the latest one before
        ((1, 7, NO_LIST, 99.0), 0),
        ((1, 7, NO_LIST, 100.0), 1),  # at the same second
        ((1, 7, 50, 150.0), 0),  # the list that it names
        ((1, 7, 99, 150.0), 1),  # a list that was not shown
        ((1, 7, NO_LIST, 5.0), -1),  # before
        ((1, 7, NO_LIST, 100.0 + WEEK + 1), -1),  # too late
        ((2, 7, NO_LIST, 150.0), -1),  # another user
        ((1, 8, NO_LIST, 150.0), -1),  # another movie
    ],
)
def test_a_response_belongs_to_the_latest_exposure_before_it(response, expected):
    exposures = entries((1, 7, 50, 10.0), (1, 7, 51, 100.0), (2, 8, 52, 20.0), (1, 9, 51, 100.0))
    assert attribute(exposures, entries(response), window=WEEK).tolist() == [expected]


def test_attribution_agrees_with_a_plain_loop():
    draw = np.random.default_rng(4)

    def many(count: int) -> Exposures:
        return Exposures(
            *(draw.integers(0, high, count) for high in (5, 6, 4)), draw.integers(0, 50, count).astype(float)
        )

    exposures, responses = many(300), many(200)
    expected = []
    for user, item, of_list, at in zip(
        responses.users, responses.items, responses.lists, responses.times, strict=True
    ):
        near = (exposures.users == user) & (exposures.items == item)
        near &= (exposures.times <= at) & (exposures.times >= at - 9)
        in_list = near & (exposures.lists == of_list)
        chosen = in_list if in_list.any() else near
        expected.append(exposures.times[chosen].max() if chosen.any() else None)
    found = attribute(exposures, responses, window=9)
    assert [exposures.times[place] if place >= 0 else None for place in found] == expected


def test_nothing_shown_and_nothing_done_are_no_errors():
    assert attribute(entries(), entries((1, 2, 3, 4.0)), window=1).tolist() == [-1]
    assert attribute(entries((1, 2, 3, 4.0)), entries(), window=1).tolist() == []
    assert first_responses(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []


def test_of_several_responses_to_one_exposure_the_first_of_each_kind_counts():
    belongs_to, kinds = np.array([3, -1, 3, 3, 0]), np.array([1, 1, 1, 2, 1])
    assert first_responses(belongs_to, kinds).tolist() == [0, 3, 4]


def test_the_interval_of_a_rate_agrees_with_the_bootstrap():
    draw = np.random.default_rng(1)
    shown = draw.geometric(0.05, 800).astype(float)
    clicked = draw.binomial(shown.astype(int), draw.beta(1, 9, 800)).astype(float)
    found = ratio(clicked, shown)
    samples = draw.integers(0, 800, (2000, 800))
    bootstrap = clicked[samples].sum(axis=1) / shown[samples].sum(axis=1)
    low, high = np.quantile(bootstrap, [0.025, 0.975])
    assert found.value == pytest.approx(clicked.sum() / shown.sum())
    assert (found.low, found.high) == (
        pytest.approx(low, abs=0.1 * (high - low)),
        pytest.approx(high, abs=0.1 * (high - low)),
    )
    naive = 1.96 * np.sqrt(found.value * (1 - found.value) / shown.sum())
    assert found.high - found.value > 1.5 * naive  # impressions of one user are no independent samples


def test_without_users_there_is_no_rate_and_of_one_user_no_interval():
    nothing = np.array([])
    assert np.isnan(ratio(nothing, nothing).value)
    one = ratio(np.array([1.0]), np.array([4.0]))
    assert one.value == 0.25
    assert np.isnan(one.low)
    assert np.isnan(difference((np.array([1.0]), np.array([4.0])), (nothing, nothing)).low)


def test_sums_are_by_user():
    clicks, shown = sums_by_user(np.array([5, 3, 5]), np.array([1, 0, 1]), np.array([2, 4, 3]))
    assert (clicks.tolist(), shown.tolist()) == ([0, 2], [4, 5])


def test_two_identical_profiles_differ_by_nothing():
    """The whole simulation is benchmarks/ab_simulation.py."""
    world, runs = World(users=500), 40
    challenger = challenger_of(world.users, 0)
    found = [simulate(world, run, challenger) for run in range(runs)]
    assert sum(estimate.contains(0) for estimate in found) >= 36
    values = np.array([estimate.value for estimate in found])
    assert abs(values.mean()) < 3 * values.std() / np.sqrt(runs)


def test_a_better_profile_is_found():
    found = [simulate(World(users=1500, better=1.5), run) for run in range(5)]
    assert all(estimate.low > 0 for estimate in found)

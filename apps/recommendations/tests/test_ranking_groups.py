"""Group picks, onboarding and feature affinities of the ranking core, with small examples."""

import numpy as np
import pytest

from apps.recommendations.ranking import (
    History,
    build_catalogue,
    feature_affinities,
    group_picks,
    onboarding_items,
)

ALL = np.ones(4, dtype=np.bool_)


@pytest.fixture
def catalogue():
    genres = [[1], [2], [1], [2]]
    return build_catalogue(
        item_ids=[10, 11, 12, 13],
        genres=genres,
        tokens=[[f"genre:{genre}" for genre in item] for item in genres],
        vote_count=[1000, 900, 950, 10],
    )


def test_least_misery_uses_the_lowest_score(catalogue):
    one, other = np.array([0.9, 0.8, 0.1, 0.0]), np.array([0.0, 0.2, 0.3, 0.1])
    assert group_picks(catalogue, [one, other], ALL, limit=1).items.tolist() == [1]


def test_average_uses_the_mean_of_percentiles(catalogue):
    one, other = np.array([0.9, 0.5, 0.4, 0.3]), np.array([0.1, 0.9, 0.2, 0.3])
    picks = group_picks(catalogue, [one, one, other], ALL, strategy="average", limit=4)
    assert picks.items[0] == 1
    assert picks.members[:, 0].tolist() == [0.5, 0.5, 0.75]
    assert picks.scores[0] == pytest.approx(1.75 / 3)


def test_items_that_are_not_allowed_are_never_picked(catalogue):
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    picks = group_picks(catalogue, [scores], np.array([False, True, False, True]))
    assert picks.items.tolist() == [1, 3]


def test_onboarding_items_are_well_known_and_varied(catalogue):
    assert onboarding_items(catalogue, ALL, limit=2).tolist() == [0, 1]


def test_feature_affinities_follow_opinions(catalogue):
    affinities = feature_affinities(catalogue, History.of([0, 2, 1], values=[10, 10, 1]))
    assert affinities == pytest.approx({"genre:1": 2 / 5, "genre:2": -1 / 4})
    assert feature_affinities(catalogue, History.of()) == {}

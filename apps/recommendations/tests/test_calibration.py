"""Calibration: a list has the genre mix of what the user likes."""

from dataclasses import replace

import numpy as np
import pytest

from apps.recommendations.ranking import CLASSIC, LEARNED, History, Profile, build_catalogue
from apps.recommendations.ranking.metrics import genre_calibration
from apps.recommendations.ranking.rerank import Calibration, rerank
from apps.recommendations.tests.ranking_calls import ranked

DRAMA, COMEDY, HORROR = 18, 35, 27
UNIT = np.eye(2, dtype=np.float32)


def test_places_are_shared_out_as_the_genres_are_wanted():
    relevance, genres = np.ones(40, dtype=np.float32), np.repeat(UNIT, 20, axis=0)
    calibration = Calibration(1.0, np.array([0.75, 0.25], dtype=np.float32), genres)
    picks = rerank(relevance, genres, 12, 0.0, calibration)
    assert (picks >= 20).reshape(3, 4).sum(axis=1).tolist() == [1, 1, 1]
    assert rerank(relevance, genres, 12, 0.0).tolist() == list(range(12))


def test_a_weak_calibration_leaves_a_much_better_movie_in_front():
    genres = np.repeat(UNIT, 2, axis=0)
    calibration = Calibration(0.1, np.array([0.0, 1.0], dtype=np.float32), genres)
    assert rerank(np.array([1, 0.95, 0.5, 0.4], dtype=np.float32), genres, 4, 0.0, calibration)[0] == 0


@pytest.fixture(scope="module")
def catalogue():
    """90 movies, the dramas before the comedies before the horror films in everything that counts."""
    genres = [[genre] for genre in (DRAMA, COMEDY, HORROR) for _ in range(30)]
    return build_catalogue(
        item_ids=list(range(1, 91)),
        genres=genres,
        tokens=[[f"genre:{genre}" for genre in item] for item in genres],
        vote_average=[9 - place / 30 for place in range(90)],
        vote_count=[1000] * 90,
        popularity=list(range(90, 0, -1)),
    )


@pytest.mark.parametrize("likes", [[0, 1, 30, 31], [0, 60, 61, 62], [30, 60, 31]])
def test_a_stronger_calibration_comes_nearer_to_the_mix_of_the_likes(catalogue, likes):
    history, distances = History.of(likes, values=9), []
    for strength in (0.0, 0.3, 1.0):
        profile = Profile(weights={"quality": 1.0}, calibration=strength)
        items = ranked(catalogue, history, profile, limit=12).items
        distances.append(genre_calibration(catalogue, np.array(likes), items))
    assert distances[0] >= distances[1] >= distances[2]
    assert distances[0] > distances[2]


def test_without_likes_or_strength_scores_decide_alone(catalogue):
    strong, none = (Profile(weights={"quality": 1.0}, calibration=strength) for strength in (1.0, 0.0))
    for history in (History.of(), History.of([89], values=1)):
        lists = [ranked(catalogue, history, profile, limit=12).items.tolist() for profile in (strong, none)]
        assert lists[0] == lists[1]


def test_a_profile_says_how_strongly_a_list_is_calibrated():
    assert (CLASSIC.calibration, LEARNED.calibration) == (0.0, 0.05)
    assert Profile.from_json(replace(LEARNED, calibration=0.7).to_json()).calibration == 0.7

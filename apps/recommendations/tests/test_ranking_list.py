"""The ranked list of one user: scores, exclusions, and order."""

import numpy as np
import pytest

from apps.recommendations.ranking import (
    CLASSIC,
    History,
    Interactions,
    Kind,
    Profile,
    ProfileError,
    Taste,
    build_catalogue,
    similar,
    train,
)
from apps.recommendations.tests.ranking_calls import TODAY, matched, ranked

DRAMA, COMEDY, SPACE = 18, 35, 878


@pytest.fixture
def catalogue():
    genres = [[DRAMA], [DRAMA], [DRAMA], [DRAMA], [DRAMA], [COMEDY], [SPACE], [COMEDY, DRAMA]]
    return build_catalogue(
        item_ids=[10, 11, 12, 13, 14, 15, 16, 17],
        genres=genres,
        tokens=[[f"genre:{genre}" for genre in item] for item in genres],
        vote_average=[8, 7.5, 7, 6.5, 6, 5, 9, 4],
        vote_count=[1000] * 8,
        popularity=[8, 7, 6, 5, 4, 3, 2, 1],
        release_day=[TODAY - 100] * 7 + [TODAY + 5],
    )


def test_contributions_sum_to_the_score(catalogue):
    ranking = ranked(catalogue, History.of([0], values=9), CLASSIC, limit=8)
    assert ranking.contributions.sum(axis=1) == pytest.approx(ranking.scores, abs=1e-6)
    assert ranking.weights[0].sum() == pytest.approx(2 / 17)  # the weights sum to 1, times the certainty


def test_signal_values_of_a_small_example(catalogue):
    ranking = ranked(catalogue, History.of([0], values=10), CLASSIC, limit=1)
    by_name = dict(zip(ranking.signals, ranking.values[0], strict=True))
    assert ranking.items.tolist() == [1]
    assert by_name["genre_affinity"] == pytest.approx(1 / (1 + 3))
    assert by_name["recency"] == pytest.approx(1 - 100 / 730)


def test_an_unreleased_movie_is_not_recent(catalogue):
    ranking = ranked(catalogue, History.of(), CLASSIC, limit=8)
    place = ranking.items.tolist().index(7)
    assert ranking.values[place, ranking.signals.index("recency")] == 0


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.LIKED, Kind.ENGAGED)])
def test_movies_with_an_event_are_never_recommended(catalogue, kind):
    history = History.of([1, 2], kinds=kind, values=1)
    assert not {1, 2} & set(ranked(catalogue, history, CLASSIC, limit=8).items.tolist())


def test_at_most_three_of_a_genre_in_a_row_and_none_is_dropped(catalogue):
    items = ranked(catalogue, History.of(), CLASSIC, limit=8).items.tolist()
    assert sorted(items) == list(range(8))
    assert all(len({int(catalogue.leading_genre[i]) for i in items[at : at + 4]}) > 1 for at in range(4))


def test_muted_features_are_never_recommended(catalogue):
    taste = Taste(mutes=frozenset({f"genre:{COMEDY}"}))
    assert not {5, 7} & set(ranked(catalogue, History.of(), CLASSIC, taste=taste).items.tolist())


def test_padding_never_outranks_a_personal_pick(catalogue):
    ranking = ranked(catalogue, History.of([5], values=9), CLASSIC, limit=8)
    assert ranking.items[ranking.personal].tolist() == [7]
    assert ranking.scores.tolist() == sorted(ranking.scores.tolist(), reverse=True)


def test_the_learned_model_ranks_and_explains(catalogue):
    users = np.repeat(np.arange(6), 2)
    items = np.array([10, 16] * 6)
    model = train(Interactions.of_ratings(users, items, np.full(12, 9.0), np.arange(12)))
    served = model.aligned_to(catalogue.item_ids)
    profile = Profile(weights={"collaborative": 1.0}, standardize=True)
    ranking = ranked(catalogue, History.of([0], values=9), profile, model=served, limit=1)
    assert ranking.items.tolist() == [6]
    assert ranking.because_of[0][0].item == 0
    assert similar(catalogue, 0, model=served, method="collaborative").items.tolist() == [6]
    assert matched(catalogue, History.of([0], values=9), profile, 6, model=served).match_score >= 80


@pytest.mark.parametrize(
    "fields", [{"weights": {"charm": 1}}, {"weights": {}}, {"diversty": 1}, {"diversity": 2}]
)
def test_an_invalid_profile_is_refused(fields):
    with pytest.raises(ProfileError):
        Profile.from_json({"weights": {"quality": 1.0}} | fields)
    assert Profile.from_json(CLASSIC.to_json()) == CLASSIC


def test_columns_of_features_stay_right_when_they_are_forgotten(monkeypatch):
    monkeypatch.setattr("apps.recommendations.ranking.catalogue.COLUMNS_KEPT", 1)
    catalogue = build_catalogue(
        item_ids=[1, 2], genres=[[], []], tokens=[["keyword:1", "keyword:3"], ["keyword:2"]]
    )
    names = ["keyword:1", "keyword:9", "keyword:3", "keyword:2"]
    for _ in range(2):
        assert [catalogue.column_of(name) for name in names] == [0, None, 2, 1]
        assert catalogue.columns_of(names) == {"keyword:1": 0, "keyword:3": 2, "keyword:2": 1}

"""Classes of users: what they are learned from, what a few ratings say, and how long they count."""

import numpy as np
import pytest

from apps.recommendations.ranking import (
    LEARNED,
    History,
    Interactions,
    ItemModel,
    Kind,
    Profile,
    build_catalogue,
    train,
)
from apps.recommendations.ranking.user_classes import CLASSES, MIXTURES, UserClasses, learn_classes
from apps.recommendations.tests.ranking_calls import ranked, scored

ITEMS = np.arange(100, 124)
FIRST, SECOND = np.arange(12), np.arange(12, 24)


def two_camps(users=60, *, seed=0):
    """Even users like films of the first half and rate a few of the second low; odd users the other way round."""
    draw = np.random.default_rng(seed)
    rows = []
    for user in range(users):
        mine, theirs = (FIRST, SECOND) if user % 2 == 0 else (SECOND, FIRST)
        rows += [(user, 100 + item, 9) for item in draw.choice(mine, 7, replace=False)]
        rows += [(user, 100 + item, 2) for item in draw.choice(theirs, 3, replace=False)]
    users_, items, values = np.array(rows).T
    return Interactions.of_ratings(users_, items, values, np.arange(len(rows)))


def opinions(items, values=9, kinds=Kind.RATED):
    return History.of(items, kinds=kinds, values=values).opinions


@pytest.fixture(scope="module")
def classes():
    return learn_classes(two_camps(600), ITEMS)


def test_one_like_says_which_films_are_liked(classes):
    for own, others in ((FIRST, SECOND), (SECOND, FIRST)):
        expected = classes.expected(opinions([own[0]]))
        assert expected[own].min() > 2 * expected[others].max()


def test_a_low_rating_says_it_as_well(classes):
    expected = classes.expected(opinions([SECOND[0], SECOND[1]], values=2))
    assert expected[FIRST].min() > expected[SECOND].max()


def test_expected_likes_are_those_of_the_camp(classes):
    """Each user of a camp likes 7 of its 12 films."""
    expected = classes.expected(opinions(FIRST[:3]))
    assert expected[FIRST].mean() == pytest.approx(7 / 12, abs=0.05)
    assert ((expected >= 0) & (expected <= 1)).all()


def test_chances_of_every_mixture_count_the_same(classes):
    chances = classes.chances(opinions([3, 15], values=[9, 6])).reshape(MIXTURES, CLASSES)
    assert chances.sum(axis=1) == pytest.approx(np.full(MIXTURES, 1 / MIXTURES))


@pytest.mark.parametrize(
    "nothing", [History.of().opinions, opinions([0], kinds=Kind.NOT_INTERESTED)], ids=["new", "dismissed"]
)
def test_nothing_is_expected_of_somebody_without_likes_and_ratings(classes, nothing):
    assert classes.chances(nothing) is None
    assert not classes.expected(nothing).any()


def test_wanted_items_get_the_same_numbers(classes):
    wanted = np.array([20, 3, 7])
    known = opinions([1, 2], values=[8, 3])
    assert classes.expected(known, wanted) == pytest.approx(classes.expected(known)[wanted])


def test_the_order_of_the_entries_changes_nothing(classes):
    shuffled = two_camps(600).take(np.random.default_rng(5).permutation(6000))
    again = learn_classes(shuffled, ITEMS)
    assert np.array_equal(again.liked, classes.liked)
    assert np.array_equal(again.shares, classes.shares)


def test_without_opinions_there_are_no_classes():
    nobody = Interactions.of_ratings(np.array([], int), np.array([], int), np.array([]), np.array([]))
    assert learn_classes(nobody, ITEMS) is None
    assert learn_classes(two_camps(), np.array([], int)) is None
    assert train(nobody).classes is None


def test_classes_are_stored_and_moved_with_the_model():
    model = train(two_camps())
    stored = ItemModel.from_bytes(model.to_bytes()).classes
    assert isinstance(stored, UserClasses)
    assert np.array_equal(stored.others, model.classes.others)
    aligned = model.aligned_to(np.array([50, 103, 115, 900])).classes
    assert aligned.liked.shape == (MIXTURES * CLASSES, 4)
    assert np.array_equal(aligned.liked[:, 1:3], model.classes.liked[:, [3, 15]])
    assert not aligned.liked[:, [0, 3]].any()
    assert aligned.chances(opinions([0, 3])) is None  # films that nobody has rated say nothing
    assert aligned.chances(opinions([0, 1])) == pytest.approx(aligned.chances(opinions([1])))


def test_a_model_of_an_earlier_version_has_no_classes(camp_catalogue):
    model = ItemModel.empty(camp_catalogue.item_ids)
    profile = Profile(weights={"user_classes": 1.0, "quality": 1.0})
    assert scored(camp_catalogue, History.of([0], values=9), profile, model=model).scores.any()


def test_cold_start_weights_end():
    assert LEARNED.cold_start(0) == 1
    assert LEARNED.cold_start(5) == pytest.approx(0.5)
    assert LEARNED.cold_start(10) == pytest.approx(1 / 16)
    assert LEARNED.cold_start(20) == 0
    assert "user_classes" in LEARNED.signals_of(5)
    assert "user_classes" not in LEARNED.signals_of(20)
    assert LEARNED.signals_of(0) == LEARNED.signals


def test_a_newcomer_gets_films_of_the_own_camp(camp_catalogue):
    model = train(two_camps()).aligned_to(camp_catalogue.item_ids)
    liked = ranked(camp_catalogue, History.of([0], values=9), LEARNED, model=model, limit=8)
    assert set(liked.items.tolist()) <= set(FIRST.tolist())
    lead = liked.signals[int(liked.contributions[0].argmax())]
    assert lead == "user_classes"


@pytest.fixture
def camp_catalogue():
    return build_catalogue(
        item_ids=ITEMS,
        genres=[[0]] * 24,
        tokens=[["genre:0"]] * 24,
        vote_average=[7.0] * 24,
        vote_count=[100] * 24,
        popularity=[1.0] * 24,
        release_day=[720_000] * 24,
    )

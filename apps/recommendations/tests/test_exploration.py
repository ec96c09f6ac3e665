"""One place in ten explores, with a known chance, and logs of it tell what another profile would earn."""

import json
import uuid

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.favorites.models import Rating
from apps.recommendations.models import ExposureEvent, Recommendation
from apps.recommendations.ranking.explore import (
    EQUAL,
    Exploration,
    explore,
    exploring_places,
    thompson_chances,
)
from apps.recommendations.ranking.logged import LoggedChoices, preferences_of, snips
from apps.recommendations.ranking.rerank import top
from apps.recommendations.services.exposures.log import write_buffered

URL = "/api/v1/recommendations/"
ITEMS = 200
SCORES = np.linspace(1, 0, ITEMS).astype(np.float32)
LIKES = np.full(ITEMS, 5, dtype=np.float32)


def list_of(length: int, seed: int = 1, share: float = 0.1, likes: np.ndarray = LIKES):
    best = np.arange(ITEMS)
    return explore(best[:length], best[length:], SCORES, likes, Exploration(share, seed))


def test_every_tenth_place_explores_and_the_others_keep_their_order():
    found = list_of(60)
    exploring = np.flatnonzero(~np.isnan(found.propensities))
    assert exploring.tolist() == [9, 19, 29, 39, 49, 59] == exploring_places(60, 0.1).tolist()
    assert (found.items[exploring] >= 60).all()
    ordinary = np.delete(found.items, exploring)
    assert ordinary.tolist() == list(range(54))
    assert len(set(found.items.tolist())) == 60


@pytest.mark.parametrize("length", [0, 1, 9, 10, 199, 200])
def test_short_lists_and_few_candidates_are_no_errors(length):
    found = list_of(length)
    assert len(found.items) == len(found.propensities) == length
    assert len(set(found.items.tolist())) == length


@pytest.mark.parametrize("count", [0, 1, 3, 5, 9])
def test_the_best_are_as_many_as_wanted(count):
    """None where a list is too short to explore."""
    scores, allowed = np.array([1.0, 5, 3, 5, 2, 9]), np.array([True] * 5 + [False])
    assert top(scores, allowed, count).tolist() == [1, 3, 2, 4, 0][:count]


def test_the_same_seed_gives_the_same_list():
    assert list_of(60, seed=7).items.tolist() == list_of(60, seed=7).items.tolist()
    assert len({tuple(list_of(60, seed=seed).items) for seed in range(5)}) == 5


def test_an_uncertain_item_is_shown_more_often():
    scores, uncertainty = np.array([0.5, 0.5, 0.55]), np.array([0.3, 0.01, 0.01])
    chances = thompson_chances(scores, uncertainty, np.random.default_rng(0))
    assert chances[0] > 3 * chances[1]
    assert chances.sum() == pytest.approx(1)
    assert chances.min() >= EQUAL / 3


def test_propensities_are_the_chances_of_what_is_shown():
    """Over many users the mean of 1 / propensity of one candidate's exposures is the number of users."""
    users, length = 1500, 10
    weighed = np.zeros(ITEMS)
    for seed in range(users):
        found = list_of(length, seed)
        weighed[found.items[9]] += 1 / found.propensities[9]
    assert weighed[10:30] / users == pytest.approx(np.ones(20), abs=0.35)
    assert weighed[30:].sum() == 0


def simulated_log(users: int, seed: int) -> tuple[LoggedChoices, np.ndarray, np.ndarray]:
    """Choices of users with three visits each; the items that were shown, and the true chance of a response by item."""
    draw = np.random.default_rng(seed)
    rate = np.clip(
        0.05 + 0.6 * draw.permutation(np.linspace(0, 1, 20)) ** 3, 0, 1
    )  # the scores do not know it
    chances = thompson_chances(np.linspace(1, 0, 20), np.full(20, 0.4), draw)
    who = np.repeat(np.arange(users), 3)
    shown = draw.choice(20, size=len(who), p=chances)
    mood = np.repeat(draw.uniform(0.5, 1.5, users), 3)
    rewards = (draw.random(len(who)) < rate[shown] * mood).astype(float)
    return LoggedChoices(who, chances[shown], rewards), shown, rate


@pytest.mark.parametrize("better", [True, False])
def test_the_log_tells_the_true_value_of_another_policy(better):
    """The policy orders by the true rates, or the other way round; both are far from what was shown."""
    inside, biased, true = 0, [], 0.0
    for seed in range(40):
        logged, shown, rate = simulated_log(800, seed)
        order = np.argsort(-rate if better else rate)
        ranks = np.empty(20, dtype=np.int64)
        ranks[order] = np.arange(1, 21)
        preferences = preferences_of(ranks)
        true = float((preferences * rate).sum() / preferences.sum())
        found = snips(logged, preferences[shown])
        inside += found.reward.contains(true)
        biased.append(found.reward.value - true)
        assert 1 < found.effective < len(shown)
    assert inside >= 34
    assert abs(np.mean(biased)) < 0.15 * true
    plain = logged.rewards.mean()
    assert abs(plain - true) > 3 * abs(np.mean(biased))


def test_a_policy_that_shows_nothing_of_the_log_has_no_value():
    logged, shown, _ = simulated_log(50, 0)
    found = snips(logged, np.zeros(len(shown)))
    assert np.isnan(found.reward.value)
    assert found.effective == 0


@pytest.fixture
def exploring(settings, owner, make_movies):
    settings.RECOMMENDER_EXPLORATION = 10
    movies = make_movies(120)
    for movie in movies[:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


@pytest.mark.django_db
def test_lists_explore_and_log_the_propensity(as_owner, owner, exploring):
    rows = as_owner.get(URL, {"page_size": 60}).json()["results"]
    write_buffered()
    logged = list(ExposureEvent.objects.order_by("place"))
    assert [event.movie_id for event in logged] == [row["movie"]["id"] for row in rows]
    places = [event.place for event in logged if event.propensity is not None]
    assert places
    assert all((place + 1) % 10 == 0 for place in places)
    assert all(0 < event.propensity <= 1 for event in logged if event.propensity is not None)
    again = as_owner.post(f"{URL}refresh/?limit=60").json()["recommendations"]
    assert [row["movie"]["id"] for row in again] == [row["movie"]["id"] for row in rows]


@pytest.mark.django_db
def test_a_user_with_few_movies_left_that_are_a_match_gets_all_that_are_left(as_owner, owner, exploring):
    """Fewer than explore, and others that might be explored."""
    left = exploring[-8:]
    Rating.objects.filter(user=owner).delete()
    Rating.objects.bulk_create(
        Rating(user=owner, movie=movie, rating=9 if number % 4 < 2 else 1)
        for number, movie in enumerate(exploring[:-8])
    )
    rows = as_owner.get(URL, {"page_size": 60}).json()["results"]
    assert {row["movie"]["id"] for row in rows} == {movie.pk for movie in left}


@pytest.mark.django_db
def test_the_feed_logs_the_propensity_of_its_exploring_place(as_owner, exploring):
    as_owner.get(f"{URL}feed/")
    write_buffered()
    found = ExposureEvent.objects.filter(propensity__isnull=False).values_list("row", "place")
    assert list(found) == [("for_you", 9)]


@pytest.mark.django_db
def test_exploration_can_be_turned_off_and_leaves_visitors_alone(as_owner, anonymous, exploring, settings):
    visited = anonymous.get(URL, {"limit": 60}).json()
    settings.RECOMMENDER_EXPLORATION = 0
    assert anonymous.get(URL, {"limit": 60}).json() == visited
    as_owner.get(URL)
    assert not Recommendation.objects.filter(propensity__isnull=False).exists()


@pytest.mark.django_db
def test_the_command_estimates_a_profile_from_the_log(as_owner, owner, exploring, capsys):
    rows = as_owner.get(URL, {"page_size": 60}).json()["results"]
    explored = set(Recommendation.objects.filter(propensity__isnull=False).values_list("movie_id", flat=True))
    clicked = next(row for row in rows if row["movie"]["id"] in explored)
    as_owner.post(f"{URL}{clicked['id']}/click/")
    call_command("evaluate_recommender", logged=True, json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["profile"], found["shown"], found["users"]) == ("learned", len(explored), 1)
    assert 0 < found["own"]["reward"]["value"] < 1
    call_command("evaluate_recommender", logged=True, profile="classic")
    assert "classic" in capsys.readouterr().out


@pytest.mark.django_db
def test_what_a_user_rated_afterwards_is_ranked_as_before(as_owner, owner, exploring, capsys):
    as_owner.get(URL, {"page_size": 60})
    movie = Recommendation.objects.filter(propensity__isnull=False).first().movie
    call_command("evaluate_recommender", logged=True, json=True)
    before = json.loads(capsys.readouterr().out)
    Rating.objects.create(user=owner, movie=movie, rating=9)
    call_command("evaluate_recommender", logged=True, json=True)
    after = json.loads(capsys.readouterr().out)
    assert before["own"]["effective"] == pytest.approx(after["own"]["effective"], rel=0.05)
    assert after["own"]["reward"]["value"] > before["own"]["reward"]["value"] == 0


@pytest.mark.django_db
def test_an_empty_log_is_an_error_that_says_what_to_do(owner, exploring):
    ExposureEvent.objects.create(
        event_id=uuid.uuid4(),
        user=owner,
        movie=exploring[0],
        kind="shown",
        surface="list",
        happened_at=timezone.now(),
    )
    with pytest.raises(CommandError, match="RECOMMENDER_EXPLORATION"):
        call_command("evaluate_recommender", logged=True)

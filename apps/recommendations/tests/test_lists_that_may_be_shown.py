"""What a list may contain now, which sentence it has, and how long it lives."""

from datetime import date, timedelta

import numpy as np
import pytest
import time_machine
from django.utils import timezone

from apps.core.extensions import JobSkipped
from apps.favorites.models import Rating
from apps.movies.models import Collection, Movie, WatchHistory
from apps.recommendations.models import (
    Recommendation,
    RecommendationBatch,
    TasteSettings,
    WeightProfile,
)
from apps.recommendations.ranking import History, Kind
from apps.recommendations.services.learning import tuning
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.stored_lists import store_missing_rows
from apps.recommendations.services.serving.weight_profiles import assigned_profile, make_default

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


def rows_of(response) -> list[dict]:
    return response.json()["results"]


def ids(response) -> list[int]:
    return [row["movie"]["id"] for row in rows_of(response)]


def explanations(client) -> dict[int, str]:
    rows = rows_of(client.get(URL, {"page_size": 100}))
    return {row["movie"]["id"]: row["explanation"] for row in rows}


@pytest.fixture
def drama_lover(owner, make_movies):
    movies = make_movies(40)
    for movie in (movies[0], movies[4]):
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


@pytest.fixture
def saga(make_movie):
    collection = Collection.objects.create(tmdb_id=1, name="Saga")
    return [
        make_movie(f"Part {number}", collection=collection, release_date=date(2000 + number, 1, 1))
        for number in (1, 2)
    ]


@pytest.mark.parametrize("field", ["adult", "hidden_from_recommendations"])
@pytest.mark.parametrize("query", [{}, {"year_min": 1900}])
def test_a_movie_that_may_not_be_shown_any_more_leaves_every_list_at_once(
    as_owner, drama_lover, field, query
):
    first = ids(as_owner.get(URL, query))[0]
    Movie.objects.filter(pk=first).update(**{field: True})
    assert first not in ids(as_owner.get(URL, query | {"page_size": 100}))
    feed = as_owner.get(f"{URL}feed/").json()["rows"]
    assert first not in [movie["id"] for row in feed for movie in row["movies"]]


def test_after_a_dismissed_part_the_next_one_is_not_said_to_follow_a_seen_one(as_owner, drama_lover, saga):
    as_owner.post(f"{URL}feedback/", {"movie": saga[0].pk, "feedback_type": "not_interested"})
    assert "you have seen" not in explanations(as_owner)[saga[1].pk]


def test_after_a_seen_part_the_next_one_says_so(as_owner, owner, drama_lover, saga):
    Rating.objects.create(user=owner, movie=saga[0], rating=9)
    assert explanations(as_owner)[saga[1].pk] == "The next part after Part 1, which you have seen."


@pytest.mark.parametrize("taste", [{"reset": True}, {"personalised": False}])
def test_a_saga_goes_on_without_a_history(as_owner, owner, drama_lover, saga, taste):
    Rating.objects.create(user=owner, movie=saga[0], rating=9)
    as_owner.patch(f"{URL}taste/", taste, format="json")
    told = explanations(as_owner)
    assert saga[0].pk not in told
    assert "you have seen" not in told[saga[1].pk]


def test_a_group_gets_the_first_part_of_a_saga(as_owner, as_stranger, drama_lover, saga):
    group = as_owner.post(f"{URL}groups/", {"name": "x"}).json()
    as_stranger.post(f"{URL}groups/join/", {"code": group["code"]})
    picks = ids(as_owner.get(f"{URL}groups/{group['id']}/picks/", {"limit": 50}))
    assert saga[0].pk in picks
    assert saga[1].pk not in picks


def test_picks_of_an_empty_catalogue_are_empty(as_owner):
    group = as_owner.post(f"{URL}groups/", {"name": "x"}).json()
    assert rows_of(as_owner.get(f"{URL}groups/{group['id']}/picks/")) == []


def test_a_group_shows_the_same_match_score_as_the_movie(as_owner, as_stranger, drama_lover):
    group = as_owner.post(f"{URL}groups/", {"name": "x"}).json()
    as_stranger.post(f"{URL}groups/join/", {"code": group["code"]})
    for row in rows_of(as_owner.get(f"{URL}groups/{group['id']}/picks/"))[:5]:
        own = {member["username"]: member["match_score"] for member in row["members"]}["owner"]
        assert own == as_owner.get(f"{URL}match/{row['movie']['id']}/").json()["match_score"]


@pytest.mark.parametrize(("rating", "percent"), [(1, 10), (9.5, 95)])
def test_a_rated_movie_matches_as_its_rating_says(as_owner, owner, drama_lover, rating, percent):
    Rating.objects.create(user=owner, movie=drama_lover[9], rating=rating)
    assert as_owner.get(f"{URL}match/{drama_lover[9].pk}/").json()["match_score"] == percent


def test_dislikes_are_never_explained_as_likes(as_owner, owner, make_movies):
    for movie in make_movies(40)[:36:4]:  # nine dramas
        Rating.objects.create(user=owner, movie=movie, rating=1)
    assert not [text for text in explanations(as_owner).values() if text.startswith("Because you like")]


def test_nothing_personal_is_said_without_personalisation(as_owner, owner, make_movies, make_genre):
    make_movies(40)
    profile = {"favorite_genres": [make_genre("Comedy").pk]}
    as_owner.patch("/api/v1/auth/profiles/me/", profile, format="json")
    as_owner.patch(f"{URL}taste/", {"personalised": False}, format="json")
    told = explanations(as_owner)
    assert told
    assert not [text for text in told.values() if "you" in text.split()]


def test_a_watched_movie_is_not_explained_as_liked(as_owner, owner, make_movies):
    movies = make_movies(40)
    WatchHistory.objects.create(user=owner, movie=movies[0], progress=100)
    told = explanations(as_owner).values()
    assert [text for text in told if f"you watched {movies[0].title}" in text]
    assert not [text for text in told if "you liked" in text]
    titles = [row["title"] for row in as_owner.get(f"{URL}feed/").json()["rows"]]
    assert f"Because you watched {movies[0].title}" in titles


def test_a_later_high_rating_beats_a_dismissal_and_a_later_dismissal_beats_a_rating():
    kinds, values = [Kind.NOT_INTERESTED, Kind.RATED], [1, 10]
    later_rating = History.of([3, 3], kinds=kinds, values=values).opinions
    assert (later_rating.likes.tolist(), later_rating.dislikes.tolist()) == ([3], [])
    later_dismissal = History.of([3, 3], kinds=kinds[::-1], values=values[::-1]).opinions
    assert (later_dismissal.likes.tolist(), later_dismissal.dislikes.tolist()) == ([], [3])


def test_an_empty_list_is_generated_once(as_owner, owner, make_movies):
    for movie in make_movies(3):
        Rating.objects.create(user=owner, movie=movie, rating=9)
    as_owner.get(URL)
    batch = RecommendationBatch.objects.get().batch_id
    as_owner.get(URL)
    assert RecommendationBatch.objects.get().batch_id == batch


def test_a_list_lives_24_hours_whatever_the_version_of_the_catalogue(as_owner, drama_lover, make_movie):
    now = timezone.now().replace(hour=20)
    with time_machine.travel(now, tick=False):
        as_owner.get(URL)
        batch = RecommendationBatch.objects.get().batch_id
    make_movie("New")
    with time_machine.travel(now + timedelta(hours=23), tick=False):
        as_owner.get(URL)
        assert RecommendationBatch.objects.get().batch_id == batch
    with time_machine.travel(now + timedelta(hours=24), tick=False):
        as_owner.get(URL)
        assert RecommendationBatch.objects.get().batch_id != batch


def test_missing_rows_are_inserted_in_one_order(owner, drama_lover):
    rows = [
        Recommendation(user=owner, movie=movie, confidence_score=0.5, match_score=50)
        for movie in drama_lover[20:10:-1]
    ]
    store_missing_rows(rows)
    stored = Recommendation.objects.filter(user=owner).order_by("pk").values_list("movie_id", flat=True)
    assert list(stored) == sorted(stored)


def test_a_new_experiment_takes_no_users_of_another_one():
    """Profiles come ordered by name, but the older one draws first."""
    rows = [
        WeightProfile(pk=1, name="learned", is_default=True),
        WeightProfile(pk=2, name="m-test", traffic_percent=20),
    ]
    before = {user for user in range(1, 4001) if assigned_profile(rows, user).name == "m-test"}
    rows = [WeightProfile(pk=3, name="a-test", traffic_percent=20), *rows]
    after = {user: assigned_profile(rows, user).name for user in range(1, 4001)}
    assert {user for user, name in after.items() if name == "m-test"} == before
    assert 0.18 < list(after.values()).count("a-test") / 4000 < 0.22


def test_retraining_is_not_due_for_opted_out_users(owner, make_user, make_movies):
    other = make_user("optedout")
    TasteSettings.objects.create(user=other, trainable=False)
    for movie in make_movies(30):
        Rating.objects.create(user=owner, movie=movie, rating=8)
        Rating.objects.create(user=other, movie=movie, rating=8)
    assert tuning.retrain_if_due()
    with pytest.raises(JobSkipped):
        tuning.retrain_if_due()


def test_an_infinite_popularity_is_ignored_by_ranking(owner, drama_lover, make_movie):
    make_default(row=WeightProfile.objects.get(name="classic"))
    make_movie("Infinite", popularity=float("inf"))
    engine = RecommendationEngine(wait=True)
    assert np.isfinite(engine.scores(engine.load_features(owner.pk))).all()

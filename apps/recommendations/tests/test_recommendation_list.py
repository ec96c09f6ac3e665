"""The stored list of a user: generated once, and again when its inputs have changed."""

import pytest

from apps.favorites.models import Favorite, Rating
from apps.movies.models import WatchHistory
from apps.movies.services.columns import current_columns, load_columns
from apps.recommendations.models import Recommendation, RecommendationBatch, RecommendationFeedback

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


def ids(response) -> list[int]:
    return [row["movie"]["id"] for row in response.json()["results"]]


@pytest.fixture
def drama_lover(owner, make_movies):
    """Forty movies of four genres; the owner likes two dramas."""
    movies = make_movies(40)
    for movie in (movies[0], movies[4]):
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


def test_a_list_is_generated_once_and_served_again(as_owner, drama_lover):
    first, second = as_owner.get(URL).json(), as_owner.get(URL).json()
    assert first == second
    assert first["count"] == 38
    assert RecommendationBatch.objects.count() == 1


def test_the_signals_sum_to_the_confidence_score(as_owner, drama_lover):
    for row in as_owner.get(URL, {"page_size": 100}).json()["results"]:
        total = sum(signal["contribution"] for signal in row["signals"].values())
        assert total == pytest.approx(row["confidence_score"], abs=0.001)
        assert 0 <= row["confidence_score"] <= 1
        assert 0 <= row["match_score"] <= 100
        assert row["explanation"]


def test_a_liked_genre_is_ranked_first(as_owner, drama_lover):
    first = as_owner.get(URL).json()["results"][0]
    assert [genre["name"] for genre in first["movie"]["genres"]] == ["Drama"]
    assert first["recommendation_type"] != "trending"


def test_a_new_rating_changes_the_next_list(as_owner, owner, drama_lover):
    before = ids(as_owner.get(URL))
    Rating.objects.create(user=owner, movie_id=before[0], rating=8)
    after = ids(as_owner.get(URL))
    assert before[0] not in after


@pytest.mark.parametrize("model", [Favorite, WatchHistory])
def test_a_favorite_or_watched_movie_is_not_recommended(as_owner, owner, drama_lover, model):
    first = ids(as_owner.get(URL))[0]
    model.objects.create(user=owner, movie_id=first)
    assert first not in ids(as_owner.get(URL, {"page_size": 100}))


def test_a_dismissed_movie_and_its_feedback_survive_every_refresh(as_owner, drama_lover):
    first = as_owner.get(URL).json()["results"][0]
    body = {"recommendation": first["id"], "feedback_type": "not_interested"}
    assert as_owner.post(f"{URL}feedback/", body).status_code == 201
    for _ in range(3):
        refreshed = as_owner.post(f"{URL}refresh/").json()
        assert first["movie"]["id"] not in [row["movie"]["id"] for row in refreshed["recommendations"]]
    assert first["movie"]["id"] not in ids(as_owner.get(URL, {"page_size": 100}))
    assert RecommendationFeedback.objects.get().movie_id == first["movie"]["id"]


def test_a_like_remains_on_the_row_after_refreshes(as_owner, drama_lover):
    first = as_owner.get(URL).json()["results"][0]
    as_owner.post(f"{URL}feedback/", {"recommendation": first["id"], "feedback_type": "like"})
    rows = as_owner.post(f"{URL}refresh/?limit=60").json()["recommendations"]
    liked = [row for row in rows if row["movie"]["id"] == first["movie"]["id"]]
    assert [row["feedback"]["feedback_type"] for row in liked] == ["like"]
    assert [row["id"] for row in liked] == [first["id"]]


def test_deleting_feedback_allows_the_movie_again(as_owner, drama_lover):
    first = as_owner.get(URL).json()["results"][0]
    given = as_owner.post(f"{URL}feedback/", {"movie": first["movie"]["id"], "feedback_type": "dislike"})
    assert first["movie"]["id"] not in ids(as_owner.get(URL, {"page_size": 100}))
    assert as_owner.delete(f"{URL}feedback/{given.json()['id']}/").status_code == 204
    assert first["movie"]["id"] in ids(as_owner.get(URL, {"page_size": 100}))


def test_refresh_returns_20_movies_and_stores_one_row_each(as_owner, drama_lover):
    for _ in range(2):
        refreshed = as_owner.post(f"{URL}refresh/").json()
    assert refreshed["message"] == "Generated 20 recommendations"
    assert len(refreshed["recommendations"]) == 20
    assert Recommendation.objects.count() == 38


def test_adult_deleted_and_hidden_movies_are_not_recommended(as_owner, owner, drama_lover, make_movie):
    adult = make_movie("Adult", adult=True, popularity=900)
    hidden = make_movie("Hidden", hidden_from_recommendations=True)
    listed = ids(as_owner.get(URL, {"page_size": 100}))
    assert adult.pk not in listed
    assert hidden.pk not in listed
    drama_lover[9].delete()
    assert drama_lover[9].pk not in ids(as_owner.get(URL, {"page_size": 100}))


def test_adult_movies_are_listed_only_on_request_and_if_allowed(as_owner, owner, make_movie):
    adult = make_movie("Adult", adult=True)
    assert adult.pk not in ids(as_owner.get(URL, {"adult": "true"}))
    type(owner.profile).objects.filter(user=owner).update(mature_content=True)
    owner.refresh_from_db()
    assert adult.pk in ids(as_owner.get(URL, {"adult": "true"}))
    assert adult.pk not in ids(as_owner.get(URL))


def test_filters_select_from_all_movies_and_rows_can_be_clicked(as_owner, drama_lover):
    found = as_owner.get(URL, {"genre": "Horror"}).json()
    assert found["count"] == 10
    assert all(row["movie"]["genres"][0]["name"] == "Horror" for row in found["results"])
    row = found["results"][0]
    assert as_owner.post(f"{URL}{row['id']}/click/").json()["is_clicked"] is True
    again = as_owner.get(URL, {"genre": "Horror"}).json()["results"][0]
    assert (again["id"], again["is_clicked"]) == (row["id"], True)


@pytest.mark.parametrize(
    "query",
    [{"genre": "Horror"}, {"search": "film 1"}, {"genre": "Drama", "search": "film 1", "year_min": 1960}],
)
def test_filters_select_the_same_from_columns_in_memory_as_by_sql(as_owner, drama_lover, query):
    by_sql = as_owner.get(URL, query).json()["results"]
    load_columns()
    assert current_columns() is not None
    in_memory = as_owner.get(URL, query).json()["results"]
    assert [row["movie"]["id"] for row in in_memory] == [row["movie"]["id"] for row in by_sql]
    assert in_memory
    assert in_memory[0]["list_id"] == by_sql[0]["list_id"]


def test_padding_never_outranks_a_personal_pick(as_owner, drama_lover):
    rows = as_owner.get(URL, {"page_size": 100}).json()["results"]
    padded = [row["recommendation_type"] == "trending" for row in rows]
    assert padded == sorted(padded)
    scores = [row["confidence_score"] for row in rows]
    if any(padded):
        assert max(scores[padded.index(True) :]) <= min(scores[: padded.index(True)])


def test_limit_is_the_size_of_one_page(as_owner, drama_lover):
    found = as_owner.get(URL, {"limit": 30}).json()
    assert (found["count"], len(found["results"]), found["next"]) == (30, 30, None)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": "x"},
        {"diversity": 2},
        {"diversity": "nan"},
        {"genre": "No such"},
        {"year": "x"},
    ],
)
def test_an_invalid_parameter_is_a_400_that_names_it(as_owner, drama_lover, query):
    response = as_owner.get(URL, query)
    assert response.status_code == 400
    assert set(response.json()) == set(query)


@pytest.mark.parametrize("page", ["abc", "0", "99"])
def test_a_missing_page_is_a_404(as_owner, drama_lover, page):
    assert as_owner.get(URL, {"page": page}).status_code == 404


def test_an_anonymous_list_is_varied_and_not_stored(anonymous, make_movies):
    make_movies(40)
    found = anonymous.get(URL).json()
    assert found["count"] == 40
    assert len({row["movie"]["genres"][0]["name"] for row in found["results"][:8]}) > 1
    assert not Recommendation.objects.exists()
    assert [row["id"] for row in found["results"]] == [None] * 20


def test_an_empty_catalogue_gives_an_empty_list(as_owner, anonymous, db):
    assert as_owner.get(URL).json()["results"] == anonymous.get(URL).json()["results"] == []


def test_refresh_requires_a_login(anonymous, db):
    assert anonymous.post(f"{URL}refresh/").status_code == 401


def test_recommendations_of_another_user_are_missing(as_owner, as_stranger, drama_lover):
    row = as_owner.get(URL).json()["results"][0]
    assert as_stranger.post(f"{URL}{row['id']}/click/").status_code == 404
    body = {"recommendation": row["id"], "feedback_type": "like"}
    assert as_stranger.post(f"{URL}feedback/", body).status_code == 400
    assert not RecommendationFeedback.objects.exists()

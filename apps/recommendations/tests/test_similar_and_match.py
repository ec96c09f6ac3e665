"""Similar movies, and match scores."""

import pytest

from apps.favorites.models import Rating

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(make_movies):
    return make_movies(24)


def test_similar_movies_share_a_genre_and_exclude_the_movie(anonymous, movies):
    found = anonymous.get(f"{URL}similar/{movies[0].pk}/").json()
    first = found["results"][0]
    assert first["genres"][0]["name"] == "Drama"
    assert 0 < first["similarity"] <= 1
    assert first["explanation"]
    assert movies[0].pk not in [row["id"] for row in found["results"]]


@pytest.mark.parametrize("method", ["hybrid", "content", "collaborative"])
def test_every_method_is_accepted(anonymous, movies, method):
    assert anonymous.get(f"{URL}similar/{movies[0].pk}/", {"method": method}).status_code == 200


def test_similar_takes_a_limit_and_filters(anonymous, movies):
    found = anonymous.get(f"{URL}similar/{movies[0].pk}/", {"limit": 2, "genre": "Drama"}).json()
    assert [row["genres"][0]["name"] for row in found["results"]] == ["Drama", "Drama"]
    many = anonymous.get(f"{URL}similar/{movies[0].pk}/", {"limit": 500}).json()
    assert len(many["results"]) == many["count"]


@pytest.mark.parametrize("query", [{"method": "magic"}, {"limit": "-1"}, {"year": "x"}])
def test_an_invalid_parameter_of_similar_is_a_400(anonymous, movies, query):
    response = anonymous.get(f"{URL}similar/{movies[0].pk}/", query)
    assert response.status_code == 400
    assert set(response.json()) == set(query)


@pytest.mark.parametrize("number", [0, 999_999_999, 10**17])
def test_an_unknown_movie_is_a_404(anonymous, as_owner, movies, number):
    assert anonymous.get(f"{URL}similar/{number}/").status_code == 404
    assert as_owner.get(f"{URL}match/{number}/").status_code == 404


def test_a_deleted_movie_is_a_404(anonymous, movies):
    movies[0].delete()
    assert anonymous.get(f"{URL}similar/{movies[0].pk}/").status_code == 404


def test_a_liked_genre_has_a_higher_match_score(as_owner, owner, movies):
    for movie in movies[0:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=10)
    drama = as_owner.get(f"{URL}match/{movies[16].pk}/").json()
    horror = as_owner.get(f"{URL}match/{movies[15].pk}/").json()
    assert drama["match_score"] > horror["match_score"]
    assert sum(signal["contribution"] for signal in drama["signals"].values()) == pytest.approx(
        drama["confidence_score"], abs=0.001
    )


def test_a_rated_movie_has_a_match_score_and_a_login_is_required(as_owner, anonymous, owner, movies):
    Rating.objects.create(user=owner, movie=movies[0], rating=10)
    assert 0 <= as_owner.get(f"{URL}match/{movies[0].pk}/").json()["match_score"] <= 100
    assert anonymous.get(f"{URL}match/{movies[0].pk}/").status_code == 401


def test_the_movie_detail_includes_the_match_score(as_owner, movies):
    score = as_owner.get(f"{URL}match/{movies[0].pk}/").json()["match_score"]
    page = as_owner.get(f"/api/v1/movies/movies/{movies[0].pk}/").json()
    assert page["me"]["match_score"] == score


def test_dismissed_movies_are_hidden_from_lists(as_owner, movies):
    as_owner.post(f"{URL}feedback/", {"movie": movies[0].pk, "feedback_type": "dislike"})
    listed = as_owner.get("/api/v1/movies/movies/", {"hide": "hidden", "page_size": 100}).json()["results"]
    assert movies[0].pk not in [row["id"] for row in listed]
    states = as_owner.post("/api/v1/movies/movies/states/", {"movies": [movies[0].pk, movies[1].pk]}).json()
    assert [states[str(movie.pk)]["hidden"] for movie in movies[:2]] == [True, False]


def test_every_surface_shows_the_same_match_and_anonymous_visitors_get_none(
    as_owner, anonymous, owner, movies
):
    for movie in movies[0:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    rows = as_owner.get(URL).json()["results"]
    refreshed = as_owner.post(f"{URL}refresh/").json()["recommendations"]
    for row in rows[:5]:
        movie, percent = row["movie"]["id"], row["match_score"]
        assert as_owner.get(f"{URL}match/{movie}/").json()["match_score"] == percent
        assert as_owner.get(f"/api/v1/movies/movies/{movie}/").json()["me"]["match_score"] == percent
        assert [again["match_score"] for again in refreshed if again["movie"]["id"] == movie] == [percent]
    assert {row["match_score"] for row in anonymous.get(URL).json()["results"]} == {None}

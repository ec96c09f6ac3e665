"""Movies like a movie, and how well a movie suits a person."""

import pytest

from apps.favorites.models import Rating

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def films(make_movies):
    return make_movies(24)


def test_similar_films_share_something_and_never_hold_the_film_itself(anonymous, films):
    found = anonymous.get(f"{URL}similar/{films[0].pk}/").json()
    first = found["results"][0]
    assert first["genres"][0]["name"] == "Drama"
    assert 0 < first["similarity"] <= 1
    assert first["explanation"]
    assert films[0].pk not in [row["id"] for row in found["results"]]


@pytest.mark.parametrize("method", ["hybrid", "content", "collaborative"])
def test_every_method_answers(anonymous, films, method):
    assert anonymous.get(f"{URL}similar/{films[0].pk}/", {"method": method}).status_code == 200


def test_similar_takes_a_limit_and_filters(anonymous, films):
    found = anonymous.get(f"{URL}similar/{films[0].pk}/", {"limit": 2, "genre": "Drama"}).json()
    assert [row["genres"][0]["name"] for row in found["results"]] == ["Drama", "Drama"]
    many = anonymous.get(f"{URL}similar/{films[0].pk}/", {"limit": 500}).json()
    assert len(many["results"]) == many["count"]


@pytest.mark.parametrize("query", [{"method": "magic"}, {"limit": "-1"}, {"year": "x"}])
def test_a_bad_parameter_of_similar_is_a_400(anonymous, films, query):
    response = anonymous.get(f"{URL}similar/{films[0].pk}/", query)
    assert response.status_code == 400
    assert set(response.json()) == set(query)


@pytest.mark.parametrize("number", [0, 999_999_999, 10**17])
def test_an_unknown_film_is_a_404(anonymous, as_owner, films, number):
    assert anonymous.get(f"{URL}similar/{number}/").status_code == 404
    assert as_owner.get(f"{URL}match/{number}/").status_code == 404


def test_a_deleted_film_has_no_neighbours(anonymous, films):
    films[0].delete()
    assert anonymous.get(f"{URL}similar/{films[0].pk}/").status_code == 404


def test_what_suits_matches_better_than_what_does_not(as_owner, owner, films):
    for film in films[0:12:4]:
        Rating.objects.create(user=owner, movie=film, rating=10)
    drama = as_owner.get(f"{URL}match/{films[16].pk}/").json()
    horror = as_owner.get(f"{URL}match/{films[15].pk}/").json()
    assert drama["match_score"] > horror["match_score"]
    assert sum(signal["contribution"] for signal in drama["signals"].values()) == pytest.approx(
        drama["confidence_score"], abs=0.001
    )


def test_a_seen_film_has_a_match_too_and_nobody_has_none(as_owner, anonymous, owner, films):
    Rating.objects.create(user=owner, movie=films[0], rating=10)
    assert 0 <= as_owner.get(f"{URL}match/{films[0].pk}/").json()["match_score"] <= 100
    assert anonymous.get(f"{URL}match/{films[0].pk}/").status_code == 401


def test_the_match_stands_in_the_films_own_page(as_owner, films):
    told = as_owner.get(f"{URL}match/{films[0].pk}/").json()["match_score"]
    page = as_owner.get(f"/api/v1/movies/movies/{films[0].pk}/").json()
    assert page["me"]["match_score"] == told


def test_dismissed_films_are_hidden_everywhere(as_owner, films):
    as_owner.post(f"{URL}feedback/", {"movie": films[0].pk, "feedback_type": "dislike"})
    listed = as_owner.get("/api/v1/movies/movies/", {"hide": "hidden", "page_size": 100}).json()["results"]
    assert films[0].pk not in [row["id"] for row in listed]
    states = as_owner.post("/api/v1/movies/movies/states/", {"movies": [films[0].pk, films[1].pk]}).json()
    assert [states[str(film.pk)]["hidden"] for film in films[:2]] == [True, False]

"""Taste: inferred affinities, boosts, mutes, reset, and opting out."""

import pytest

from apps.favorites.models import Rating
from apps.movies.models import Genre

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(owner, make_movies):
    """Four genres in turn; the owner likes drama and dislikes comedy."""
    movies = make_movies(40)
    Rating.objects.bulk_create(
        [Rating(user=owner, movie=movie, rating=9) for movie in movies[0:12:4]]
        + [Rating(user=owner, movie=movie, rating=1) for movie in movies[1:12:4]]
    )
    return movies


def genres(client) -> list[str]:
    rows = client.get(URL, {"page_size": 100}).json()["results"]
    return [row["movie"]["genres"][0]["name"] for row in rows]


def genre_id(name: str) -> int:
    return Genre.objects.get(name=name).pk


def test_affinities_follow_ratings(as_owner, movies):
    taste = as_owner.get(f"{URL}taste/").json()
    weights = {genre["name"]: genre["weight"] for genre in taste["genres"]}
    assert weights["Drama"] > 0 > weights["Comedy"]
    assert all(decade["name"].endswith("0s") for decade in taste["decades"])
    assert taste["languages"][0]["id"] == "en"


def test_a_muted_genre_is_excluded_until_it_is_unmuted(as_owner, movies):
    as_owner.patch(f"{URL}taste/", {"mutes": {"genres": [genre_id("Drama")]}})
    assert "Drama" not in genres(as_owner)
    as_owner.patch(f"{URL}taste/", {"mutes": {"genres": []}})
    assert "Drama" in genres(as_owner)


def test_a_boosted_genre_ranks_higher(as_owner, movies):
    before = genres(as_owner).index("Horror")
    as_owner.patch(f"{URL}taste/", {"boosts": {"genres": [genre_id("Horror")]}})
    assert genres(as_owner).index("Horror") < before


def test_a_reset_clears_the_taste_but_excludes_rated_movies(as_owner, movies):
    as_owner.patch(f"{URL}taste/", {"reset": True})
    assert as_owner.get(f"{URL}taste/").json()["genres"] == []
    rows = as_owner.get(URL, {"page_size": 100}).json()["results"]
    seen = {movie.pk for movie in [*movies[0:12:4], *movies[1:12:4]]}
    assert not seen & {row["movie"]["id"] for row in rows}
    assert {row["recommendation_type"] for row in rows} == {"trending"}


def test_without_personalisation_the_list_is_not_personal(as_owner, movies):
    as_owner.patch(f"{URL}taste/", {"personalised": False})
    rows = as_owner.get(URL).json()["results"]
    assert {row["recommendation_type"] for row in rows} == {"trending"}
    assert all(row["because_of"] == [] for row in rows)


@pytest.mark.parametrize(
    "body",
    [
        {"mutes": {"genres": [999_999]}},
        {"mutes": {"genres": ["x"]}},
        {"boosts": {"magic": [1]}},
        {"boosts": []},
        {"boosts": {"decades": [5]}},
        {"mutes": {"languages": ["English"]}},
        {"personalised": "perhaps"},
        [1],
    ],
)
def test_an_invalid_change_is_a_400(as_owner, movies, body):
    assert as_owner.patch(f"{URL}taste/", body).status_code == 400


def test_taste_requires_a_login(anonymous, db):
    assert anonymous.get(f"{URL}taste/").status_code == 401


def test_favorite_genres_count_before_the_first_rating(as_stranger, stranger, movies):
    before = genres(as_stranger)
    stranger.profile.favorite_genres = [genre_id("Horror")]
    stranger.profile.save()
    after = genres(as_stranger)
    assert after[:3].count("Horror") > before[:3].count("Horror")

"""What the engine believes can be seen, pushed, muted, forgotten and switched off."""

import pytest

from apps.favorites.models import Rating
from apps.movies.models import Genre

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def films(owner, make_movies):
    """Four genres in turn; the owner loves drama and cannot stand comedy."""
    films = make_movies(40)
    Rating.objects.bulk_create(
        [Rating(user=owner, movie=film, rating=9) for film in films[0:12:4]]
        + [Rating(user=owner, movie=film, rating=1) for film in films[1:12:4]]
    )
    return films


def genres(client) -> list[str]:
    rows = client.get(URL, {"page_size": 100}).json()["results"]
    return [row["movie"]["genres"][0]["name"] for row in rows]


def genre_id(name: str) -> int:
    return Genre.objects.get(name=name).pk


def test_beliefs_come_from_opinions(as_owner, films):
    told = as_owner.get(f"{URL}taste/").json()
    weights = {genre["name"]: genre["weight"] for genre in told["genres"]}
    assert weights["Drama"] > 0 > weights["Comedy"]
    assert all(decade["name"].endswith("0s") for decade in told["decades"])
    assert told["languages"][0]["id"] == "en"


def test_a_muted_genre_never_comes_and_comes_back_when_unmuted(as_owner, films):
    as_owner.patch(f"{URL}taste/", {"mutes": {"genres": [genre_id("Drama")]}})
    assert "Drama" not in genres(as_owner)
    as_owner.patch(f"{URL}taste/", {"mutes": {"genres": []}})
    assert "Drama" in genres(as_owner)


def test_a_boosted_genre_rises(as_owner, films):
    before = genres(as_owner).index("Horror")
    as_owner.patch(f"{URL}taste/", {"boosts": {"genres": [genre_id("Horror")]}})
    assert genres(as_owner).index("Horror") < before


def test_a_reset_forgets_taste_but_what_was_seen_stays_out(as_owner, films):
    as_owner.patch(f"{URL}taste/", {"reset": True})
    assert as_owner.get(f"{URL}taste/").json()["genres"] == []
    rows = as_owner.get(URL, {"page_size": 100}).json()["results"]
    seen = {film.pk for film in [*films[0:12:4], *films[1:12:4]]}
    assert not seen & {row["movie"]["id"] for row in rows}
    assert {row["recommendation_type"] for row in rows} == {"trending"}


def test_without_personalisation_nothing_personal_is_told(as_owner, films):
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
def test_what_cannot_be_is_a_400(as_owner, films, body):
    assert as_owner.patch(f"{URL}taste/", body).status_code == 400


def test_nobody_has_a_taste(anonymous, db):
    assert anonymous.get(f"{URL}taste/").status_code == 401


def test_favorite_genres_and_language_act_before_the_first_rating(as_stranger, stranger, films):
    before = genres(as_stranger)
    stranger.profile.favorite_genres = [genre_id("Horror")]
    stranger.profile.save()
    after = genres(as_stranger)
    assert after[:3].count("Horror") > before[:3].count("Horror")

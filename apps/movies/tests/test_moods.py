"""The filter `mood`, and the list of moods."""

import pytest

from apps.movies.models import Tag
from apps.movies.services.moods import ANIMATION, COMEDY, FAMILY, HORROR, MOODS, ROMANCE

MOVIES, RECOMMENDATIONS = "/api/v1/movies/", "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(make_movie, make_genre):
    for name, number in {
        "Comedy": COMEDY,
        "Family": FAMILY,
        "Horror": HORROR,
        "Romance": ROMANCE,
        "Animation": ANIMATION,
    }.items():
        make_genre(name, tmdb_id=number)
    comedy, romance = make_movie("Comedy", genres=("Comedy",)), make_movie("Romance", genres=("Romance",))
    both = make_movie("Both", genres=("Comedy", "Romance"))
    scary = make_movie("Scary comedy", genres=("Comedy", "Romance", "Horror"))
    tagged = make_movie("Tagged", genres=("Drama",))
    tagged.tags.add(Tag.objects.create(name="underdog"))
    return {movie.title: movie.pk for movie in (comedy, romance, both, scary, tagged)}


def titles(response) -> set[str]:
    return {row.get("movie", row)["title"] for row in response.json()["results"]}


def test_a_mood_needs_all_genres_of_a_combination_or_a_keyword_and_no_genre_against_it(anonymous, movies):
    found = titles(anonymous.get(f"{MOVIES}movies/", {"mood": "feel-good"}))
    assert found == {"Both", "Tagged"}


def test_of_several_moods_one_is_enough(anonymous, movies):
    found = titles(anonymous.get(f"{MOVIES}movies/", {"mood": "feel-good,romantic"}))
    assert found == {"Both", "Tagged", "Romance"}


def test_recommendations_and_the_feed_have_movies_of_the_mood_only(as_owner, anonymous, movies):
    for client in (as_owner, anonymous):
        assert titles(client.get(RECOMMENDATIONS, {"mood": "feel-good"})) == {"Both", "Tagged"}
        rows = client.get(f"{RECOMMENDATIONS}feed/", {"mood": "feel-good"}).json()["rows"]
        assert {movie["title"] for row in rows for movie in row["movies"]} == {"Both", "Tagged"}
    assert len(as_owner.get(f"{RECOMMENDATIONS}feed/", {"mood": ""}).json()["rows"][0]["movies"]) == 5


@pytest.mark.parametrize("path", [f"{MOVIES}movies/", RECOMMENDATIONS, f"{RECOMMENDATIONS}feed/"])
def test_an_unknown_mood_is_a_400_that_names_the_known_ones(as_owner, movies, path):
    response = as_owner.get(path, {"mood": "hungry"})
    assert response.status_code == 400
    assert "feel-good" in response.json()["mood"][0]


def test_the_moods_are_listed_for_a_filter_form(anonymous, movies):
    rows = anonymous.get(f"{MOVIES}moods/").json()
    assert [row["mood"] for row in rows] == list(MOODS)
    for row in rows:
        assert anonymous.get(f"{MOVIES}movies/", {"mood": row["mood"]}).status_code == 200

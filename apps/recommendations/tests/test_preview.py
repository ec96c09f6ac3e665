"""Recommendations for visitors: from ratings in the body, with nothing stored."""

from datetime import date

import pytest
from django.apps import apps

from apps.recommendations.models import Recommendation

URL = "/api/v1/recommendations/preview/"


@pytest.fixture
def movies(make_movie):
    """Two worlds that share nothing: ten comedies and ten horror movies, all equally known."""
    facts = {"vote_average": 7.0, "vote_count": 1000, "popularity": 10.0, "release_date": date(2001, 1, 1)}
    return {
        kind: [make_movie(f"{kind} {number}", genres=[kind], **facts) for number in range(10)]
        for kind in ("Comedy", "Horror")
    }


def ask(client, *ratings, **body):
    rated = [{"movie": movie.pk, "rating": value} for movie, value in ratings]
    return client.post(URL, {"ratings": rated, **body}, format="json")


def row_counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def test_a_visitor_gets_what_the_ratings_ask_for_with_reasons(anonymous, movies):
    comedies, horrors = movies["Comedy"], movies["Horror"]
    rows = ask(anonymous, *((m, 9) for m in comedies[:3]), *((m, 1) for m in horrors[:3])).json()[
        "recommendations"
    ]
    kinds = [row["movie"]["title"].split()[0] for row in rows[:5]]
    assert kinds[0] == "Comedy"  # the next ones are for variety
    assert not {row["movie"]["id"] for row in rows} & {m.pk for m in (*comedies[:3], *horrors[:3])}
    assert "Comedy 2" in rows[0]["explanation"] or rows[0]["because_of"]
    assert all(row["id"] is None for row in rows)
    other = ask(anonymous, *((m, 1) for m in comedies[:3]), *((m, 9) for m in horrors[:3])).json()
    assert other["recommendations"][0]["movie"]["title"].startswith("Horror")


def test_nothing_is_stored(anonymous, as_owner, movies):
    ask(anonymous, (movies["Comedy"][0], 9))
    before = row_counts()
    assert ask(anonymous, (movies["Horror"][0], 9)).status_code == 200
    assert ask(as_owner, (movies["Horror"][0], 9)).status_code == 200
    assert row_counts() == before
    assert not Recommendation.objects.exists()


def test_the_same_query_count_for_one_rating_and_for_twenty(anonymous, movies, django_assert_max_num_queries):
    everything = [*movies["Comedy"], *movies["Horror"]]
    ask(anonymous, (everything[0], 9))
    with django_assert_max_num_queries(8):
        assert ask(anonymous, *((movie, 8) for movie in everything[:19])).status_code == 200


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([], "at least 1"),
        ([{"movie": 999_999, "rating": 9}], "There is no movie with movie 999999 here."),
        ([{"tmdb_id": 999_999, "rating": 9}], "There is no movie with tmdb_id 999999 here."),
        ([{"rating": 9}], "movie"),
        ([{"movie": 1, "rating": 11}], "10"),
        ([{"movie": 1, "rating": 7.3}], "0.5"),
        ([{"movie": 1, "rating": 9}] * 21, "20"),
    ],
)
def test_bad_ratings_are_a_sentence(anonymous, movies, ratings, words):
    response = anonymous.post(URL, {"ratings": ratings}, format="json")
    assert response.status_code == 400
    assert words in str(response.json())


def test_of_two_ratings_of_a_movie_the_last_counts(anonymous, movies):
    movie = movies["Comedy"][0]
    rows = ask(anonymous, (movie, 1), (movie, 10)).json()["recommendations"]
    assert rows[0]["movie"]["title"].startswith("Comedy")


def test_visitors_get_movies_to_rate(anonymous, movies):
    assert len(anonymous.get("/api/v1/recommendations/onboarding/").json()["results"]) == 20


def test_previews_have_the_budget_of_public_reads(anonymous, movies, settings):
    settings.THROTTLES = True
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"anon": "1/hour", "public": "3/hour"}
    statuses = [ask(anonymous, (movies["Comedy"][0], 9)).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]

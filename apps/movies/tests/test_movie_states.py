"""What a person did with movies, for many movies at once."""

import pytest

from apps.movies.models import WatchHistory

STATES = "/api/v1/movies/movies/states/"


def test_everybody_sees_only_their_own_states(as_owner, as_stranger, owner, make_movie):
    movie = make_movie()
    WatchHistory.objects.create(user=owner, movie=movie)
    WatchHistory.objects.create(user=owner, movie=movie)
    assert as_owner.post(STATES, {"movies": [movie.pk]}).json()[str(movie.pk)]["watched"] is True
    assert as_stranger.post(STATES, {"movies": [movie.pk]}).json()[str(movie.pk)]["watched"] is False


def test_it_needs_a_token_and_is_never_kept(anonymous, as_owner, make_movie):
    body = {"movies": [make_movie().pk]}
    assert anonymous.post(STATES, body).status_code == 401
    assert "no-store" in as_owner.post(STATES, body).headers["Cache-Control"]


def test_an_unknown_movie_has_no_states(as_owner, db):
    answer = as_owner.post(STATES, {"movies": [999_999]})
    assert not any(answer.json()["999999"].values())
    assert as_owner.post(STATES, {"movies": []}).json() == {}


def test_the_same_few_queries_for_one_movie_and_for_a_hundred(
    as_owner, make_movies, django_assert_max_num_queries
):
    ids = [movie.pk for movie in make_movies(100)]
    counts = []
    for some in (ids[:1], ids):
        with django_assert_max_num_queries(8) as queries:
            assert len(as_owner.post(STATES, {"movies": some}).json()) == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "x",
        {"movies": "1"},
        {"movies": [0]},
        {"movies": [-1]},
        {"movies": [10**30]},
        {"movies": ["a"]},
        {"movies": [None]},
        {"movies": list(range(1, 102))},
        {"movies": {"1": 2}},
    ],
)
def test_a_bad_body_is_400(as_owner, body):
    assert as_owner.post(STATES, body).status_code == 400

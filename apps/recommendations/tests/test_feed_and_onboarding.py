"""The feed, and the movies that new users rate first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating, WatchlistItem

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(owner, make_movies, make_movie):
    movies = make_movies(120)
    for movie in movies[0:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    WatchlistItem.objects.create(user=owner, movie=movies[50])
    make_movie("Brand new", release_date=date.today() - timedelta(days=3))
    make_movie("Gem", vote_average=10, vote_count=5000, popularity=0)
    return movies


def rows(client) -> dict[str, list[int]]:
    feed = client.get(f"{URL}feed/").json()["rows"]
    return {row["title"]: [movie["id"] for movie in row["movies"]] for row in feed}


def test_no_movie_is_listed_twice_and_no_row_is_empty(as_owner, anonymous, movies):
    for client in (as_owner, anonymous):
        everything = [movie for ids in rows(client).values() for movie in ids]
        assert len(everything) == len(set(everything)) > 20
        assert all(rows(client).values())


def test_a_user_gets_personal_rows(as_owner, movies, make_movie):
    for day in range(30):  # more than the rows above can have
        make_movie(f"New {day}", release_date=date.today() - timedelta(days=day))
    titles = list(rows(as_owner))
    assert titles[0] == "For you"
    assert f"Because you liked {movies[8].title}" in titles
    assert {"Popular in the catalogue", "New releases", "Top in Drama"} <= set(titles)


def test_hidden_gems_are_good_and_known_to_few(anonymous, make_movie):
    known = [
        make_movie(f"Known {number}", vote_average=8.5, vote_count=9000, popularity=0.1)
        for number in range(20)
    ]
    rare = [
        make_movie(f"Rare {number}", vote_average=8.4, vote_count=300, popularity=90) for number in range(60)
    ]
    poor = [
        make_movie(f"Poor {number}", vote_average=3, vote_count=200, popularity=0.1) for number in range(20)
    ]
    gems = set(rows(anonymous)["Hidden gems"])
    assert gems
    assert gems <= {movie.pk for movie in rare}
    assert not gems & {movie.pk for movie in known + poor}


def test_watched_and_dismissed_movies_are_in_no_row(as_owner, movies):
    as_owner.post(f"{URL}feedback/", {"movie": movies[50].pk, "feedback_type": "not_interested"})
    everything = {movie for ids in rows(as_owner).values() for movie in ids}
    assert not everything & {movies[0].pk, movies[4].pk, movies[8].pk, movies[50].pk}


def test_the_feed_takes_the_same_queries_for_a_larger_catalogue(as_owner, movies, make_movies):
    rows(as_owner)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            as_owner.get(f"{URL}feed/")
        counts.append(len(captured))
        make_movies(500)
        rows(as_owner)
    assert counts[0] == counts[1] <= 10


def test_an_empty_catalogue_has_an_empty_feed(anonymous, as_owner, db):
    assert rows(anonymous) == rows(as_owner) == {}


def test_onboarding_movies_are_varied_and_not_rated_yet(as_owner, movies):
    listed = as_owner.get(f"{URL}onboarding/", {"limit": 10}).json()["results"]
    assert len(listed) == 10
    assert len({movie["genres"][0]["name"] for movie in listed}) == 4
    assert movies[0].pk not in [movie["id"] for movie in listed]

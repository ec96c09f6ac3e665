"""A home page without a movie twice, and first questions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating, WatchlistItem

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def films(owner, make_movies, make_movie):
    films = make_movies(120)
    for film in films[0:12:4]:
        Rating.objects.create(user=owner, movie=film, rating=9)
    WatchlistItem.objects.create(user=owner, movie=films[50])
    make_movie("Brand new", release_date=date.today() - timedelta(days=3))
    make_movie("Gem", vote_average=10, vote_count=5000, popularity=0)
    return films


def rows(client) -> dict[str, list[int]]:
    made = client.get(f"{URL}feed/").json()["rows"]
    return {row["title"]: [movie["id"] for movie in row["movies"]] for row in made}


def test_no_movie_stands_twice_and_no_row_is_empty(as_owner, anonymous, films):
    for client in (as_owner, anonymous):
        everything = [movie for ids in rows(client).values() for movie in ids]
        assert len(everything) == len(set(everything)) > 20
        assert all(rows(client).values())


def test_a_person_finds_rows_of_their_own(as_owner, films, make_movie):
    for day in range(30):  # more than the rows before theirs can take
        make_movie(f"New {day}", release_date=date.today() - timedelta(days=day))
    titles = list(rows(as_owner))
    assert titles[0] == "For you"
    assert f"Because you liked {films[8].title}" in titles
    assert {"Trending", "New releases", "Top in Drama"} <= set(titles)


def test_what_was_seen_or_hidden_is_in_no_row(as_owner, films):
    as_owner.post(f"{URL}feedback/", {"movie": films[50].pk, "feedback_type": "not_interested"})
    everything = {movie for ids in rows(as_owner).values() for movie in ids}
    assert not everything & {films[0].pk, films[4].pk, films[8].pk, films[50].pk}


def test_the_feed_takes_the_same_queries_for_everybody_and_any_catalogue(as_owner, films, make_movies):
    rows(as_owner)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            as_owner.get(f"{URL}feed/")
        counts.append(len(asked))
        make_movies(500)
        rows(as_owner)
    assert counts[0] == counts[1] <= 10


def test_an_empty_catalogue_has_an_empty_feed(anonymous, as_owner, db):
    assert rows(anonymous) == rows(as_owner) == {}


def test_first_questions_are_varied_and_leave_out_what_is_answered(as_owner, films):
    asked = as_owner.get(f"{URL}onboarding/", {"limit": 10}).json()["results"]
    assert len(asked) == 10
    assert len({movie["genres"][0]["name"] for movie in asked}) == 4
    assert films[0].pk not in [movie["id"] for movie in asked]


def test_nobody_is_asked_first_questions(anonymous, films):
    assert anonymous.get(f"{URL}onboarding/").status_code == 401

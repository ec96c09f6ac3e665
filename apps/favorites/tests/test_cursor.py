"""`?cursor=` on histories."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.utils import timezone

from apps.favorites.models import Rating
from apps.movies.models import WatchHistory

URL = "/api/v1/movies/watch-history/"


def walk(client, url, **query):
    """The ids on every page, and what came with them."""
    page, ids = client.get(url, {"cursor": "", **query}), []
    while True:
        ids += [row["id"] for row in page.json()["results"]]
        if page.json()["next"] is None:
            return ids
        page = client.get(page.json()["next"])


def test_it_walks_rows_of_one_moment_once_each(owner, as_owner, make_movies):
    moment = timezone.now()
    movies = make_movies(25)
    WatchHistory.objects.bulk_create(
        WatchHistory(user=owner, movie=movie, watched_at=moment) for movie in movies
    )
    ids = walk(as_owner, URL, page_size=4)
    assert ids == list(WatchHistory.objects.values_list("pk", flat=True))
    assert len(set(ids)) == 25


@pytest.mark.parametrize("ordering", ["rating", "-rating", "-rated_at"])
def test_it_follows_the_ordering(owner, as_owner, make_movies, ordering):
    Rating.objects.bulk_create(
        Rating(user=owner, movie=movie, rating=1 + n % 4) for n, movie in enumerate(make_movies(11))
    )
    ids = walk(as_owner, "/api/v1/favorites/ratings/", page_size=3, ordering=ordering)
    tie = "-pk" if ordering.startswith("-") else "pk"
    assert ids == list(Rating.objects.order_by(ordering, tie).values_list("pk", flat=True))


def test_a_row_that_comes_meanwhile_repeats_nothing(owner, as_owner, make_movies, make_movie):
    WatchHistory.objects.bulk_create(WatchHistory(user=owner, movie=movie) for movie in make_movies(4))
    first = as_owner.get(URL, {"cursor": "", "page_size": 2}).json()
    as_owner.post(URL, {"movie": make_movie().pk})
    second = as_owner.get(first["next"]).json()
    shown = [row["id"] for row in first["results"] + second["results"]]
    assert len(shown) == len(set(shown)) == 4


@pytest.mark.parametrize(
    "values",
    [
        [None, 5],
        [True, 5],
        ["2026-01-01T00:00:00Z", None],
        ["2026-01-01T00:00:00Z", True],
        ["2026-01-01T00:00:00Z", 1e300],
        ["2026-01-01T00:00:00Z", -1],
        ["2026-01-01T00:00:00Z", 2**70],
        [[], 5],
        {"a": 1},
        None,
    ],
)
def test_a_cursor_with_other_values_is_a_400(as_owner, values):
    cursor = urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert as_owner.get(URL, {"cursor": cursor}).status_code == 400


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "bm90IGpzb24", "WzEsMl0", "WyJhIiwiYiJd", "W10", "ÿÿ", "e30", "WyJOYU4iLDFd"]
)
def test_a_cursor_that_is_not_ours_is_a_400(as_owner, cursor):
    response = as_owner.get(f"{URL}?cursor={cursor}")
    assert response.status_code == 400


def test_a_cursor_follows_one_own_column(as_owner):
    url = "/api/v1/favorites/favorites/"
    assert as_owner.get(url, {"cursor": "", "ordering": "movie__title"}).status_code == 400
    assert as_owner.get(url, {"cursor": "", "ordering": "created_at,updated_at"}).status_code == 400


def test_reviews_by_likes_have_no_cursor(anonymous, make_movie):
    url = f"/api/v1/movies/movies/{make_movie().pk}/ratings/"
    assert anonymous.get(url, {"cursor": "", "ordering": "-like_count"}).status_code == 400
    assert anonymous.get(url, {"cursor": ""}).status_code == 200

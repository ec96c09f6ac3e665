"""What trends: what our own users did lately, else what is popular, the same on every page."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from apps.favorites.models import Rating
from apps.movies.models import WatchHistory
from apps.movies.services.trending import LEAST_MOVIES, LEAST_USERS

TRENDING = "/api/v1/movies/movies/trending/"


@pytest.fixture
def movies(make_movie):
    return [make_movie(f"Movie {number}", popularity=1000 - number) for number in range(30)]


@pytest.fixture
def watch(make_user):
    users = [make_user(f"viewer{number}@example.com") for number in range(5)]

    def make(movie, viewers: int, *, days_ago: float = 1):
        at = timezone.now() - timedelta(days=days_ago)
        for user in users[:viewers]:
            WatchHistory.objects.create(user=user, movie=movie, watched_at=at)

    return make


def listed(client, **query) -> tuple[list[str], str]:
    answer = client.get(TRENDING, {"time_window": "week", **query})
    return [movie["title"] for movie in answer.json()["results"]], answer.headers["X-Trending-Basis"]


def test_without_activity_it_is_popular_and_says_so(client, anonymous, movies):
    titles, basis = listed(anonymous)
    assert (titles[0], basis) == ("Movie 0", "popularity")
    assert "Popular in the catalogue" in client.get("/").content.decode()
    feed = anonymous.get("/api/v1/recommendations/feed/").json()["rows"]
    assert "Popular in the catalogue" in [row["title"] for row in feed]


def test_what_users_watched_and_rated_this_week_trends_on_every_page(
    client, anonymous, movies, watch, make_user
):
    for place, movie in enumerate(movies[20 : 20 + LEAST_MOVIES]):
        watch(movie, LEAST_USERS + (1 if place == 2 else 0))
    for number in range(LEAST_USERS):
        user = make_user(f"critic{number}@example.com")
        Rating.objects.create(user=user, movie=movies[25], rating=8, rated_at=timezone.now())
    titles, basis = listed(anonymous)
    assert basis == "activity"
    assert titles[:2] == ["Movie 25", "Movie 22"]
    assert len(titles) == LEAST_MOVIES
    page = client.get("/").content.decode()
    assert "Watched and rated here lately" in page
    assert page.index("Movie 25") < page.index("Movie 22")


def test_old_viewings_and_those_of_few_users_do_not_trend(anonymous, movies, watch):
    for movie in movies[10:20]:
        watch(movie, 5, days_ago=30)
        watch(movie, LEAST_USERS - 1)
    assert listed(anonymous)[1] == "popularity"
    cache.clear()
    for movie in movies[:LEAST_MOVIES]:
        watch(movie, LEAST_USERS, days_ago=3)
    assert listed(anonymous)[1] == "activity"
    assert listed(anonymous, time_window="day")[1] == "popularity"

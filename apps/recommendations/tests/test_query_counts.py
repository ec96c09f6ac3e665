"""Queries of lists do not grow with the catalogue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.favorites.models import Rating

URL = "/api/v1/recommendations/"

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("size", [200, 1100])]


@pytest.fixture
def movies(size, make_movies):
    return make_movies(size)


@pytest.fixture
def active_client(owner, movies) -> APIClient:
    """Logged in with a token, as browsers are, and with some history."""
    for movie in movies[:20]:
        Rating.objects.create(user=owner, movie=movie, rating=8)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(owner)}")
    return client


def queries(get) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


def test_a_stored_list_takes_6_queries_and_a_new_one_15(active_client):
    active_client.get(URL)
    assert queries(lambda: active_client.post(f"{URL}refresh/")) <= 15
    assert queries(lambda: active_client.get(URL, {"page": 2})) <= 6


def test_a_filtered_list_takes_15_queries(active_client):
    active_client.get(URL)
    assert queries(lambda: active_client.get(URL, {"genre": "Drama"})) <= 15
    assert queries(lambda: active_client.get(URL, {"genre": "Drama", "page": 2})) <= 15


def test_an_anonymous_list_takes_6_queries(anonymous, movies):
    anonymous.get(URL)
    assert queries(lambda: anonymous.get(URL)) <= 6


def test_similar_movies_take_6_queries(anonymous, active_client, movies):
    anonymous.get(f"{URL}similar/{movies[0].pk}/")
    for client in (anonymous, active_client):
        assert queries(lambda client=client: client.get(f"{URL}similar/{movies[1].pk}/")) <= 6


def test_a_match_takes_6_queries_and_feedback_5(active_client, movies):
    active_client.get(URL)
    assert queries(lambda: active_client.get(f"{URL}match/{movies[1].pk}/")) <= 6
    for movie in movies[:20]:
        active_client.post(f"{URL}feedback/", {"movie": movie.pk, "feedback_type": "like"})
    assert queries(lambda: active_client.get(f"{URL}feedback/list/")) <= 5

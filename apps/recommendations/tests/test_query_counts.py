"""No list asks more of the database when there are more movies."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.favorites.models import Rating

URL = "/api/v1/recommendations/"

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("size", [200, 5000])]


@pytest.fixture
def films(size, make_movies):
    return make_movies(size)


@pytest.fixture
def person(owner, films) -> APIClient:
    """Logged in with a token, as browsers are, and with some history."""
    for film in films[:20]:
        Rating.objects.create(user=owner, movie=film, rating=8)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(owner)}")
    return client


def queries(get) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert get().status_code == 200
    return len(asked)


def test_a_stored_list_takes_6_and_a_new_one_15(person):
    person.get(URL)
    assert queries(lambda: person.post(f"{URL}refresh/")) <= 15
    assert queries(lambda: person.get(URL, {"page": 2})) <= 6


def test_a_filtered_list_takes_15(person):
    person.get(URL)
    assert queries(lambda: person.get(URL, {"genre": "Drama"})) <= 15
    assert queries(lambda: person.get(URL, {"genre": "Drama", "page": 2})) <= 15


def test_nobodys_list_takes_6(anonymous, films):
    anonymous.get(URL)
    assert queries(lambda: anonymous.get(URL)) <= 6


def test_similar_takes_6(anonymous, person, films):
    anonymous.get(f"{URL}similar/{films[0].pk}/")
    for client in (anonymous, person):
        assert queries(lambda client=client: client.get(f"{URL}similar/{films[1].pk}/")) <= 6


def test_match_takes_6_and_feedback_5(person, films):
    person.get(URL)
    assert queries(lambda: person.get(f"{URL}match/{films[1].pk}/")) <= 6
    for film in films[:20]:
        person.post(f"{URL}feedback/", {"movie": film.pk, "feedback_type": "like"})
    assert queries(lambda: person.get(f"{URL}feedback/list/")) <= 5

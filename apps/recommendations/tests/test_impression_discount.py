"""Movies that were shown without an answer rank lower on every surface, by less with time (findings A7 and A8)."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from apps.favorites.models import Rating
from apps.recommendations.models import ExposureEvent
from apps.recommendations.services.exposures.impressions import WINDOW, read_impressions

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def drama_lover(owner, make_movies):
    movies = make_movies(40)
    for movie in (movies[0], movies[4]):
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


def ids(response) -> list[int]:
    return [row["movie"]["id"] for row in response.json()["results"]]


def log(user, movie_ids, *, days_ago: int, kind: str = "shown") -> None:
    at = datetime.now(tz=UTC) - timedelta(days=days_ago)
    ExposureEvent.objects.bulk_create(
        ExposureEvent(
            event_id=uuid.uuid4(), user=user, movie_id=pk, kind=kind, surface="list", happened_at=at
        )
        for pk in movie_ids
    )


def weight(user, movie, today: date | None = None) -> float:
    today = today or datetime.now(tz=UTC).date()
    return read_impressions([user.pk], today)[user.pk].get(movie.pk, 0.0)


def test_movies_shown_without_an_answer_rank_lower_on_every_surface(
    as_owner, owner, drama_lover, empty_cache
):
    """Finding A7."""

    def surfaces() -> dict[str, list[int]]:
        feed = as_owner.get(f"{URL}feed/").json()["rows"][0]["movies"]
        return {
            "stored": [
                row["movie"]["id"] for row in as_owner.post(f"{URL}refresh/").json()["recommendations"]
            ],
            "feed": [movie["id"] for movie in feed],
            "long": ids(as_owner.get(URL, {"limit": 100})),
            "filtered": ids(as_owner.get(URL, {"year_min": 1900})),
            "diverse": ids(as_owner.get(URL, {"diversity": 0})),
        }

    before = surfaces()
    shown = {movie for listed in before.values() for movie in listed[:2]}
    for days_ago in range(1, 9):
        log(owner, shown, days_ago=days_ago)
    empty_cache()
    for surface, listed in surfaces().items():
        assert not shown & set(listed[:3]), surface
        assert listed[0] != before[surface][0], surface


def test_the_discount_fades_and_does_not_come_back(owner, drama_lover):
    """Finding A8: an old count came back in full when the movie was listed again."""
    movie = drama_lover[9]
    for days_ago in range(1, 6):
        log(owner, [movie.pk], days_ago=days_ago)
    today = datetime.now(tz=UTC).date()
    ages = [0, 1, 7, 30, 60, 80]
    fading = [weight(owner, movie, today + timedelta(days=age)) for age in ages]
    assert fading == sorted(fading, reverse=True)
    assert fading[0] > 4 > fading[2] > 2 * fading[3] > 0
    log(owner, [movie.pk], days_ago=-81)  # is shown again
    again = weight(owner, movie, today + timedelta(days=82))
    assert again == pytest.approx(fading[-1] * 2 ** (-2 / 14) + 2 ** (-1 / 14), abs=0.01)
    assert weight(owner, movie, today + WINDOW + timedelta(days=90)) == 0


def test_today_changes_nothing_today(owner, drama_lover):
    log(owner, [drama_lover[9].pk], days_ago=0)
    assert weight(owner, drama_lover[9]) == 0


def test_several_lists_of_one_day_count_once(owner, drama_lover):
    for _ in range(3):
        log(owner, [drama_lover[9].pk], days_ago=1)
    assert weight(owner, drama_lover[9]) == pytest.approx(2 ** (-1 / 14))


@pytest.mark.parametrize("answer", ["opened", "trailer", "progress"])
def test_an_answer_ends_the_discount_until_the_movie_is_shown_again(owner, drama_lover, answer):
    movie = drama_lover[9]
    for days_ago in (9, 8, 7):
        log(owner, [movie.pk], days_ago=days_ago)
    log(owner, [movie.pk], days_ago=6, kind=answer)
    today = datetime.now(tz=UTC).date()
    assert weight(owner, movie) == 0
    log(owner, [movie.pk], days_ago=5)
    assert weight(owner, movie, today + timedelta(days=1)) == pytest.approx(2 ** (-6 / 14))


def test_a_skipped_movie_counts_twice(owner, drama_lover):
    log(owner, [drama_lover[9].pk], days_ago=1)
    log(owner, [drama_lover[9].pk], days_ago=1, kind="skipped")
    assert weight(owner, drama_lover[9]) == pytest.approx(2 * 2 ** (-1 / 14))


def test_impressions_take_no_query_after_the_first_of_the_day(owner, drama_lover, django_assert_num_queries):
    log(owner, [movie.pk for movie in drama_lover], days_ago=1)
    with django_assert_num_queries(1):
        weight(owner, drama_lover[9])
        weight(owner, drama_lover[10])


def test_pages_that_still_wait_in_the_cache_count(as_owner, drama_lover, time_machine):
    time_machine.move_to(datetime.now(tz=UTC), tick=False)
    first = ids(as_owner.get(URL, {"page_size": 3}))
    for _ in range(2):
        time_machine.shift(timedelta(days=1))
        as_owner.get(URL, {"page_size": 3})
    assert not set(first) <= set(ids(as_owner.get(URL, {"page_size": 3})))


def test_a_list_of_another_user_does_not_write_the_pages_of_today(as_owner, as_stranger, drama_lover):
    as_owner.get(URL, {"page_size": 3})
    as_stranger.get(URL, {"page_size": 3})
    assert not ExposureEvent.objects.exists()

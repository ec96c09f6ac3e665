"""Idempotency-Key on the diary, where every POST would add a row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.models import IdempotentAnswer
from apps.movies.models import WatchHistory

URL = "/api/v1/movies/watch-history/"


@pytest.fixture
def post(client_of):
    def post(user, movie, key="k-1", **fields):
        return client_of(user).post(URL, {"movie": movie.pk, **fields}, headers={"Idempotency-Key": key})

    return post


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(post, owner, make_movie):
    movie = make_movie()
    first, again = post(owner, movie), post(owner, movie)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert WatchHistory.objects.count() == 1


def test_another_key_or_another_person_is_another_request(post, owner, stranger, make_movie):
    movie = make_movie()
    post(owner, movie)
    post(owner, movie, key="k-2")
    post(stranger, movie)
    assert WatchHistory.objects.count() == 3


def test_a_key_with_another_body_is_refused(post, owner, make_movie):
    post(owner, make_movie())
    refused = post(owner, make_movie())
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert WatchHistory.objects.count() == 1


def test_what_failed_may_be_tried_again_with_the_same_key(post, owner, make_movie):
    movie = make_movie()
    assert post(owner, movie, progress=101).status_code == 400
    assert post(owner, movie).status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_cannot_be_kept_is_a_400(post, owner, make_movie, key):
    assert post(owner, make_movie(), key=key).status_code == 400


def test_a_key_is_forgotten_after_a_day_and_an_abandoned_claim_sooner(post, owner, make_movie):
    movie = make_movie()
    post(owner, movie)
    IdempotentAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in post(owner, movie)
    IdempotentAnswer.objects.update(status=None)
    assert post(owner, movie).status_code == 409
    IdempotentAnswer.objects.update(created_at=timezone.now() - timedelta(minutes=3))
    assert post(owner, movie).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_done_once(post, owner, make_movie):
    movie, barrier = make_movie(), Barrier(4)

    def one(_):
        barrier.wait()
        try:
            return post(owner, movie).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(one, range(4)))
    assert 201 in answers
    assert answers <= {201, 409}
    assert WatchHistory.objects.count() == 1

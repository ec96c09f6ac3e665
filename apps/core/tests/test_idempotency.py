"""Idempotency-Key on the diary, where every POST would add a row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from apps.core.http.idempotency import fingerprint_of
from apps.core.models import IdempotentAnswer
from apps.core.tests.contract import api_schema
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


def test_the_schema_names_the_operations_that_take_a_key_and_none_without_a_login():
    schema = api_schema()
    with_key = {
        path
        for path, operations in schema["paths"].items()
        if any(
            parameter["name"] == "Idempotency-Key"
            for parameter in operations.get("post", {}).get("parameters", [])
        )
    }
    assert {URL, "/api/v1/favorites/sync/", "/api/v1/favorites/playlists/"} <= with_key
    assert not any(path.startswith(("/api/v1/auth/", "/api/v1/favorites/import/")) for path in with_key)


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_cannot_be_kept_is_a_400(post, owner, make_movie, key):
    assert post(owner, make_movie(), key=key).status_code == 400


def test_a_key_is_forgotten_after_a_day(post, owner, make_movie):
    movie = make_movie()
    post(owner, movie)
    IdempotentAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in post(owner, movie)
    assert post(owner, movie)["Idempotency-Replayed"] == "true"
    assert IdempotentAnswer.objects.count() == 1


def test_a_request_that_was_cut_off_leaves_its_key_free(post, owner, make_movie, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(self, request, *args, **kwargs):
        WatchHistory.objects.create(user=owner, movie=movie)
        raise Killed

    movie = make_movie()
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr("apps.favorites.views.history.WatchHistoryViewSet.create", kill)
        post(owner, movie)
    assert WatchHistory.objects.count() == 0
    assert post(owner, movie).status_code == 201


def test_repeated_fields_and_files_are_part_of_the_fingerprint(rf, owner):
    def fingerprint(content, tags):
        files = {"file": SimpleUploadedFile("a.csv", content), "tag": tags}
        request = Request(rf.post(URL, files), parsers=[MultiPartParser()])
        request.user = owner
        return fingerprint_of(request)

    first = fingerprint(b"one", ["a", "b"])
    assert fingerprint(b"one", ["a", "b"]) == first
    assert fingerprint(b"two", ["a", "b"]) != first
    assert fingerprint(b"one", ["c", "b"]) != first


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
    assert answers == {201}
    assert WatchHistory.objects.count() == 1

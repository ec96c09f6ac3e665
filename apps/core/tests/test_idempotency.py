"""Idempotency-Key on the diary, where every POST would add a row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
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
from apps.favorites.models import ImportJob
from apps.movies.models import WatchHistory

URL = "/api/v1/movies/watch-history/"
# Every other POST takes a key.
READS = "It changes nothing."
NOBODY = "Nobody is logged in, so that nobody has keys."
REPEATABLE = "A repetition does what the first request did, and adds nothing."
WITHOUT_KEY = {
    "auth/email/change/": REPEATABLE,
    "auth/email/change/confirm/": NOBODY,
    "auth/email/change/revert/": NOBODY,
    "auth/email/resend/": REPEATABLE,
    "auth/email/verify/": NOBODY,
    "auth/login/": NOBODY,
    "auth/login/second-factor/": NOBODY,
    "auth/logout/": REPEATABLE,
    "auth/logout/all/": REPEATABLE,
    "auth/logout/others/": REPEATABLE,
    "auth/password/change/": "Its password is the former one, which a repetition does not know any more.",
    "auth/password/reset/": NOBODY,
    "auth/password/reset/confirm/": NOBODY,
    "auth/reauthenticate/": REPEATABLE,
    "auth/second-factor/": "A repetition replaces the secret that was not confirmed, and no secret is stored for it.",
    "auth/second-factor/confirm/": "A code counts once.",
    "auth/second-factor/recovery-codes/": "A repetition replaces the codes, and no code is stored for it.",
    "auth/token/blacklist/": NOBODY,
    "auth/token/refresh/": NOBODY,
    "auth/token/verify/": NOBODY,
    "auth/users/": NOBODY,
    "auth/users/confirm/": NOBODY,
    "movies/genres/sync/": "It asks TMDb, which no transaction waits for. Genres are known by their TMDb ids.",
    "movies/movies/import/": "It asks TMDb, which no transaction waits for. A movie that is there already is a 200.",
    "movies/movies/states/": READS,
    "recommendations/events/": "Each event has an id, which counts once.",
    "recommendations/preview/": READS,
    "recommendations/refresh/": REPEATABLE,
    "recommendations/{id}/click/": "A click counts once.",
}


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


def test_every_post_takes_a_key_or_is_named_with_a_reason():
    schema = api_schema()
    with_key = {
        path
        for path, operations in schema["paths"].items()
        if any(
            parameter["name"] == "Idempotency-Key"
            for parameter in operations.get("post", {}).get("parameters", [])
        )
    }
    assert {URL, "/api/v1/favorites/sync/", "/api/v1/favorites/import/"} <= with_key
    posts = {path for path, operations in schema["paths"].items() if "post" in operations}
    assert posts - with_key == {f"/api/v1/{path}" for path in WITHOUT_KEY}


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


def test_an_import_is_executed_once(client_of, owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15))

    def upload(rating):
        content = f"Name,Year,Rating\nHeat,1995,{rating}\n".encode()
        body = {"file": SimpleUploadedFile("ratings.csv", content)}
        return client_of(owner).post(
            "/api/v1/favorites/import/", body, format="multipart", headers={"Idempotency-Key": "k"}
        )

    first, again, other = upload(4), upload(4), upload(5)
    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 422)
    assert first.json() == again.json()
    assert first.json()["counts"]["ratings"]["added"] == 1
    assert ImportJob.objects.count() == 1


def test_a_group_is_created_once(client_of, owner):
    def create():
        body, headers = {"name": "Friday"}, {"Idempotency-Key": "k"}
        return client_of(owner).post("/api/v1/recommendations/groups/", body, headers=headers)

    first, again = create(), create()
    assert (first.status_code, again.json()) == (201, first.json())
    assert owner.owned_groups.count() == 1


def test_a_personal_token_is_created_once_and_its_text_is_not_stored(client_of, owner):
    def create():
        body, headers = {"name": "Script", "scopes": ["read"]}, {"Idempotency-Key": "k"}
        return client_of(owner).post("/api/v1/auth/personal-tokens/", body, headers=headers)

    first, again = create(), create()
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json()["code"] == "secret_not_repeated"
    assert owner.personal_tokens.count() == 1
    assert IdempotentAnswer.objects.get().body == ""

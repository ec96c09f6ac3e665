"""TMDbService against recorded answers: parameters, retries, typed errors, and where the key never shows."""

import logging
import time
import traceback
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
import responses

from apps.core.caching.upstream import CircuitOpen
from apps.movies.services.tmdb_errors import (
    TMDbError,
    TMDbMalformed,
    TMDbNotConfigured,
    TMDbNotFound,
    TMDbRateLimited,
    TMDbRejected,
    TMDbUnauthorized,
    TMDbUnavailable,
)
from apps.movies.services.tmdb_http import asked_pause
from apps.movies.services.tmdb_service import TMDbService

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl_-"
BROKEN_ANSWERS = {
    "html": {"body": "<html>Maintenance</html>"},
    "truncated": {"body": '{"page": 1, "results": [{"id"'},
    "a list": {"body": "[]"},
    "no results": {"body": '{"page": 1, "total_pages": 1, "total_results": 1}'},
    "words for numbers": {"body": '{"results": [], "total_pages": "many", "total_results": 1}'},
    "results of another kind": {"body": '{"results": {}, "total_pages": 1, "total_results": 1}'},
    "nested too deep": {"body": "[" * 100_000},
    "bytes": {"body": b"\xff\xfe\x00"},
}


def test_a_v3_key_goes_into_the_query_and_a_v4_token_into_the_header(tmdb, settings):
    tmdb.answer("movie/popular", "popular")
    TMDbService().movie_list("popular")
    settings.TMDB_API_KEY = TOKEN
    TMDbService().movie_list("popular")
    by_key, by_token = (call.request for call in tmdb.mock.calls)
    assert "api_key=0123456789abcdef" in by_key.url and "Authorization" not in by_key.headers
    assert "api_key" not in by_token.url and by_token.headers["Authorization"] == f"Bearer {TOKEN}"


def test_lists_carry_language_region_and_page(tmdb, settings):
    settings.TMDB_LANGUAGE, settings.TMDB_REGION = "de-DE", "DE"
    tmdb.answer("movie/upcoming", "upcoming")
    answer = TMDbService().movie_list("upcoming", 3)
    assert tmdb.mock.calls[0].request.params.items() >= {
        "language": "de-DE", "region": "DE", "page": "3"
    }.items()  # fmt: skip
    assert (len(answer["results"]), answer["page"]) == (5, 3)


def test_pages_past_tmdbs_last_are_not_promised(tmdb, recording):
    tmdb.answer("movie/popular", recording("popular") | {"total_pages": 42_000, "total_results": 830_000})
    answer = TMDbService().movie_list("popular")
    assert (answer["total_pages"], answer["total_results"]) == (500, 10_000)


def test_details_come_in_one_call(tmdb):
    tmdb.answer("movie/550", "detail")
    movie = TMDbService().movie(550)
    assert movie["credits"]["cast"] and movie["keywords"] and movie["watch/providers"]
    assert len(tmdb.calls) == 1


def test_changes_are_read_page_by_page(tmdb, recording):
    tmdb.answer("movie/changes", recording("changes") | {"total_pages": 2})
    ids = list(TMDbService().changed_ids(date(2026, 1, 1), date(2026, 1, 14)))
    assert len(ids) == 12 and len(tmdb.calls) == 2 and "start_date=2026-01-01" in tmdb.calls[0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_it_tries_three_times(tmdb, status):
    for code in (status, status):
        tmdb.answer("movie/popular", {}, status=code, headers={"Retry-After": "0"})
    tmdb.answer("movie/popular", "popular")
    assert TMDbService().movie_list("popular")["results"]
    assert len(tmdb.calls) == 3


@pytest.mark.parametrize("error", [requests.ReadTimeout(), requests.ConnectionError("reset")])
def test_a_dropped_connection_is_tried_again(tmdb, error):
    tmdb.answer("movie/popular", body=error)
    tmdb.answer("movie/popular", "popular")
    assert TMDbService().movie_list("popular")["results"]


def test_a_web_request_does_not_wait_for_a_long_retry_after(tmdb):
    tmdb.answer("movie/popular", {}, status=429, headers={"Retry-After": "60"})
    started = time.monotonic()
    with pytest.raises(TMDbRateLimited) as limited:
        TMDbService().movie_list("popular")
    assert time.monotonic() - started < 1 and limited.value.retry_after == 60 and len(tmdb.calls) == 1


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"status": 401, "recording": "invalid-key"}, TMDbUnauthorized),
        ({"status": 404, "recording": "not-found"}, TMDbNotFound),
        ({"status": 422, "recording": "rejected"}, TMDbRejected),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example/"}}, TMDbRejected),
    ],
)
def test_what_will_not_change_is_not_tried_again(tmdb, options, error):
    tmdb.answer("movie/popular", **({"recording": {}} | options))
    with pytest.raises(error):
        TMDbService().movie_list("popular")
    assert len(tmdb.calls) == 1


@pytest.mark.parametrize("broken", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS)
def test_an_answer_that_makes_no_sense_is_malformed(tmdb, broken):
    tmdb.answer("movie/popular", **broken)
    with pytest.raises(TMDbMalformed):
        TMDbService().movie_list("popular")
    assert len(tmdb.calls) == 3


def test_a_404_that_is_not_tmdbs_own_is_no_missing_movie(tmdb):
    tmdb.answer("movie/550", body="<h1>Not Found</h1>", status=404)
    with pytest.raises(TMDbMalformed):
        TMDbService().movie(550)


@pytest.mark.parametrize("change", [{"id": 551}, {"id": None}, {"title": None}])
def test_a_detail_must_be_of_the_movie_that_was_asked_for(tmdb, recording, change):
    tmdb.answer("movie/550", recording("detail") | change)
    with pytest.raises(TMDbMalformed):
        TMDbService().movie(550)


def test_after_repeated_failures_it_fails_at_once(tmdb):
    tmdb.answer("movie/popular", {}, status=500)
    for _ in range(2):
        with pytest.raises(TMDbUnavailable):
            TMDbService().movie_list("popular")
    with pytest.raises(CircuitOpen):
        TMDbService().movie_list("popular")
    assert len(tmdb.calls) == 6


def test_a_refused_key_is_said_once_and_not_tried_again_at_once(tmdb, caplog):
    tmdb.answer("movie/popular", "invalid-key", status=401)
    for _ in range(3):
        with pytest.raises(TMDbUnauthorized):
            TMDbService().movie_list("popular")
    assert len(tmdb.calls) == 1
    assert [record.levelname for record in caplog.records if "refuses the key" in record.message] == ["ERROR"]


def test_without_a_key_nothing_is_asked(tmdb, settings):
    settings.TMDB_API_KEY = ""
    with pytest.raises(TMDbNotConfigured):
        TMDbService().movie_list("popular")
    assert not tmdb.calls


@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef", TOKEN])
@pytest.mark.parametrize(
    "failure",
    [
        {"status": 500},
        {"status": 401},
        {"status": 429},
        {"body": "<html>"},
        {"body": requests.ConnectionError(f"Max retries exceeded with url: /3/movie?api_key={TOKEN}")},
        {"body": requests.ReadTimeout("/3/movie?api_key=0123456789abcdef0123456789abcdef")},
    ],
)
def test_the_key_shows_in_no_log_and_no_exception(tmdb, settings, caplog, key, failure):
    settings.TMDB_API_KEY = key
    tmdb.answer("movie/popular", {}, **failure)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(TMDbError) as caught:
        TMDbService().movie_list("popular")
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error.__dict__) + caplog.text
    assert key not in shown
    assert error.__context__ is None and error.__cause__ is None


def test_the_http_librarys_own_debug_lines_are_redacted(caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3.connectionpool").debug('"GET %s"', "/3/movie/popular?api_key=secret&page=1")
    assert "secret" not in caplog.text and "page=1" in caplog.text


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("", 0), ("soon", 0), ("-1", 0), ("1.5", 0)])
def test_retry_after_in_seconds(header, seconds):
    assert asked_pause(header) == seconds


def test_retry_after_as_a_date():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < asked_pause(soon) <= 30


@responses.activate
def test_an_endless_answer_is_cut_off(settings, monkeypatch):
    settings.TMDB_API_KEY = "k" * 32
    monkeypatch.setattr("apps.movies.services.tmdb_http.LONGEST_ANSWER", 1000)
    responses.get("https://api.themoviedb.org/3/movie/550", body='{"id": 550, "title": "' + "x" * 100_000)
    with pytest.raises(TMDbMalformed):
        TMDbService().movie(550)

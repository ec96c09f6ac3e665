import json
import logging

import pytest
from django.db import connection

from apps.core.http.middleware import RequestIdFilter
from apps.core.observability import request_metrics
from apps.core.observability.log_formatters import JsonFormatter


@pytest.fixture
def lines(caplog):
    """The facts of every access line so far."""
    caplog.set_level(logging.DEBUG, logger="movies.access")
    return lambda: [record for record in caplog.records if record.name == "movies.access"]


def as_json(record: logging.LogRecord) -> dict:
    RequestIdFilter().filter(record)
    return json.loads(
        JsonFormatter("{asctime}{levelname}{name}{message}{request_id}", style="{").format(record)
    )


def test_a_request_is_one_line_with_its_route_its_person_and_its_cost(as_owner, owner, lines):
    as_owner.get("/api/v1/core/info/?q=secret+words")
    (line,) = lines()
    assert (line.method, line.route, line.status) == ("GET", "api/v1/core/info/", 200)
    assert line.user_id == owner.pk
    assert line.duration_ms > 0
    assert isinstance(line.queries, int)


def test_nothing_personal_stands_in_the_line(as_owner, owner, lines):
    as_owner.get("/api/v1/core/info/?q=secret+words", headers={"X-Forwarded-For": "203.0.113.9"})
    text = json.dumps(as_json(lines()[0]))
    for personal in ("secret", owner.email, owner.username, "203.0.113.9", "127.0.0.1"):
        assert personal not in text


def test_an_error_is_told_with_its_code(anonymous, lines):
    anonymous.get("/api/v1/core/stats/")
    assert lines()[0].code == "not_authenticated"
    assert lines()[0].user_id is None


def test_an_address_that_nobody_answers_is_not_repeated(anonymous, lines):
    anonymous.get("/api/v1/somebody@example.com/")
    assert lines()[0].route == "unmatched"
    assert "example.com" not in json.dumps(as_json(lines()[0]))


@pytest.mark.django_db
def test_health_is_told_only_at_debug(client, lines):
    client.get("/health/live/")
    client.get("/health/")
    assert [line.levelno for line in lines()] == [logging.DEBUG, logging.DEBUG]


@pytest.mark.django_db
def test_queries_and_calls_are_counted_and_timed():
    with request_metrics.counted() as costs, connection.execute_wrapper(request_metrics.count_query):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        request_metrics.add("tmdb", 0.25)
    assert costs["queries"] == 1
    assert costs["queries_us"] > 0
    assert (costs["tmdb"], costs["tmdb_us"]) == (1, 250_000)


def test_a_json_line_leaves_out_the_request_that_django_hangs_on_a_record(rf):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Failed", (), None)
    record.request = rf.get("/api/v1/?q=secret")
    line = as_json(record)
    assert "secret" not in json.dumps(line)
    assert (line["level"], line["message"], line["logger"]) == ("ERROR", "Failed", "django.request")
    assert line["time"].endswith("Z")


def test_an_unexpected_error_is_logged_once_without_its_address(client, caplog, monkeypatch, settings):
    settings.DEBUG = False
    client.raise_request_exception = False
    monkeypatch.setattr("apps.core.http.views.service_info", None)
    assert client.get("/api/v1/core/info/?q=secret").status_code == 500
    errors = [record for record in caplog.records if record.name == "django.request"]
    assert [record.getMessage() for record in errors] == ["Unexpected error"]
    assert errors[0].exc_info

"""What failures of the database, races and unusable requests become."""

import logging

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
)
from django.test import Client

from apps.movies.models import Genre
from conftest import PASSWORD

pytestmark = pytest.mark.django_db
INFO = "/api/v1/core/info/"
SERVICE = "apps.core.http.views.service_info"


class PostgresError(Exception):
    def __init__(self, pgcode: str):
        super().__init__(f"state {pgcode}")
        self.pgcode = pgcode


def with_state(error: Exception, pgcode: str) -> Exception:
    error.__cause__ = PostgresError(pgcode)
    return error


@pytest.fixture
def failing_with(monkeypatch):
    """The service of the view raises the errors one after the other, and then succeeds. Returns the calls."""

    def install(*errors: Exception) -> list[int]:
        calls: list[int] = []

        def service_info() -> dict:
            calls.append(len(calls))
            if len(calls) <= len(errors):
                raise errors[len(calls) - 1]
            return {"name": "fine"}

        monkeypatch.setattr(SERVICE, service_info)
        return calls

    return install


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection unexpectedly"),
        OperationalError("database is locked"),
        InterfaceError("connection already closed"),
        with_state(OperationalError("canceling statement due to statement timeout"), "57014"),
        with_state(OperationalError("canceling statement due to lock timeout"), "55P03"),
        with_state(OperationalError("could not extend file"), "53100"),
        with_state(InternalError("cannot execute UPDATE in a read-only transaction"), "25006"),
        OperationalError("attempt to write a readonly database"),
        OperationalError("database or disk is full"),
        with_state(OperationalError("too many connections"), "53300"),
    ],
    ids=str,
)
def test_an_unavailable_database_is_503_with_one_line_without_values(anonymous, failing_with, caplog, error):
    failing_with(error)
    with caplog.at_level(logging.INFO):
        response = anonymous.get(INFO)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["code"] == "database_unavailable"
    assert [line.name for line in caplog.records if line.levelno >= logging.ERROR] == ["movies.database"]
    assert str(error) not in caplog.text


@pytest.mark.parametrize("pgcode", ["40P01", "40001"], ids=["deadlock", "serialization failure"])
def test_a_lost_race_is_repeated_once_and_then_409(anonymous, failing_with, pgcode):
    lost = [with_state(OperationalError("lost"), pgcode) for _ in range(2)]
    calls = failing_with(*lost[:1])
    assert anonymous.get(INFO).status_code == 200
    assert len(calls) == 2
    calls = failing_with(*lost)
    response = anonymous.get(INFO)
    assert (response.status_code, response["Retry-After"]) == (409, "1")
    assert response.json()["code"] == "concurrent_change"
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Genre.DoesNotExist("none"), 404),
        (ObjectDoesNotExist("none"), 404),
        (DatabaseError("Save with update_fields did not affect any rows."), 404),
        (IntegrityError("FOREIGN KEY constraint failed"), 404),
        (with_state(IntegrityError("violates foreign key"), "23503"), 404),
        (IntegrityError("UNIQUE constraint failed: a.b"), 409),
        (with_state(IntegrityError("duplicate key"), "23505"), 409),
    ],
    ids=str,
)
def test_what_a_race_leaves_is_404_or_409(anonymous, failing_with, error, status):
    failing_with(error)
    response = anonymous.get(INFO)
    assert response.status_code == status
    assert set(response.json()) == {"detail", "code"}


def test_a_row_that_is_gone_is_not_brought_back_by_saving(db):
    genre = Genre.objects.create(name="Noir")
    Genre.objects.all().delete()
    with pytest.raises(DatabaseError, match="did not affect any rows"):
        genre.save(update_fields=["name"])


def test_a_broken_constraint_of_ours_stays_a_500(anonymous, failing_with):
    failing_with(IntegrityError("CHECK constraint failed: rating_range"))
    anonymous.raise_request_exception = False
    assert anonymous.get(INFO).status_code == 500


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "get", "options"])
@pytest.mark.parametrize(
    "path", ["auth/login", "nothing/here/", "favorites/ratings/0.5/", "auth/sessions/x/"]
)
def test_unknown_paths_are_json_for_every_method_without_a_csrf_token(method, path):
    client = Client(enforce_csrf_checks=True)
    response = (
        getattr(client, method)(f"/api/v1/{path}", data={}, content_type="application/json")
        if method != "get"
        else client.get(f"/api/v1/{path}", follow=True)
    )
    assert response["Content-Type"] == "application/json"
    assert response.status_code in (200, 401, 404, 405)


def test_pages_outside_the_api_fail_with_503_too(client, monkeypatch):
    def away(*arguments: object, **keywords: object) -> None:
        raise OperationalError("away")

    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        response = client.get("/admin/login/", follow=True)
        posted = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert response.status_code in (200, 503)
    assert (posted.status_code, posted["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": "999999999"}, 413),
        ({"CONTENT_LENGTH": "many"}, 413),
        ({"CONTENT_TYPE": "application/json; charset=utf-16"}, 415),
        ({"CONTENT_TYPE": "multipart/form-data; boundary=x"}, 415),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
        ({"CONTENT_TYPE": "text/xml"}, 415),
    ],
    ids=str,
)
def test_a_body_that_no_view_reads_is_refused(client, headers, status):
    fields = {"CONTENT_TYPE": "application/json"} | headers
    response = client.generic("POST", "/api/v1/auth/login/", b"{}", fields.pop("CONTENT_TYPE"), **fields)
    assert response.status_code == status
    assert set(response.json()) == {"detail", "code"}
    assert response["X-Request-ID"]


@pytest.mark.parametrize("path", ["/api/v1/auth/users/", "/api/v1/movies/movies/", "/api/v1/nothing/"])
def test_a_method_that_no_view_has_is_405_for_everybody(anonymous, as_owner, path):
    for client in (anonymous, as_owner):
        for method in ("TRACE", "PROPFIND"):
            response = client.generic(method, path)
            assert response.status_code == 405
            assert "GET" in response["Allow"]
            assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/auth/users/", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", "/api/v1/auth/login/", "OPTIONS, POST"),
        ("PATCH", "/api/v1/movies/movies/", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_a_method_that_this_view_lacks_is_405_for_everybody(anonymous, as_owner, method, path, allowed):
    for client in (anonymous, as_owner):
        response = client.generic(method, path)
        assert (response.status_code, response["Allow"]) == (405, allowed)
        assert response.json()["code"] == "method_not_allowed"

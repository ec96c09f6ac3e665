import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_it_is_healthy_when_everything_answers(client):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["database"] == response.json()["cache"] == "up"
    assert response.json()["migrations"] == "applied"


def test_live_touches_nothing(client):
    assert client.get("/health/live/").json() == {"status": "ok"}


@pytest.mark.django_db
def test_it_is_ready_when_it_can_serve_even_without_a_cache(client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    assert client.get("/health/ready/").json() == {
        "status": "ok",
        "database": "up",
        "migrations": "applied",
        "loading": "done",
    }
    assert client.get("/health/").json()["cache"] == "down"


@pytest.mark.django_db
def test_it_is_not_ready_while_migrations_are_missing(client):
    MigrationRecorder.Migration.objects.filter(app="favorites").latest("id").delete()
    for path in ("/health/", "/health/ready/"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.json()["migrations"] == "1 pending"


def test_it_is_not_ready_while_the_database_is_down(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(connection, "ensure_connection", refuse)
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["database"] == "down"


def test_a_probe_may_come_by_any_address_and_over_plain_http(client, settings):
    settings.ALLOWED_HOSTS = ["movies.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/live/", headers={"Host": "10.0.0.5"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/nothing/here/", "/api/v1/nothing", "/api/v1/movies/movies/abc/"])
@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_path_below_api_is_a_json_404(client, settings, path, debug):
    settings.DEBUG = debug
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_a_missing_slash_is_put_right_where_nothing_is_written(client):
    response = client.get("/api/v1/core/info?a=1")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/core/info/?a=1")


def test_a_missing_slash_of_a_write_is_a_404_that_names_the_address(client, settings):
    settings.DEBUG = True
    response = client.post("/api/v1/auth/login")
    assert response.status_code == 404
    assert "/api/v1/auth/login/" in response.json()["detail"]


def test_a_nul_byte_in_the_address_is_a_400(client):
    assert client.get("/api/v1/core/info/?a=%00").status_code == 400


@pytest.mark.django_db
def test_a_sane_request_id_comes_back_and_another_is_made(client):
    assert client.get("/health/live/", headers={"X-Request-ID": "abc-1"})["X-Request-ID"] == "abc-1"
    assert client.get("/health/live/", headers={"X-Request-ID": "a b\n"})["X-Request-ID"] != "a b\n"

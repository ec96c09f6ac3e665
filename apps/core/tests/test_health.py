import pytest


@pytest.mark.django_db
def test_it_is_healthy_when_everything_answers(client):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["database"] == response.json()["cache"] == "up"
    assert response.json()["migrations"] == "applied"


def test_live_touches_nothing(client):
    assert client.get("/health/live/").json() == {"status": "ok"}


def test_an_unknown_path_below_api_is_a_json_404(client):
    response = client.get("/api/v1/nothing/here/")
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_a_nul_byte_in_the_address_is_a_400(client):
    assert client.get("/api/v1/core/info/?a=%00").status_code == 400


@pytest.mark.django_db
def test_a_sane_request_id_comes_back_and_another_is_made(client):
    assert client.get("/health/live/", headers={"X-Request-ID": "abc-1"})["X-Request-ID"] == "abc-1"
    assert client.get("/health/live/", headers={"X-Request-ID": "a b\n"})["X-Request-ID"] != "a b\n"

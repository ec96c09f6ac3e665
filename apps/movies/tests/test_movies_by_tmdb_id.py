"""One movie by its TMDb id: fetched once, kept as a row, answered from it while TMDb is down."""

from datetime import timedelta

import pytest
import requests
import time_machine
from django.utils import timezone

from apps.movies.models import Movie
from apps.movies.tests.conftest import KEY

pytestmark = pytest.mark.django_db
BY_ID = "/api/v1/movies/movies/tmdb/550/"
IMPORT = "/api/v1/movies/movies/import/"


def later(**units: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**units))


def goes_down(tmdb) -> None:
    tmdb.mock.reset()
    tmdb.answer("movie/550", body=requests.ConnectionError(f"api_key={KEY}"))


@pytest.fixture
def seen(anonymous, tmdb):
    tmdb.answer("movie/550", "detail")
    return anonymous.get(BY_ID)


def test_it_is_fetched_once_and_then_answered_from_the_row(anonymous, tmdb, seen):
    again = anonymous.get(BY_ID)
    assert (seen.headers["X-Data-Source"], again.headers["X-Data-Source"]) == ("tmdb", "cache")
    assert seen.json() == again.json() and len(tmdb.calls) == 1
    movie = seen.json()
    assert movie["title"] == "Fight Club" and movie["credits"]["directors"][0]["name"] == "David Fincher"
    assert len(movie["credits"]["cast"]) == 20 and movie["certification"]["rating"] == "R"


def test_after_a_day_it_is_fetched_again(anonymous, tmdb, seen):
    with later(days=1, hours=1):
        assert anonymous.get(BY_ID).headers["X-Data-Source"] == "tmdb"
    assert len(tmdb.calls) == 2


@pytest.mark.parametrize(("days", "source"), [(2, "stale"), (30, "local")])
def test_in_an_outage_the_row_is_answered(anonymous, tmdb, seen, days, source):
    goes_down(tmdb)
    with later(days=days):
        answer = anonymous.get(BY_ID)
    assert (answer.status_code, answer.headers["X-Data-Source"]) == (200, source)


def test_in_an_outage_a_movie_that_we_lack_is_a_503_that_says_when_to_come_back(anonymous, tmdb):
    goes_down(tmdb)
    answer = anonymous.get(BY_ID)
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) >= 1
    assert KEY not in answer.content.decode() and "code" in answer.json()


def test_with_an_open_circuit_tmdb_is_not_asked_at_all(anonymous, tmdb):
    goes_down(tmdb)
    for _ in range(2):
        anonymous.get(BY_ID)
    calls = len(tmdb.calls)
    assert anonymous.get(BY_ID).status_code == 503 and len(tmdb.calls) == calls


def test_what_tmdb_does_not_have_is_a_404(anonymous, tmdb, settings, empty_cache):
    tmdb.answer("movie/550", "not-found", status=404)
    assert [anonymous.get(BY_ID).status_code for _ in range(3)] == [404] * 3
    assert len(tmdb.calls) == 1
    tmdb.mock.reset()
    tmdb.answer("movie/550", "detail")
    with later(days=2):
        if settings.REDIS_URL:  # whose clock goes on as usual
            empty_cache()
        assert anonymous.get(BY_ID).status_code == 200


def test_a_movie_that_is_gone_at_tmdb_stays_with_us_and_is_rarely_asked_for(anonymous, tmdb, seen):
    tmdb.mock.reset()
    tmdb.answer("movie/550", "not-found", status=404)
    with later(days=2):
        assert [anonymous.get(BY_ID).status_code for _ in range(3)] == [200] * 3
    assert len(tmdb.calls) == 1
    tmdb.mock.reset()
    tmdb.answer("movie/550", "detail")
    with later(days=10):
        assert anonymous.get(BY_ID).headers["X-Data-Source"] == "tmdb"
    assert Movie.objects.get(tmdb_id=550).tmdb_gone_since is None


def test_a_movie_that_a_curator_has_deleted_is_a_404_and_not_fetched(anonymous, tmdb, seen):
    Movie.objects.get(tmdb_id=550).delete()
    assert anonymous.get(BY_ID).status_code == 404 and len(tmdb.calls) == 1


def test_without_a_key_our_own_rows_are_answered(anonymous, make_movie):
    make_movie("Ours", tmdb_id=550)
    answer = anonymous.get(BY_ID)
    assert (answer.json()["title"], answer.headers["X-Data-Source"]) == ("Ours", "local")
    assert anonymous.get("/api/v1/movies/movies/tmdb/551/").status_code == 404


@pytest.mark.parametrize("tmdb_id", ["0", "2147483648", "9" * 40])
def test_an_id_that_cannot_be_is_a_404_and_not_asked_for(anonymous, tmdb, tmdb_id):
    assert anonymous.get(f"/api/v1/movies/movies/tmdb/{tmdb_id}/").status_code == 404
    assert not tmdb.calls


def test_import_creates_once(as_owner, tmdb):
    tmdb.answer("movie/550", "detail")
    codes = [as_owner.post(IMPORT, {"tmdb_id": 550}).status_code for _ in range(2)]
    assert codes == [201, 200] and Movie.objects.count() == 1


def test_import_needs_a_person_and_an_id(anonymous, as_owner, tmdb):
    assert anonymous.post(IMPORT, {"tmdb_id": 550}).status_code == 401
    for body in ({}, {"tmdb_id": "x"}, {"tmdb_id": 0}, {"tmdb_id": 2**31}, {"tmdb_id": None}, []):
        assert as_owner.post(IMPORT, body).status_code == 400
    tmdb.answer("movie/551", "not-found", status=404)
    assert as_owner.post(IMPORT, {"tmdb_id": 551}).status_code == 404


def test_a_body_that_names_a_movie_we_lack_by_its_tmdb_id_fetches_it(as_owner, tmdb):
    tmdb.answer("movie/550", "detail")
    answer = as_owner.post("/api/v1/favorites/favorites/", {"tmdb_id": 550})
    assert answer.status_code == 201 and Movie.objects.get().title == "Fight Club"


def test_genres_are_fetched_by_staff(anonymous, as_owner, as_staff, tmdb):
    tmdb.answer("genre/movie/list", "genres")
    path = "/api/v1/movies/genres/sync/"
    assert anonymous.post(path).status_code == 401
    assert as_owner.post(path).status_code == 403
    assert as_staff.post(path).json() == {"genres": 19, "changed": 19}
    assert as_staff.post(path).json() == {"genres": 19, "changed": 0}
    run = as_staff.get("/api/v1/core/sync-runs/").json()["results"][0]
    assert (run["kind"], run["status"], run["started_by"]) == ("genres", "done", "staff")


def test_genres_without_tmdb_are_a_503(as_staff, tmdb):
    tmdb.answer("genre/movie/list", {}, status=500)
    answer = as_staff.post("/api/v1/movies/genres/sync/")
    assert answer.status_code == 503 and "Retry-After" in answer.headers


def test_sync_runs_are_for_staff(anonymous, as_owner):
    assert anonymous.get("/api/v1/core/sync-runs/").status_code == 401
    assert as_owner.get("/api/v1/core/sync-runs/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_people_and_what_they_made(anonymous, tmdb, recording, django_assert_num_queries, count):
    for tmdb_id in range(550, 550 + count):
        tmdb.answer(f"movie/{tmdb_id}", recording("detail") | {"id": tmdb_id})
        anonymous.get(f"/api/v1/movies/movies/tmdb/{tmdb_id}/")
    people = anonymous.get("/api/v1/movies/people/?search=fincher").json()["results"]
    assert [person["name"] for person in people] == ["David Fincher"]
    with django_assert_num_queries(5):
        person = anonymous.get(f"/api/v1/movies/people/{people[0]['id']}/").json()
    assert [work["job"] for work in person["filmography"]["crew"]] == ["Director"] * count
    assert person["filmography"]["crew"][0]["movie"]["title"] == "Fight Club"
    with django_assert_num_queries(2):
        anonymous.get("/api/v1/movies/people/")
    assert anonymous.get("/api/v1/movies/people/999999/").status_code == 404
    assert anonymous.get(f"/api/v1/movies/people/{'9' * 30}/").status_code == 404

"""People, keywords and sagas of the bundled catalogue: usable without a key, replaced by TMDb's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.movies.models import Collection, Credit, Movie, Person
from apps.movies.services.bundled_catalogue import BUNDLED, load_catalogue, read_lines
from apps.movies.services.catalogue import persist_tmdb_movie_detail
from apps.movies.tests.conftest import recorded

FIGHT_CLUB, MATRIX = 550, 603


@pytest.fixture
def loaded(bundled_catalogue, db) -> None:
    pass


def test_the_file_names_people_keywords_and_sagas():
    lines = list(read_lines(BUNDLED))
    assert sum(bool(line.values["imdb_id"]) for line in lines) >= 5990
    assert sum(bool(line.facts.directors) for line in lines) >= 5500
    assert sum(bool(line.facts.keywords) for line in lines) >= 5000
    sagas = {line.facts.collection for line in lines if line.facts.collection}
    assert len(sagas) >= 250
    assert all(sum(line.facts.collection == saga for line in lines) >= 2 for saga in sagas)
    assert len({line.values["imdb_id"] for line in lines if line.values["imdb_id"]}) >= 5990


def test_a_saga_has_its_films_and_a_person_has_a_page(loaded, anonymous):
    matrix = Movie.objects.get(tmdb_id=MATRIX)
    parts = matrix.collection.movies.order_by("release_date").values_list("title", flat=True)
    assert list(parts) == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"]
    nolan = anonymous.get("/api/v1/movies/people/?search=christopher nolan").json()["results"][0]
    assert (nolan["name"], nolan["tmdb_id"], nolan["known_for"]) == ("Christopher Nolan", None, "Directing")
    page = anonymous.get(f"/api/v1/movies/people/{nolan['id']}/").json()
    assert "Inception" in {work["movie"]["title"] for work in page["filmography"]["crew"]}
    found = anonymous.get("/api/v1/movies/movies/?person=christopher nolan").json()["results"]
    assert {"Inception", "The Dark Knight"} <= {movie["title"] for movie in found}
    detail = anonymous.get(f"/api/v1/movies/movies/{matrix.pk}/").json()
    assert detail["imdb_id"] == "tt0133093"
    assert detail["credits"]["cast"][0]["name"] == "Keanu Reeves"
    assert anonymous.get("/api/v1/movies/movies/?tag=dystopia").json()["count"] > 5


def test_a_second_load_writes_nothing_and_repairs_what_is_missing(loaded, django_assert_max_num_queries):
    before = set(Credit.objects.values_list("pk", flat=True))
    Credit.objects.filter(movie__tmdb_id=MATRIX).delete()
    kept = before & set(Credit.objects.values_list("pk", flat=True))
    load_catalogue()
    assert kept <= set(Credit.objects.values_list("pk", flat=True))
    assert Credit.objects.count() == len(before)
    with django_assert_max_num_queries(80):
        load_catalogue()


def test_a_saga_whose_movies_tmdb_has_described_is_not_created_again(loaded):
    saga = Movie.objects.get(tmdb_id=MATRIX).collection
    saga.movies.update(collection=None, details_synced_at=timezone.now())
    saga.delete()
    load_catalogue()
    assert not Collection.objects.filter(name=saga.name).exists()


def test_new_movies_have_their_saga_at_once(db):
    with CaptureQueriesContext(connection) as queries:
        load_catalogue()
    assert Movie.objects.exclude(collection=None).count() > 700
    assert not [one for one in queries if one["sql"].startswith('UPDATE "movies_movie"')]


def test_details_of_tmdb_take_over_people_and_saga(loaded):
    movie = Movie.objects.get(tmdb_id=FIGHT_CLUB)
    director = movie.credits.get(job="Director").person
    assert (director.name, director.tmdb_id) == ("David Fincher", None)
    Movie.objects.filter(pk=movie.pk).update(collection=Collection.objects.create(name="Bundled"))
    detail = recorded("detail") | {"belongs_to_collection": {"id": 5, "name": "Theirs"}}
    persist_tmdb_movie_detail(detail=detail)
    director.refresh_from_db()
    movie.refresh_from_db()
    assert director.tmdb_id == 7467
    assert (movie.collection.name, movie.collection.tmdb_id) == ("Theirs", 5)
    assert not Collection.objects.filter(name="Bundled").exists()
    assert not Person.objects.filter(tmdb_id=None, credits=None).exists()
    assert not movie.credits.filter(person__tmdb_id=None).exists()
    load_catalogue()
    assert not movie.credits.filter(person__tmdb_id=None).exists()


def test_locked_parts_stay(loaded):
    movie = Movie.objects.get(tmdb_id=MATRIX)
    movie.credits.all().delete()
    movie.tags.clear()
    Movie.objects.filter(pk=movie.pk).update(locked_fields=["credits", "tags"])
    load_catalogue()
    assert not movie.credits.exists()
    assert not movie.tags.exists()

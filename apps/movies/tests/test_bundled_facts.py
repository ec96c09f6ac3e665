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
def loaded(small_bundle, db) -> None:
    load_catalogue()


def test_the_file_names_people_keywords_and_sagas():
    lines = list(read_lines(BUNDLED))
    assert sum(bool(line.values["imdb_id"]) for line in lines) >= 5990
    assert sum(bool(line.facts.directors) for line in lines) >= 5500
    assert sum(bool(line.facts.keywords) for line in lines) >= 5000
    sagas = {line.facts.collection for line in lines if line.facts.collection}
    assert len(sagas) >= 250
    assert all(sum(line.facts.collection == saga for line in lines) >= 2 for saga in sagas)
    assert len({line.values["imdb_id"] for line in lines if line.values["imdb_id"]}) >= 5990


def test_a_second_load_repairs_what_is_missing(loaded):
    before = set(Credit.objects.values_list("pk", flat=True))
    Credit.objects.filter(movie__tmdb_id=MATRIX).delete()
    kept = before & set(Credit.objects.values_list("pk", flat=True))
    load_catalogue()
    assert kept <= set(Credit.objects.values_list("pk", flat=True))
    assert Credit.objects.count() == len(before)


def test_a_saga_whose_movies_tmdb_has_described_is_not_created_again(loaded):
    saga = Movie.objects.get(tmdb_id=MATRIX).collection
    saga.movies.update(collection=None, details_synced_at=timezone.now())
    saga.delete()
    load_catalogue()
    assert not Collection.objects.filter(name=saga.name).exists()


def test_new_movies_have_their_saga_at_once(small_bundle, db):
    with CaptureQueriesContext(connection) as queries:
        load_catalogue()
    of_sagas = {line.tmdb_id for line in read_lines(small_bundle) if line.facts.collection}
    assert set(Movie.objects.exclude(collection=None).values_list("tmdb_id", flat=True)) == of_sagas
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

"""A large catalogue and its model are built once for a machine and mapped: lists are the same as from the database."""

import logging

import pytest
from django.core.management import call_command

from apps.favorites.models import Rating
from apps.movies.models import Movie
from apps.recommendations.models import ModelArtifact
from apps.recommendations.services.serving import model_cache as caching
from apps.recommendations.services.serving import shared_state
from apps.recommendations.services.serving.model_cache import ModelCache, model_cache
from apps.recommendations.services.serving.versions import forget_versions, read_versions

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def builds(monkeypatch, settings, tmp_path):
    """Any catalogue counts as large. The times that arrays were built, in this process instead of another."""
    settings.SHARED_DIR = tmp_path
    monkeypatch.setattr(caching, "SHARED_FROM", 1)
    built = []

    def build(is_urgent, max_age):
        built.append(shared_state.build_shared(read_versions(), max_age=max_age))
        return True

    monkeypatch.setattr(shared_state, "_build_in_a_process", build)
    return built


@pytest.fixture
def trained(builds, make_user, make_movies, owner):
    movies, users = make_movies(30), [make_user() for _ in range(8)]
    Rating.objects.bulk_create(
        Rating(user=user, movie=movie, rating=9)
        for number, user in enumerate(users)
        for movie in movies[number % 2 : 20 : 2]
        if (movie.pk + number) % 5
    )
    Rating.objects.create(user=owner, movie=movies[0], rating=10)
    call_command("train_recommender", "--no-card", "--no-tune")
    model_cache.clear()
    builds.clear()
    return movies


def whole(client):
    """What a list says of its rows, without ids and times of storing."""
    client.post(f"{URL}refresh/")
    rows = client.get(URL, {"page_size": 20}).json()["results"]
    similar = client.get(f"{URL}similar/{rows[0]['movie']['id']}/").json()["results"]
    taste = client.get(f"{URL}taste/").json()
    kept = ("movie", "explanation", "signals", "confidence_score", "match_score")
    return [{name: row[name] for name in kept} for row in rows], similar, taste


def test_lists_from_shared_arrays_are_those_from_the_database(builds, trained, as_owner, monkeypatch):
    shared = whole(as_owner)
    assert builds
    monkeypatch.setattr(caching, "SHARED_FROM", 10_000)
    model_cache.clear()
    assert whole(as_owner) == shared
    assert len(builds) == 1


def test_a_second_process_maps_what_the_first_has_built(builds, trained):
    one, other = ModelCache(), ModelCache()
    first, second = one.get(read_versions()), other.get(read_versions())
    assert len(builds) == 1
    assert second.snapshot.titles[3] == first.snapshot.titles[3]
    assert not second.model.weights["collaborative"].data.flags.owndata


def test_a_change_of_the_catalogue_is_built_in_the_background(builds, trained, make_movies):
    cache = ModelCache()
    before = cache.get(read_versions())
    make_movies(1)
    forget_versions()
    assert cache.get(read_versions()).snapshot is before.snapshot  # within the pause after the first load
    assert len(cache.get(read_versions(), wait=True).snapshot.catalogue) == len(before.snapshot.catalogue) + 1
    assert len(builds) == 2


def test_a_new_movie_has_a_match_while_shared_arrays_lack_it(builds, trained, as_owner, make_movie):
    as_owner.get(f"{URL}match/{trained[0].pk}/")
    movie = make_movie("New")
    assert as_owner.get(f"{URL}match/{movie.pk}/").status_code == 200
    assert as_owner.get(f"{URL}similar/{movie.pk}/").status_code == 200
    assert len(builds) == 1


def test_arrays_that_cannot_be_built_are_loaded_from_the_database(builds, trained, monkeypatch, caplog):
    monkeypatch.setattr(shared_state, "_build_in_a_process", lambda is_urgent, max_age: False)
    state = ModelCache().get(read_versions())
    assert len(state.snapshot.catalogue) == Movie.objects.count()
    assert state.model is not None


def test_a_process_that_fails_says_why(settings, tmp_path, caplog):
    settings.BASE_DIR = tmp_path  # there is no manage.py
    with caplog.at_level(logging.WARNING):
        shared_state._build_in_a_process(is_urgent=True, max_age=60)
    assert "manage.py" in caplog.text


def test_the_command_writes_arrays_that_are_used(builds, trained, monkeypatch, capsys):
    nice = []
    monkeypatch.setattr("os.nice", nice.append)
    call_command("build_arrays", low_priority=True)
    assert nice
    assert "MB" in capsys.readouterr().out
    ModelCache().get(read_versions())
    assert not builds


def test_a_damaged_newest_model_leaves_the_one_before(builds, trained, caplog):
    before = ModelArtifact.objects.get()
    with caplog.at_level(logging.WARNING):
        ModelArtifact.objects.create(
            version="newer", payload=b"damaged", sha256="0" * 64, size=7, published_at=before.published_at
        )
        ModelArtifact.objects.filter(version="newer").update(published_at="2099-01-01T00:00Z")
        forget_versions()
        cache = ModelCache()
        state = cache.get(read_versions())
    assert state.model_version == before.version
    assert cache.get(read_versions()).snapshot is state.snapshot  # and it is not tried again at once
    assert "Model cannot be read" in caplog.text

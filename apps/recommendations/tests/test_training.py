"""Models are trained from the tables, published whole, and served by the next request; a bad one is survived."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.favorites.models import Rating
from apps.recommendations.models import ModelArtifact, TasteSettings
from apps.recommendations.services.learning import training
from apps.recommendations.services.learning.interactions import read_interactions
from apps.recommendations.services.learning.trainers import TRAINERS
from apps.recommendations.services.serving import model_store

ROOT = Path(__file__).resolve().parents[3]
URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(make_user, make_movies):
    """Two camps: half of the people like even films, half the odd ones."""
    movies, people = make_movies(40), [make_user() for _ in range(24)]
    Rating.objects.bulk_create(
        Rating(user=person, movie=movie, rating=9)
        for number, person in enumerate(people)
        for movie in movies[number % 2 : 20 : 2]
        if (movie.pk + number) % 5
    )
    return movies


def listed(client) -> list[int]:
    return [row["movie"]["id"] for row in client.get(URL).json()["results"]]


def test_a_trained_model_changes_the_next_list(crowd, as_owner, owner):
    for movie in crowd[0:4:2]:
        Rating.objects.create(user=owner, movie=movie, rating=10)
    before = as_owner.get(URL).json()["results"]
    call_command("train_recommender")
    after = as_owner.get(URL).json()["results"]
    assert ModelArtifact.objects.get().facts["users"] == 24 + 1
    assert sum(row["signals"]["collaborative"]["contribution"] for row in before) == 0
    assert sum(row["signals"]["collaborative"]["contribution"] for row in after) > 0


def test_a_dry_run_publishes_nothing(crowd, capsys):
    call_command("train_recommender", dry_run=True)
    assert "nothing published" in capsys.readouterr().out
    assert not ModelArtifact.objects.exists()


def test_training_without_likes_says_what_to_do(db):
    with pytest.raises(CommandError, match="Rate some movies"):
        call_command("train_recommender")


def test_training_on_a_sample_learns_from_so_many_people(crowd):
    call_command("train_recommender", sample_users=5)
    assert ModelArtifact.objects.get().facts["users"] <= 5


def test_spark_that_is_not_installed_is_told_with_what_to_do(crowd, settings, monkeypatch):
    settings.RECOMMENDER_TRAINER = "spark"
    monkeypatch.delitem(sys.modules, "apps.recommendations.services.learning.spark_trainer", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for command in ("train_recommender", "tune_recommender"):
        with pytest.raises(CommandError, match=r"pip install -r requirements-spark\.txt"):
            call_command(command)
    assert not ModelArtifact.objects.exists()


def test_an_unknown_trainer_is_refused_at_the_start():
    environment = os.environ | {"RECOMMENDER_TRAINER": "abacus"}
    told = subprocess.run(
        [sys.executable, "-c", "import movie_backend.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode
    assert "RECOMMENDER_TRAINER must be one of local, spark." in told.stderr


def test_every_trainer_that_the_settings_allow_is_there():
    assert set(TRAINERS) == {"local", "spark"}


def test_only_the_last_models_are_kept(crowd, monkeypatch):
    monkeypatch.setattr(model_store, "STORED_MODELS", 2)
    for users in (10, 15, 20):
        call_command("train_recommender", sample_users=users)
    assert ModelArtifact.objects.count() == 2


@pytest.mark.parametrize("damage", ["bytes", "checksum", "format"])
def test_a_damaged_model_is_survived_with_a_warning(crowd, as_owner, owner, damage, caplog):
    Rating.objects.create(user=owner, movie=crowd[0], rating=10)
    call_command("train_recommender")
    artifact = ModelArtifact.objects.get()
    if damage == "bytes":
        ModelArtifact.objects.update(payload=bytes(artifact.payload)[:200])
    elif damage == "checksum":
        ModelArtifact.objects.update(sha256="0" * 64)
    else:
        model_store.publish_model(model=OldModel())
    with caplog.at_level(logging.WARNING):
        assert listed(as_owner)
    assert "Model cannot be read" in caplog.text


class OldModel:
    """A model of a format that is no longer read."""

    version, facts = "old", {}

    def to_bytes(self) -> bytes:
        return b"ITEMMODEL" + bytes([0]) + b"\0" * 64


def test_a_missing_model_is_survived(crowd, as_owner, owner):
    call_command("train_recommender")
    listed(as_owner)
    ModelArtifact.objects.all().delete()
    assert listed(as_owner)


def test_people_who_opted_out_are_not_learned_from(crowd):
    person = Rating.objects.first().user
    before = len(read_interactions())
    TasteSettings.objects.create(user=person, trainable=False)
    assert len(read_interactions()) == before - person.ratings.count()


def test_retraining_waits_until_enough_is_new(crowd, owner):
    assert training.retrain_if_due()
    assert training.retrain_if_due() is None
    Rating.objects.bulk_create(Rating(user=owner, movie=movie, rating=8) for movie in crowd[:30])
    assert training.retrain_if_due()


def test_interactions_keep_the_order_of_rows_where_times_tie(owner, make_movies):
    movies = make_movies(5)
    day = Rating(user=owner, movie=movies[0], rating=8).rated_at
    Rating.objects.bulk_create(
        Rating(user=owner, movie=movie, rating=8, rated_at=day) for movie in reversed(movies)
    )
    assert read_interactions().items.tolist() == [movie.pk for movie in reversed(movies)]

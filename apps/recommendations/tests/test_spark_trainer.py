"""Learned as a Spark job, here in local mode, the weights are those that one process learns."""

import subprocess
import sys

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from apps.favorites.models import Rating
from apps.recommendations.models import ModelArtifact
from apps.recommendations.ranking import Interactions, ItemModel, TrainingConfig, blocks, train

pytest.importorskip("pyspark", reason="requirements-spark.txt is not installed: make spark")

from pyspark import cloudpickle
from pyspark.sql import SparkSession

from apps.recommendations.services.learning import spark_trainer
from apps.recommendations.services.learning.trainers import TrainerError

PEOPLE, FILMS, SEEN, CAMPS, TOP = 300, 120, 50, 4, 10
# Candidates for all, so that one regression an item is the dense solution.
EVERYBODY = TrainingConfig(minimum_likes=1, candidates=FILMS, longest_history=45)


@pytest.fixture(scope="module", autouse=True)
def spark():
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.pythonExec = sys.executable
    yield session
    session.stop()


@pytest.fixture(scope="module", autouse=True)
def several_blocks():
    """Four blocks of items and six chunks of people, though the data are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 30)
        patch.setattr(spark_trainer, "CHUNK", 2500)
        yield


def tastes() -> Interactions:
    """People of four camps, who see more films of their own camp and like them better."""
    draw = np.random.default_rng(7)
    fame = (
        draw.random(FILMS) + 1
    )  # nobody unknown: whom two never came together, only the dense solution weighs
    users, items, ratings = [], [], []
    for person in range(PEOPLE):
        own = np.arange(FILMS) % CAMPS == person % CAMPS
        odds = fame * np.where(own, 4.0, 1.0)
        films = draw.choice(FILMS, SEEN, replace=False, p=odds / odds.sum())
        users.append(np.full(SEEN, person))
        items.append(films + 1000)
        ratings.append(np.where(own[films], draw.integers(7, 11, SEEN), draw.integers(5, 10, SEEN)))
    users, items, ratings = (np.concatenate(parts) for parts in (users, items, ratings))
    return Interactions.of_ratings(users, items, ratings, np.arange(len(users)))


@pytest.fixture(scope="module")
def local() -> ItemModel:
    return train(tastes(), EVERYBODY)


@pytest.fixture(scope="module")
def distributed(spark, several_blocks) -> ItemModel:
    return spark_trainer.train_on_spark(tastes(), EVERYBODY)


def neighbours(weights) -> list[set[int]]:
    return [set(row) for row in np.argsort(-weights.toarray(), axis=1)[:, :TOP]]


def test_spark_finds_the_same_neighbours(local, distributed):
    assert distributed.item_ids.tolist() == local.item_ids.tolist()
    assert len(local.item_ids) == FILMS
    for found, known in (
        (distributed.matrix("collaborative"), local.matrix("collaborative")),
        (distributed.matrix("sequence"), local.matrix("sequence")),
        (distributed.matrix("association"), local.matrix("association")),
    ):
        assert neighbours(found) == neighbours(known)
        assert found.toarray() == pytest.approx(known.toarray(), abs=1e-4)


def test_everything_else_about_the_artifact_is_the_same(local, distributed):
    assert (distributed.users, distributed.likes.tolist()) == (local.users, local.likes.tolist())
    assert distributed.facts == local.facts | {"dense": 0}
    assert len(distributed.version) == len(local.version)
    assert ItemModel.from_bytes(distributed.to_bytes()).version == distributed.version


def test_only_the_strongest_weights_and_nearest_candidates_are_taken():
    tight = TrainingConfig(minimum_likes=1, candidates=20, neighbours=5, sequence_neighbours=3)
    model = spark_trainer.train_on_spark(tastes(), tight)
    assert set(np.diff(model.matrix("collaborative").indptr)) <= set(range(6))
    assert np.diff(model.matrix("collaborative").indptr).max() == 5
    assert np.diff(model.matrix("sequence").indptr).max() == 3


def test_nobody_makes_a_model_that_knows_nothing():
    model = spark_trainer.train_on_spark(Interactions.of_ratings([], [], [], []))
    assert (model.users, model.matrix("collaborative").nnz, model.matrix("sequence").nnz) == (0, 0, 0)


@pytest.mark.parametrize("step", ["liked_together", "followed", "nearest", "answers", "solve", "strongest"])
def test_executors_need_no_code_of_ours(step, tmp_path):
    shipped = tmp_path / "step.pickle"
    shipped.write_bytes(cloudpickle.dumps(getattr(blocks, step)))
    script = f"import pickle; print(pickle.load(open({str(shipped)!r}, 'rb')).__name__)"
    told = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == step, told.stderr


def test_spark_connect_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setenv("SPARK_REMOTE", "sc://127.0.0.1")
    with pytest.raises(TrainerError, match="MASTER"):
        spark_trainer.train_on_spark(tastes())


@pytest.mark.django_db
def test_the_command_publishes_what_spark_learned(settings, make_user, make_movies, capsys):
    settings.RECOMMENDER_TRAINER = "spark"
    movies = make_movies(20)
    people = [make_user() for _ in range(12)]
    Rating.objects.bulk_create(
        Rating(user=person, movie=movie, rating=9)
        for number, person in enumerate(people)
        for movie in movies[number % 2 :: 2]
    )
    call_command("train_recommender")
    artifact = ModelArtifact.objects.get()
    assert (artifact.facts["trainer"], artifact.facts["dense"]) == ("spark", 0)
    assert ItemModel.from_bytes(bytes(artifact.payload)).matrix("collaborative").nnz


@pytest.mark.django_db
def test_a_job_that_fails_says_so_and_publishes_nothing(settings, make_user, make_movies, monkeypatch):
    settings.RECOMMENDER_TRAINER = "spark"
    movie = make_movies(1)[0]
    Rating.objects.bulk_create(Rating(user=make_user(), movie=movie, rating=9) for _ in range(3))
    monkeypatch.setattr(blocks, "liked_together", lambda chunk, **shape: {}["broken"])
    with pytest.raises(CommandError, match="KeyError: 'broken'"):
        call_command("train_recommender")
    assert not ModelArtifact.objects.exists()

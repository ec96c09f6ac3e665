"""Spark in local mode learns the same weights as the local trainer."""

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

USERS, MOVIES, WATCHED, CLUSTERS, TOP = 300, 120, 50, 4, 10
# As many candidates as movies, so that the regressions are the dense solution.
ALL_CANDIDATES = TrainingConfig(minimum_likes=1, candidates=MOVIES, longest_history=45)


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
    """Four blocks of items and six chunks of users, though the data are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 30)
        patch.setattr(spark_trainer, "CHUNK", 2500)
        yield


def interactions() -> Interactions:
    """Users of four clusters, who watch more movies of their cluster and like them better."""
    draw = np.random.default_rng(7)
    # Every pair must occur together: only the dense solution has weights for other pairs.
    fame = draw.random(MOVIES) + 1
    users, items, ratings = [], [], []
    for user in range(USERS):
        of_cluster = np.arange(MOVIES) % CLUSTERS == user % CLUSTERS
        odds = fame * np.where(of_cluster, 4.0, 1.0)
        movies = draw.choice(MOVIES, WATCHED, replace=False, p=odds / odds.sum())
        users.append(np.full(WATCHED, user))
        items.append(movies + 1000)
        ratings.append(
            np.where(of_cluster[movies], draw.integers(7, 11, WATCHED), draw.integers(5, 10, WATCHED))
        )
    users, items, ratings = (np.concatenate(parts) for parts in (users, items, ratings))
    return Interactions.of_ratings(users, items, ratings, np.arange(len(users)))


@pytest.fixture(scope="module")
def local() -> ItemModel:
    return train(interactions(), ALL_CANDIDATES)


@pytest.fixture(scope="module")
def distributed(spark, several_blocks) -> ItemModel:
    return spark_trainer.train_on_spark(interactions(), ALL_CANDIDATES)


def neighbours(weights) -> list[set[int]]:
    return [set(row) for row in np.argsort(-weights.toarray(), axis=1)[:, :TOP]]


def test_spark_learns_the_same_neighbours(local, distributed):
    assert distributed.item_ids.tolist() == local.item_ids.tolist()
    assert len(local.item_ids) == MOVIES
    for found, known in (
        (distributed.matrix("collaborative"), local.matrix("collaborative")),
        (distributed.matrix("sequence"), local.matrix("sequence")),
        (distributed.matrix("association"), local.matrix("association")),
    ):
        assert neighbours(found) == neighbours(known)
        assert found.toarray() == pytest.approx(known.toarray(), abs=1e-4)


def test_the_rest_of_the_artifact_is_the_same(local, distributed):
    assert (distributed.users, distributed.likes.tolist()) == (local.users, local.likes.tolist())
    assert distributed.facts == local.facts | {"dense": 0}
    assert np.array_equal(distributed.classes.liked, local.classes.liked)
    assert len(distributed.version) == len(local.version)
    assert ItemModel.from_bytes(distributed.to_bytes()).version == distributed.version


def test_weights_and_candidates_are_limited():
    tight = TrainingConfig(minimum_likes=1, candidates=20, neighbours=5, sequence_neighbours=3)
    model = spark_trainer.train_on_spark(interactions(), tight)
    assert set(np.diff(model.matrix("collaborative").indptr)) <= set(range(6))
    assert np.diff(model.matrix("collaborative").indptr).max() == 5
    assert np.diff(model.matrix("sequence").indptr).max() == 3


def test_spark_without_interactions_gives_an_empty_model():
    model = spark_trainer.train_on_spark(Interactions.of_ratings([], [], [], []))
    assert (model.users, model.matrix("collaborative").nnz, model.matrix("sequence").nnz) == (0, 0, 0)


@pytest.mark.parametrize("step", ["liked_together", "followed", "nearest", "answers", "solve", "strongest"])
def test_executors_do_not_import_our_code(step, tmp_path):
    shipped = tmp_path / "step.pickle"
    shipped.write_bytes(cloudpickle.dumps(getattr(blocks, step)))
    script = f"import pickle; print(pickle.load(open({str(shipped)!r}, 'rb')).__name__)"
    result = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.stdout.strip() == step, result.stderr


def test_spark_connect_is_refused_with_a_hint(monkeypatch):
    monkeypatch.setenv("SPARK_REMOTE", "sc://127.0.0.1")
    with pytest.raises(TrainerError, match="MASTER"):
        spark_trainer.train_on_spark(interactions())


@pytest.mark.django_db
def test_the_command_publishes_the_model_of_spark(settings, make_user, make_movies, capsys):
    settings.RECOMMENDER_TRAINER = "spark"
    movies = make_movies(20)
    users = [make_user() for _ in range(12)]
    Rating.objects.bulk_create(
        Rating(user=user, movie=movie, rating=9)
        for number, user in enumerate(users)
        for movie in movies[number % 2 :: 2]
    )
    call_command("train_recommender")
    artifact = ModelArtifact.objects.get()
    assert (artifact.facts["trainer"], artifact.facts["dense"]) == ("spark", 0)
    assert ItemModel.from_bytes(bytes(artifact.payload)).matrix("collaborative").nnz


@pytest.mark.django_db
def test_a_failed_job_is_an_error_and_publishes_nothing(settings, make_user, make_movies, monkeypatch):
    settings.RECOMMENDER_TRAINER = "spark"
    movie = make_movies(1)[0]
    Rating.objects.bulk_create(Rating(user=make_user(), movie=movie, rating=9) for _ in range(3))
    monkeypatch.setattr(blocks, "liked_together", lambda chunk, **shape: {}["broken"])
    with pytest.raises(CommandError, match="KeyError: 'broken'"):
        call_command("train_recommender")
    assert not ModelArtifact.objects.exists()

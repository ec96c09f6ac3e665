"""Models are trained from the tables, published, and served by the next request; unusable ones are skipped."""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.extensions import JobSkipped
from apps.favorites.models import Rating
from apps.recommendations.models import ModelArtifact, TasteSettings, WeightProfile
from apps.recommendations.services.learning import tuning
from apps.recommendations.services.learning.interactions import read_interactions
from apps.recommendations.services.learning.trainers import TRAINERS
from apps.recommendations.services.serving import model_store

ROOT = Path(__file__).resolve().parents[3]
URL = "/api/v1/recommendations/"
USERS = 12  # each training ranks for all of them several times

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated_movies(make_user, make_movies):
    """Two clusters: half of the users like even movies, the others odd ones."""
    movies, users = make_movies(40), [make_user() for _ in range(USERS)]
    Rating.objects.bulk_create(
        Rating(user=user, movie=movie, rating=9)
        for number, user in enumerate(users)
        for place, movie in enumerate(movies[number % 2 : 20 : 2])
        if (place + number) % 5
    )
    return movies


def listed(client) -> list[int]:
    return [row["movie"]["id"] for row in client.get(URL).json()["results"]]


def test_a_trained_model_changes_the_next_list_that_is_generated(rated_movies, as_owner, owner):
    for movie in rated_movies[0:4:2]:
        Rating.objects.create(user=owner, movie=movie, rating=10)
    before = as_owner.get(URL).json()["results"]
    call_command("train_recommender")
    assert as_owner.get(URL).json()["results"] == before
    after = as_owner.post(f"{URL}refresh/").json()["recommendations"]
    assert ModelArtifact.objects.get().facts["users"] == USERS + 1
    assert sum(row["signals"]["collaborative"]["contribution"] for row in before) == 0
    assert sum(row["signals"]["collaborative"]["contribution"] for row in after) > 0


def test_a_dry_run_publishes_nothing(rated_movies, capsys):
    call_command("train_recommender", dry_run=True)
    assert "nothing published" in capsys.readouterr().out
    assert not ModelArtifact.objects.exists()


def test_training_without_likes_is_an_error_with_a_hint(db):
    with pytest.raises(CommandError, match="Rate some movies"):
        call_command("train_recommender")


def test_training_on_a_sample_uses_that_many_users(rated_movies):
    call_command("train_recommender", "--no-card", sample_users=5)
    assert ModelArtifact.objects.get().facts["users"] <= 5


def test_missing_spark_is_an_error_with_a_hint(rated_movies, settings, monkeypatch):
    settings.RECOMMENDER_TRAINER = "spark"
    monkeypatch.delitem(sys.modules, "apps.recommendations.services.learning.spark_trainer", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for command in ("train_recommender", "tune_recommender"):
        with pytest.raises(CommandError, match=r"pip install -r requirements-spark\.txt"):
            call_command(command)
    assert not ModelArtifact.objects.exists()


def test_an_unknown_trainer_is_refused_at_the_start():
    environment = os.environ | {"RECOMMENDER_TRAINER": "abacus"}
    result = subprocess.run(
        [sys.executable, "-c", "import movie_backend.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode
    assert "RECOMMENDER_TRAINER must be one of local, spark." in result.stderr


def test_every_allowed_trainer_exists():
    assert set(TRAINERS) == {"local", "spark"}


def test_only_the_newest_models_are_stored(rated_movies, monkeypatch):
    monkeypatch.setattr(model_store, "STORED_MODELS", 2)
    for users in (6, 8, 10):
        call_command("train_recommender", "--no-card", sample_users=users)
    assert ModelArtifact.objects.count() == 2


@pytest.mark.parametrize("damage", ["bytes", "checksum", "format"])
def test_a_damaged_model_is_skipped_with_a_warning(rated_movies, as_owner, owner, damage, caplog):
    Rating.objects.create(user=owner, movie=rated_movies[0], rating=10)
    call_command("train_recommender", "--no-card")
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


def test_lists_are_served_without_a_model(rated_movies, as_owner, owner):
    call_command("train_recommender", "--no-card")
    listed(as_owner)
    ModelArtifact.objects.all().delete()
    assert listed(as_owner)


def test_users_who_opted_out_are_not_trained_on(rated_movies):
    user = Rating.objects.first().user
    before = len(read_interactions())
    TasteSettings.objects.create(user=user, trainable=False)
    assert len(read_interactions()) == before - user.ratings.count()


def test_retraining_starts_only_with_enough_new_interactions(rated_movies, owner):
    assert tuning.retrain_if_due().startswith("trained ")
    with pytest.raises(JobSkipped, match="0 new interactions, 20 are needed"):
        tuning.retrain_if_due()
    Rating.objects.bulk_create(Rating(user=owner, movie=movie, rating=8) for movie in rated_movies[:30])
    assert tuning.retrain_if_due().startswith("trained ")


def test_interactions_of_one_time_remain_in_the_order_of_rows(owner, make_movies):
    movies = make_movies(5)
    day = Rating(user=owner, movie=movies[0], rating=8).rated_at
    Rating.objects.bulk_create(
        Rating(user=owner, movie=movie, rating=8, rated_at=day) for movie in reversed(movies)
    )
    assert read_interactions().items.tolist() == [movie.pk for movie in reversed(movies)]


def test_every_training_keeps_a_model_card_that_the_admin_shows(rated_movies, admin_client, capsys):
    call_command("train_recommender")
    assert "match: AUC within users" in capsys.readouterr().out
    first = ModelArtifact.objects.get()
    card = first.facts["card"]
    assert card["data"]["interactions"] == Rating.objects.count()
    assert {"learned", "most liked", "EASE"} <= set(card["measures"])
    assert 0 <= card["match"]["auc"]["mean"] <= 1
    assert card["drift"] is None
    page = admin_client.get(f"/admin/recommendations/modelartifact/{first.pk}/change/").content.decode()
    assert "calibration error" in page
    assert "head_share@10" in page
    Rating.objects.filter(pk=Rating.objects.first().pk).delete()
    call_command("train_recommender")
    assert ModelArtifact.objects.first().facts["card"]["drift"]["interactions"] == -1


def test_a_training_without_a_card_and_its_page(rated_movies, admin_client):
    call_command("train_recommender", "--no-card")
    model = ModelArtifact.objects.get()
    assert "card" not in model.facts
    page = admin_client.get(f"/admin/recommendations/modelartifact/{model.pk}/change/")
    assert page.status_code == 200


@pytest.fixture
def small_enough(monkeypatch):
    monkeypatch.setattr(tuning, "LEAST_USERS", USERS)


def searches(monkeypatch) -> list[int]:
    """The sizes of the data of all searches from now on; each finds nothing better."""
    found: list[int] = []
    real = tuning.search

    def counted(interactions, **options):
        found.append(len(interactions))
        return real(interactions, **{**options, "minutes": 0})

    monkeypatch.setattr(tuning, "search", counted)
    return found


def test_a_training_tunes_at_first_and_when_the_data_has_doubled(
    rated_movies, small_enough, monkeypatch, capsys
):
    found = searches(monkeypatch)
    call_command("train_recommender", "--no-card")
    assert "the settings are unchanged" in capsys.readouterr().out
    call_command("train_recommender", "--no-card")
    assert len(found) == 1
    assert ModelArtifact.objects.first().facts[tuning.TUNED_AT] == found[0]
    Rating.objects.bulk_create(
        Rating(user_id=user, movie=movie, rating=8)
        for user in sorted(set(Rating.objects.values_list("user", flat=True)))
        for movie in rated_movies[20:40]
    )
    call_command("train_recommender", "--no-card", "--no-tune")
    assert len(found) == 1
    call_command("train_recommender", "--no-card")
    assert len(found) == 2
    call_command("train_recommender", "--no-card", "--tune")
    assert len(found) == 3


def test_a_training_does_not_tune_for_few_users_or_a_profile_that_staff_chose(
    rated_movies, small_enough, monkeypatch
):
    found = searches(monkeypatch)
    WeightProfile.objects.filter(is_default=True).update(is_default=False)
    WeightProfile.objects.filter(name="classic").update(is_default=True)
    call_command("train_recommender", "--no-card")
    monkeypatch.setattr(tuning, "LEAST_USERS", 1000)
    WeightProfile.objects.filter(is_default=True).update(is_default=False)
    WeightProfile.objects.filter(name="learned").update(is_default=True)
    call_command("train_recommender", "--no-card")
    assert found == []


def test_times_are_read_to_the_microsecond(owner, make_movies):
    moments = [
        datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC),
        datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC),
    ]
    for movie, moment in zip(make_movies(2), moments, strict=True):
        Rating.objects.create(user=owner, movie=movie, rating=8, rated_at=moment)
    assert read_interactions().times.tolist() == pytest.approx(
        [moment.timestamp() for moment in moments], abs=1e-6
    )


def test_a_training_reads_the_ratings_once(rated_movies):
    with CaptureQueriesContext(connection) as queries:
        call_command("train_recommender", "--no-card")
    table = Rating._meta.db_table
    read = [
        query["sql"] for query in queries if f'FROM "{table}"' in query["sql"] and "event_at" in query["sql"]
    ]
    assert len(read) == 1

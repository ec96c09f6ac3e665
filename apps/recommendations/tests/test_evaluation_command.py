"""`evaluate_recommender` measures on held-out ratings, prints a table, and stores the run."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.favorites.models import Rating
from apps.recommendations.models import EvaluationRun, ModelArtifact, WeightProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated_movies(make_user, make_movies):
    """Two clusters of users: each likes the same movies, in different orders."""
    movies, users = make_movies(60), [make_user() for _ in range(40)]
    start = timezone.now() - timedelta(days=100)
    Rating.objects.bulk_create(
        Rating(
            user=user,
            movie=movie,
            rating=9,
            rated_at=start + timedelta(hours=(place * 7 + number) % 15),
        )
        for number, user in enumerate(users)
        for place, movie in enumerate(movies[number % 2 : 30 : 2])
    )
    return movies


def run(**options) -> dict:
    call_command("evaluate_recommender", **options)
    return {row["name"]: row for row in EvaluationRun.objects.first().results["all"]}


def test_the_engine_is_better_than_random(rated_movies, capsys):
    rows = run(baselines=True)
    assert list(rows) == ["learned", "classic", "most liked", "random", "item-kNN", "EASE"]
    assert rows["learned"]["ndcg@10"]["mean"] > 2 * rows["random"]["ndcg@10"]["mean"]
    assert rows["learned"]["users"] == 40
    output = capsys.readouterr().out
    assert "split by time, 40 users" in output
    assert "item-kNN" in output


def test_cold_starts_are_reported_separately(rated_movies):
    call_command("evaluate_recommender", cold_start=True, split="random", users=7)
    results = EvaluationRun.objects.get().results
    assert list(results) == ["all", "first 3", "first 5", "first 10"]
    assert results["first 3"][0]["users"] == 7


def test_json_output_is_the_stored_run(rated_movies, capsys):
    rows = run(json=True, profile="classic")
    assert json.loads(capsys.readouterr().out)["results"]["all"][0] == rows["classic"]


def test_an_unknown_profile_and_an_empty_database_are_errors(rated_movies):
    with pytest.raises(CommandError, match="no profile magic"):
        call_command("evaluate_recommender", profile="magic")
    Rating.objects.all().delete()
    with pytest.raises(CommandError, match="no likes to measure"):
        call_command("evaluate_recommender")
    assert not EvaluationRun.objects.exists()


def test_an_unusable_profile_is_an_error(rated_movies):
    WeightProfile.objects.create(name="broken", weights={"magic": 1})
    with pytest.raises(CommandError, match="no signal magic"):
        call_command("evaluate_recommender", profile="broken")


def test_tuning_prints_the_attempts_and_stores_the_default_profile(rated_movies, capsys):
    call_command("tune_recommender", minutes=0.05)
    row = WeightProfile.objects.get(is_default=True)
    assert row.name == "tuned"
    assert row.knobs["training"]["neighbours"]
    assert ModelArtifact.objects.count() == 1
    assert "nDCG@10" in capsys.readouterr().out
    assert run(users=10)["tuned"]["users"] == 10


def test_a_dry_run_of_tuning_stores_nothing(rated_movies):
    call_command("tune_recommender", minutes=0.01, dry_run=True)
    assert not WeightProfile.objects.filter(name="tuned").exists()

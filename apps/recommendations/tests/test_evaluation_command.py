"""`evaluate_recommender` measures on held-out ratings, prints a table, and keeps the run."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.favorites.models import Rating
from apps.recommendations.models import EvaluationRun, ModelArtifact, WeightProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(make_user, make_movies):
    """Two camps who like the same films of their own, in an order of their own."""
    movies, people = make_movies(60), [make_user() for _ in range(40)]
    start = timezone.now() - timedelta(days=100)
    Rating.objects.bulk_create(
        Rating(
            user=person,
            movie=movie,
            rating=9,
            rated_at=start + timedelta(hours=(place * 7 + number) % 15),
        )
        for number, person in enumerate(people)
        for place, movie in enumerate(movies[number % 2 : 30 : 2])
    )
    return movies


def run(**options) -> dict:
    call_command("evaluate_recommender", **options)
    return {row["name"]: row for row in EvaluationRun.objects.first().results["all"]}


def test_the_engine_finds_what_chance_does_not(crowd, capsys):
    rows = run(baselines=True)
    assert list(rows) == ["learned", "classic", "most liked", "random", "item-kNN", "EASE"]
    assert rows["learned"]["ndcg@10"]["mean"] > 2 * rows["random"]["ndcg@10"]["mean"]
    assert rows["learned"]["users"] == 40
    told = capsys.readouterr().out
    assert "split by time, 40 users" in told
    assert "item-kNN" in told


def test_a_cold_start_is_a_table_of_its_own(crowd):
    call_command("evaluate_recommender", cold_start=True, split="random", users=7)
    results = EvaluationRun.objects.get().results
    assert list(results) == ["all", "first 3", "first 5", "first 10"]
    assert results["first 3"][0]["users"] == 7


def test_json_is_the_stored_run(crowd, capsys):
    rows = run(json=True, profile="classic")
    assert json.loads(capsys.readouterr().out)["results"]["all"][0] == rows["classic"]


def test_an_unknown_profile_and_an_empty_database_are_told(crowd):
    with pytest.raises(CommandError, match="no profile magic"):
        call_command("evaluate_recommender", profile="magic")
    Rating.objects.all().delete()
    with pytest.raises(CommandError, match="no likes to measure"):
        call_command("evaluate_recommender")
    assert not EvaluationRun.objects.exists()


def test_a_profile_that_cannot_be_used_is_told(crowd):
    WeightProfile.objects.create(name="broken", weights={"magic": 1})
    with pytest.raises(CommandError, match="no signal magic"):
        call_command("evaluate_recommender", profile="broken")


def test_tuning_tells_what_it_tried_and_writes_the_profile_in_force(crowd, capsys):
    call_command("tune_recommender", minutes=0.05)
    row = WeightProfile.objects.get(is_default=True)
    assert row.name == "tuned"
    assert row.knobs["training"]["neighbours"]
    assert ModelArtifact.objects.count() == 1
    assert "nDCG@10" in capsys.readouterr().out
    assert run(users=10)["tuned"]["users"] == 10


def test_a_dry_tuning_writes_nothing(crowd):
    call_command("tune_recommender", minutes=0.01, dry_run=True)
    assert not WeightProfile.objects.filter(name="tuned").exists()

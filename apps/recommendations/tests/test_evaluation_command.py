"""`evaluate_recommender` measures on held-out ratings, prints a table, and stores the run."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.favorites.models import Favorite, Rating
from apps.movies.models import WatchHistory
from apps.recommendations.models import (
    EvaluationRun,
    ModelArtifact,
    RecommendationFeedback,
    TasteSettings,
    WeightProfile,
)
from apps.recommendations.ranking import LEARNED, offline, tune
from apps.recommendations.ranking.interactions import community_of
from apps.recommendations.services.dataset import load_snapshot
from apps.recommendations.services.learning.interactions import read_interactions
from apps.recommendations.services.learning.verdict import verdict

pytestmark = pytest.mark.django_db
USERS = 20  # the fewest of which a rolling split is made


@pytest.fixture
def rated_movies(make_user, make_movies):
    """Two clusters of users: each likes the same movies, in different orders."""
    movies, users = make_movies(60), [make_user() for _ in range(USERS)]
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
    assert list(rows) == [
        "learned",
        "classic",
        "most liked",
        "most liked recently",
        "random",
        "item-kNN",
        "EASE",
    ]
    assert rows["learned"]["ndcg@10"]["mean"] > 2 * rows["random"]["ndcg@10"]["mean"]
    assert rows["learned"]["users"] == USERS
    output = capsys.readouterr().out
    assert "The ratings span too little time for a rolling split." in output
    assert f"split by time, {USERS} users" in output
    assert "item-kNN" in output


def test_cold_starts_are_reported_separately(rated_movies):
    call_command("evaluate_recommender", cold_start=True, split="random", users=7)
    results = EvaluationRun.objects.get().results
    assert list(results) == ["all", "first 1", "first 3", "first 5", "first 10"]
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
    call_command("tune_recommender", minutes=0.005)
    row = WeightProfile.objects.get(is_default=True)
    assert row.name == "tuned"
    assert row.knobs["training"]["neighbours"]
    assert ModelArtifact.objects.count() == 1
    assert "nDCG@10" in capsys.readouterr().out
    assert run(users=10)["tuned"]["users"] == 10


def test_a_dry_run_of_tuning_stores_nothing(rated_movies):
    call_command("tune_recommender", minutes=0.005, dry_run=True)
    assert not WeightProfile.objects.filter(name="tuned").exists()


def test_a_tuned_profile_is_not_trained_with_its_stored_settings(rated_movies, monkeypatch):
    """They were found on all data, so they have seen the held-out ratings (E3)."""
    started_with = []

    def recorded(catalogue, interactions, options, **kwargs):
        started_with.append(options.config)
        return tune(catalogue, interactions, options, stop=lambda: True)

    monkeypatch.setattr(offline, "tune", recorded)
    WeightProfile.objects.create(
        name="tuned", knobs={"tuned": True, "training": {"damping": 0.05}}, weights=dict(LEARNED.weights)
    )
    call_command("evaluate_recommender", profile="tuned", users=5)
    assert started_with == [None]


def test_serving_counts_the_same_likes_as_the_evaluation(owner, stranger, make_user, make_movies):
    """One per user, of all kinds of events, without users who opted out of training (E4)."""
    movies, opted_out = make_movies(6), make_user("optedout")
    TasteSettings.objects.create(user=opted_out, trainable=False)
    for user in (owner, opted_out):
        Rating.objects.create(user=user, movie=movies[0], rating=9)
        Favorite.objects.create(user=user, movie=movies[0])
    WatchHistory.objects.create(user=owner, movie=movies[1], progress=100)
    WatchHistory.objects.create(user=stranger, movie=movies[1], progress=40)
    RecommendationFeedback.objects.create(user=owner, movie=movies[2], feedback_type="like")
    Favorite.objects.create(user=owner, movie=movies[3])
    RecommendationFeedback.objects.create(user=owner, movie=movies[3], feedback_type="dislike")
    RecommendationFeedback.objects.create(user=owner, movie=movies[4], feedback_type="not_interested")
    Rating.objects.create(user=owner, movie=movies[4], rating=10)
    Rating.objects.create(user=owner, movie=movies[5], rating=3)
    WatchHistory.objects.create(user=owner, movie=movies[5], progress=100)
    catalogue = load_snapshot("1").catalogue
    evaluated = community_of(catalogue, read_interactions())
    assert catalogue.community_likes.tolist() == evaluated.community_likes.tolist() == [1, 1, 1, 0, 1, 0]


def test_a_rolling_split_pools_several_moments(make_user, make_movies):
    movies, start = make_movies(60), timezone.now() - timedelta(days=300)
    Rating.objects.bulk_create(
        Rating(
            user=user,
            movie=movies[(2 * place + number % 2) % 60],
            rating=9,
            rated_at=start + timedelta(days=9 * place, hours=number),
        )
        for number, user in enumerate(make_user() for _ in range(USERS))
        for place in range(30)
    )
    call_command("evaluate_recommender")
    run = EvaluationRun.objects.get()
    assert run.split == "rolling"
    assert run.results["all"][0]["users"] == 3 * USERS  # each user in the period after each of three moments


def stored(mean: float, *others: tuple[str, float]) -> EvaluationRun:
    rows = [
        {"name": name, "users": 9, "coverage@10": 0.1, "ndcg@10": {"mean": value, "interval": 0.01}}
        for name, value in (("learned", mean), *others)
    ]
    return EvaluationRun.objects.create(profile="learned", split="time", results={"all": rows})


def test_the_verdict_names_what_the_profile_is_better_or_worse_than():
    run = stored(0.2, ("random", 0.05), ("EASE", 0.21), ("item-kNN", 0.3))
    assert verdict(run) == [
        "learned (ndcg@10 0.2000) is better than random (ndcg@10 0.0500).",
        "learned (ndcg@10 0.2000) is not surely better or worse than EASE (ndcg@10 0.2100).",
        "learned (ndcg@10 0.2000) is worse than item-kNN (ndcg@10 0.3000).",
    ]


def test_without_baselines_the_verdict_is_about_the_run_before():
    assert "nothing to compare" in verdict(stored(0.2))[0]
    assert " is better than the evaluation of " in verdict(stored(0.3))[0]
    assert " is not surely better or worse than " in verdict(stored(0.29))[0]
    assert " is worse than " in verdict(stored(0.1))[0]


def test_the_command_prints_the_verdict(rated_movies, capsys):
    run(baselines=True)
    assert "is better than" in capsys.readouterr().out

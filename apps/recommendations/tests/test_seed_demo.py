"""Demo users: coherent tastes, reproducible by seed, marked, and removed with all their data."""

from io import StringIO

import numpy as np
import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db.models import Avg
from django.utils import timezone

from apps.favorites.models import Favorite, LastActivity, Rating
from apps.movies.models import Movie, WatchHistory
from apps.recommendations.services.learning import demo_users as demo

USERS = 12


def seed_demo(*args: str) -> str:
    out = StringIO()
    call_command("seed_demo", *args, stdout=out)
    return out.getvalue()


def stored_history() -> set[tuple]:
    rows = Rating.objects.values_list("user__email", "movie__tmdb_id", "rating")
    return {*rows, *Favorite.objects.values_list("user__email", "movie__tmdb_id")}


@pytest.fixture
def movies(make_movies):
    return make_movies(400)


@pytest.fixture
def demo_users(movies):
    seed_demo("--users", str(USERS), "--seed", "3")


def test_demo_users_are_marked_and_cannot_log_in(demo_users):
    users = get_user_model().objects.all()
    assert users.count() == USERS
    for user in users:
        assert user.origin == "demo"
        assert user.email.endswith("@demo.invalid")
        assert not user.has_usable_password()
        assert user.profile.favorite_genres


def test_a_seed_reproduces_its_users(demo_users):
    first = stored_history()
    assert " 0 demo users" in seed_demo("--users", str(USERS), "--seed", "3")
    assert stored_history() == first
    seed_demo("--remove", "--users", str(USERS // 2), "--seed", "3")
    assert stored_history() < first
    seed_demo("--users", str(USERS), "--seed", "3")
    assert stored_history() == first
    seed_demo("--remove", "--users", str(USERS), "--seed", "4")
    assert not stored_history() & first


def test_users_of_a_cluster_have_similar_preferences(movies):
    generator = demo.HistoryGenerator(demo.read_movies(), seed=1)
    preferences = []
    for number in range(60):
        random = np.random.default_rng([1, number])
        cluster = number % 4
        preferences.append(generator.preferences(random, cluster, generator.cluster_genres[cluster]))
    agreement = np.corrcoef(np.array(preferences))
    same = np.equal.outer(np.arange(60) % 4, np.arange(60) % 4) & ~np.eye(60, dtype=bool)
    assert agreement[same].mean() > agreement[~same & ~np.eye(60, dtype=bool)].mean() + 0.3


def test_history_is_spread_over_months_and_consistent(demo_users):
    now = timezone.now()
    ages = [(now - day).days for day in WatchHistory.objects.values_list("watched_at", flat=True)]
    assert min(ages) >= 0
    assert max(ages) > 300
    assert len({age // 30 for age in ages}) > 8
    watched = set(WatchHistory.objects.values_list("user", "movie"))
    assert set(Rating.objects.values_list("user", "movie")) <= watched
    for favorite in Favorite.objects.all():
        rating = Rating.objects.get(user=favorite.user, movie=favorite.movie)
        assert rating.rating >= 8.5
        assert favorite.created_at == rating.rated_at
    assert all(
        value % 0.5 == 0 and 1 <= value <= 10 for value in Rating.objects.values_list("rating", flat=True)
    )


def test_community_averages_and_last_activities_are_updated(demo_users):
    expected = dict(Rating.objects.values_list("movie").annotate(mean=Avg("rating")).order_by())
    stored = dict(Movie.objects.filter(community_count__gt=0).values_list("pk", "community_average"))
    assert stored == pytest.approx(expected)
    assert LastActivity.objects.values("user").distinct().count() == USERS


def test_removing_deletes_only_demo_users(demo_users, owner, movies, rate):
    rate(owner, movies[0], 2)
    assert f"Removed {USERS}" in seed_demo("--remove")
    assert list(get_user_model().objects.all()) == [owner]
    assert stored_history() == {(owner.email, movies[0].tmdb_id, 2)}
    assert not WatchHistory.objects.exists()
    assert list(Movie.objects.filter(community_count__gt=0)) == [movies[0]]
    assert Movie.objects.get(pk=movies[0].pk).community_average == 2
    assert "Removed 0" in seed_demo("--remove")


def test_errors_name_the_missing_argument_or_catalogue(db):
    with pytest.raises(CommandError, match="--users"):
        seed_demo()
    with pytest.raises(CommandError, match="load_catalogue"):
        seed_demo("--users", "1")
    for wrong in ("-1", "many", "9" * 20):
        with pytest.raises(CommandError):
            seed_demo(f"--users={wrong}")


def test_a_stopped_run_continues(movies, monkeypatch):
    monkeypatch.setattr(demo, "BATCH_SIZE", 5)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.seed_demo(users=12, seed=3, progress=stop)
    assert demo.demo_users().count() == 5
    counts = demo.seed_demo(users=12, seed=3)
    assert (counts["existing"], counts["users"]) == (5, 7)

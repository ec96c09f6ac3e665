"""Invented people: coherent, the same for the same seed, marked, and gone without a trace when told."""

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

PEOPLE = 40


def seed_demo(*args: str) -> str:
    out = StringIO()
    call_command("seed_demo", *args, stdout=out)
    return out.getvalue()


def what_they_did() -> set[tuple]:
    rows = Rating.objects.values_list("user__email", "movie__tmdb_id", "rating")
    return {*rows, *Favorite.objects.values_list("user__email", "movie__tmdb_id")}


@pytest.fixture
def shelf(make_movies):
    return make_movies(400)


@pytest.fixture
def invented(shelf):
    seed_demo("--users", str(PEOPLE), "--seed", "3")


def test_they_are_marked_and_cannot_log_in(invented):
    people = get_user_model().objects.all()
    assert people.count() == PEOPLE
    for person in people:
        assert person.origin == "demo"
        assert person.email.endswith("@demo.invalid")
        assert not person.has_usable_password()
        assert person.profile.favorite_genres


def test_the_same_seed_invents_the_same_people_and_another_seed_others(invented):
    first = what_they_did()
    assert " 0 demo users" in seed_demo("--users", str(PEOPLE), "--seed", "3")
    assert what_they_did() == first
    seed_demo("--remove", "--users", str(PEOPLE // 2), "--seed", "3")
    assert what_they_did() < first
    seed_demo("--users", str(PEOPLE), "--seed", "3")
    assert what_they_did() == first
    seed_demo("--remove", "--users", str(PEOPLE), "--seed", "4")
    assert not what_they_did() & first


def test_their_tastes_are_coherent(shelf):
    """People who agree on one half of what both rated agree on the other half too."""
    inventor = demo.Inventor(demo.read_shelf(), seed=1)
    likings = []
    for number in range(60):
        random = np.random.default_rng([1, number])
        circle = number % 4
        likings.append(inventor.liking(random, circle, inventor.circle_genres[circle]))
    agreement = np.corrcoef(np.array(likings))
    same = np.equal.outer(np.arange(60) % 4, np.arange(60) % 4) & ~np.eye(60, dtype=bool)
    assert agreement[same].mean() > agreement[~same & ~np.eye(60, dtype=bool)].mean() + 0.3


def test_what_they_did_is_spread_over_months_and_fits_together(invented):
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


def test_community_averages_and_last_activities_follow(invented):
    expected = dict(Rating.objects.values_list("movie").annotate(mean=Avg("rating")).order_by())
    kept = dict(Movie.objects.filter(community_count__gt=0).values_list("pk", "community_average"))
    assert kept == pytest.approx(expected)
    assert LastActivity.objects.values("user").distinct().count() == PEOPLE


def test_removing_leaves_real_people_and_nothing_else(invented, owner, shelf, rate):
    rate(owner, shelf[0], 2)
    assert f"Removed {PEOPLE}" in seed_demo("--remove")
    assert list(get_user_model().objects.all()) == [owner]
    assert what_they_did() == {(owner.email, shelf[0].tmdb_id, 2)}
    assert not WatchHistory.objects.exists()
    assert list(Movie.objects.filter(community_count__gt=0)) == [shelf[0]]
    assert Movie.objects.get(pk=shelf[0].pk).community_average == 2
    assert "Removed 0" in seed_demo("--remove")


def test_it_says_what_is_missing(db):
    with pytest.raises(CommandError, match="--users"):
        seed_demo()
    with pytest.raises(CommandError, match="load_catalogue"):
        seed_demo("--users", "1")
    for wrong in ("-1", "many", "9" * 20):
        with pytest.raises(CommandError):
            seed_demo(f"--users={wrong}")


def test_a_run_that_was_stopped_goes_on_where_it_stopped(shelf, monkeypatch):
    monkeypatch.setattr(demo, "BATCH_SIZE", 5)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.seed_demo(users=12, seed=3, progress=stop)
    assert demo.demo_users().count() == 5
    counts = demo.seed_demo(users=12, seed=3)
    assert (counts["here"], counts["users"]) == (5, 7)

"""A process reads a user's events once, and again as soon as they have changed."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating
from apps.favorites.services.library import Rate, Remove, apply
from apps.recommendations.models import TasteSettings
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving import known_histories as module
from apps.recommendations.services.serving.known_histories import known_histories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def movies(make_movies):
    return make_movies(6)


def ratings_of(user) -> tuple[dict[int, float], int]:
    """What a list would be made from, and how many queries read events."""
    engine = RecommendationEngine(wait=True)
    with CaptureQueriesContext(connection) as captured:
        features = engine.load_features(user.pk)
    reads = sum("favorites_rating" in query["sql"] for query in captured.captured_queries)
    return features.ratings, reads


def rate(user, movie, value) -> None:
    apply(user_id=user.pk, changes=[Rate(movie_id=movie.pk, rating=value)])


def test_events_are_read_again_only_after_a_change(owner, stranger, movies):
    rate(owner, movies[0], 9)
    assert ratings_of(owner) == ({movies[0].pk: 9}, 1)
    assert ratings_of(owner) == ({movies[0].pk: 9}, 0)
    rate(stranger, movies[1], 2)
    assert ratings_of(owner)[1] == 0
    rate(owner, movies[1], 4)
    assert ratings_of(owner) == ({movies[0].pk: 9, movies[1].pk: 4}, 1)
    apply(user_id=owner.pk, changes=[Remove(movie_id=movies[0].pk, kind="ratings")])
    assert ratings_of(owner) == ({movies[1].pk: 4}, 1)
    Rating.objects.filter(user=owner).update(rating=1)
    assert ratings_of(owner) == ({movies[1].pk: 1}, 1)


def test_events_of_a_transaction_that_is_rolled_back_are_not_kept(owner, movies):
    rate(owner, movies[0], 9)
    ratings_of(owner)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        rate(owner, movies[1], 3)
        assert movies[1].pk in ratings_of(owner)[0]
        1 / 0  # noqa: B018
    rate(owner, movies[2], 5)  # has the version that was rolled back
    assert ratings_of(owner)[0] == {movies[0].pk: 9, movies[2].pk: 5}


def test_settings_and_the_catalogue_apply_to_known_events(owner, movies, make_movie):
    rate(owner, movies[0], 9)
    engine = RecommendationEngine(wait=True)
    assert len(engine.load_features(owner.pk).history.items) == 1
    TasteSettings.objects.update_or_create(user=owner, defaults={"personalised": False})
    off = engine.load_features(owner.pk)
    assert (len(off.history.items), off.exclude.tolist(), ratings_of(owner)[1]) == (
        0,
        engine.snapshot.positions([movies[0].pk]).tolist(),
        0,
    )
    movies[0].delete()
    make_movie("Newer")
    later = RecommendationEngine(wait=True)
    assert later.snapshot is not engine.snapshot
    assert later.load_features(owner.pk).exclude.tolist() == []


def test_the_users_who_came_last_are_kept(owner, stranger, movies, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    for movie in movies[:2]:
        rate(owner, movie, 9)
        rate(stranger, movie, 9)
    assert [ratings_of(user)[1] for user in (owner, stranger, stranger, owner)] == [1, 1, 0, 1]
    assert known_histories.size == 2

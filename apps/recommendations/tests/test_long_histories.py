"""A user with more events than a list is made from: the latest count, and nothing of the older ones is shown again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.favorites.models import Favorite, Rating
from apps.movies.models import WatchHistory
from apps.recommendations.services import dataset
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving import user_context
from apps.recommendations.services.serving.ranked_lists import ListRequest


@pytest.fixture
def movies(make_movies, monkeypatch):
    monkeypatch.setattr(dataset, "MOST_EVENTS", 3)
    monkeypatch.setattr(
        user_context, "WITH_EVENTS", user_context._One(dataset.events_columns)
    )  # composed anew
    return make_movies(30)


def rate(user, movies, value=9.0):
    now = timezone.now()
    for days, movie in enumerate(movies):
        Rating.objects.create(user=user, movie=movie, rating=value, rated_at=now - timedelta(days=days))


def features(user):
    return RecommendationEngine(wait=True).load_features(user.pk)


def test_the_latest_events_of_each_kind_are_the_history(owner, movies):
    rate(owner, movies[:6])
    for movie in movies[6:8]:
        Favorite.objects.create(user=owner, movie=movie)
    found = {event.movie_id for event in features(owner).context.events}
    assert found == {movie.pk for movie in [*movies[:3], *movies[6:8]]}
    assert set(features(owner).context.older.movie_ids) == {movie.pk for movie in movies[3:6]}


def test_older_movies_are_not_listed_again(owner, movies):
    rate(owner, movies[:8])
    now = timezone.now()
    for days, movie in enumerate(movies[8:14]):
        WatchHistory.objects.create(
            user=owner, movie=movie, progress=100, watched_at=now - timedelta(days=days)
        )
    engine = RecommendationEngine(wait=True)
    listed = engine.rank(engine.load_features(owner.pk), ListRequest(limit=60)).movie_ids
    assert sorted(listed) == sorted(movie.pk for movie in movies[14:])


def test_the_match_of_an_older_rating_is_that_rating(owner, movies):
    rate(owner, movies[:3])
    rate(owner, movies[3:6], value=4.5)
    Rating.objects.filter(movie__in=movies[3:6]).update(rated_at=timezone.now() - timedelta(days=100))
    engine = RecommendationEngine(wait=True)
    assert engine.match_score(owner.pk, movies[5].pk) == 45
    assert engine.match_score(owner.pk, movies[0].pk) == 90


def test_events_of_several_users_are_cut_for_each(owner, stranger, movies):
    rate(owner, movies[:6])
    rate(stranger, movies[10:12])
    contexts = RecommendationEngine(wait=True).contexts([owner.pk, stranger.pk])
    assert [len(contexts[user.pk].events) for user in (owner, stranger)] == [3, 2]
    assert not contexts[stranger.pk].older.movie_ids

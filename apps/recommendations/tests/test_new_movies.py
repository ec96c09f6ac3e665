"""Match and similar movies know a movie at once, also while the catalogue in memory is older than it."""

from dataclasses import replace

import numpy as np
import pytest
from django.utils import timezone

from apps.favorites.models import Rating
from apps.movies.models import Movie
from apps.recommendations.services.dataset import load_snapshot
from apps.recommendations.services.serving.model_cache import model_cache
from apps.recommendations.services.serving.new_movies import state_with
from apps.recommendations.services.serving.versions import read_versions

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_state(owner, make_movie, make_movies, monkeypatch):
    """From now on this process has the catalogue as it was."""
    make_movie("Gone", deleted_at=timezone.now())
    for movie in make_movies(24)[:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    state = model_cache.get(read_versions())
    monkeypatch.setattr(model_cache, "get", lambda versions, *, wait=False: replace(state, versions=versions))
    return state


@pytest.fixture
def new_movie(old_state, make_movie) -> Movie:
    return make_movie("New", genres=("Drama", "Unheard"))


def test_a_new_movie_has_a_match_and_similar_movies(as_owner, anonymous, new_movie):
    match = as_owner.get(f"{URL}match/{new_movie.pk}/")
    assert match.status_code == 200
    assert 0 <= match.json()["match_score"] <= 100
    similar = anonymous.get(f"{URL}similar/{new_movie.pk}/").json()["results"]
    assert similar[0]["genres"][0]["name"] == "Drama"
    assert new_movie.pk not in [movie["id"] for movie in similar]


@pytest.mark.parametrize("title", ["New", "Gone"])
def test_the_catalogue_with_it_is_the_one_that_would_be_loaded(old_state, make_movie, title):
    """Without the features that it alone has. A restored movie has a place before others."""
    if title == "New":
        make_movie("New", genres=("Drama", "Unheard"))
    Movie.all_objects.filter(title=title).update(deleted_at=None)
    movie_id = Movie.objects.get(title=title).pk
    built = state_with(old_state, movie_id).snapshot.catalogue
    loaded = load_snapshot("").catalogue
    assert built.item_ids.tolist() == loaded.item_ids.tolist()
    for name in ("vote_average", "release_day", "collection", "adult", "leading_genre"):
        assert getattr(built, name).tolist() == getattr(loaded, name).tolist()
    at = int(built.positions([movie_id])[0])
    assert np.isclose((built.features[[at]].toarray() ** 2).sum(), 1)
    names = {built.feature_names[column] for column in built.features[[at]].indices}
    assert names == {loaded.feature_names[column] for column in loaded.features[[at]].indices} & set(
        built.feature_names
    )


def test_a_movie_that_does_not_exist_is_still_a_404(as_owner, old_state):
    assert as_owner.get(f"{URL}match/999999/").status_code == 404

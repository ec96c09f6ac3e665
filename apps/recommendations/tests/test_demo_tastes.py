"""After seed_demo and train_recommender on the bundled catalogue, opposite fans get opposite lists."""

import pytest
from django.core.management import call_command

from apps.movies.models import Movie
from apps.movies.services.bundled_catalogue import load_catalogue
from apps.recommendations.models import ModelArtifact
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.ranked_lists import ListRequest

FAMILY = ("Toy Story", "Finding Nemo", "Up", "The Lion King", "WALL·E", "Inside Out", "Monsters, Inc.")
HORROR = (
    "The Exorcist",
    "Saw",
    "The Conjuring",
    "Scream",
    "A Nightmare on Elm Street",
    "The Ring",
    "Hellraiser",
)

pytestmark = pytest.mark.django_db


def ids(titles: tuple[str, ...]) -> list[int]:
    """Of several movies of a title the one with the most votes."""
    best = [Movie.objects.filter(title=title).order_by("-vote_count").first() for title in titles]
    return [movie.pk for movie in best if movie is not None]


def genres_of_list(engine: RecommendationEngine, loved: list[int], hated: list[int]) -> list[set[str]]:
    user = engine.visitor_features(dict.fromkeys(loved, 9.5) | dict.fromkeys(hated, 1.0))
    listed = engine.rank(user, ListRequest(limit=10)).movie_ids
    movies = Movie.objects.prefetch_related("genres").in_bulk(listed)
    return [{genre.name for genre in movies[pk].genres.all()} for pk in listed]


def test_a_fan_of_family_films_and_a_fan_of_horror_get_what_they_love():
    load_catalogue()
    call_command("seed_demo", "--users", "200")
    call_command("train_recommender", "--no-card", "--no-tune")
    assert 0 < ModelArtifact.objects.get().facts["trust"] <= 1
    family, horror = ids(FAMILY), ids(HORROR)
    assert len(family) == len(horror) == 7
    engine = RecommendationEngine(wait=True)
    wanted = {"Family", "Animation"}
    lists = genres_of_list(engine, family, horror), genres_of_list(engine, horror, family)
    assert sum(bool(genres & wanted) for genres in lists[0]) >= 8
    assert not any("Horror" in genres for genres in lists[0])
    assert sum("Horror" in genres for genres in lists[1]) >= 8
    assert not any(genres & wanted for genres in lists[1])

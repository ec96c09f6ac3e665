"""Movies similar to well-known ones, from the bundled catalogue alone: no key, no ratings, no model."""

import numpy as np
import pytest

from apps.movies.models import Movie
from apps.recommendations.ranking import similar
from apps.recommendations.ranking.similar import DISLIKED
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.surfaces.similar import similar_movies

# (tmdb_id of a movie, how many of the first, titles that must be among them)
EXPECTED = [
    (603, 2, {"The Matrix Reloaded", "The Matrix Revolutions"}),
    (11, 2, {"The Empire Strikes Back", "Return of the Jedi"}),
    (1891, 2, {"Star Wars", "Return of the Jedi"}),
    (862, 2, {"Toy Story 2", "Toy Story 3"}),
    (238, 2, {"The Godfather: Part II", "The Godfather: Part III"}),
    (155, 2, {"Batman Begins", "The Dark Knight Rises"}),
    (105, 2, {"Back to the Future Part II", "Back to the Future Part III"}),
    (348, 5, {"Aliens", "Alien³", "Alien: Resurrection"}),
    (12, 2, {"Finding Dory", "WALL·E"}),
    (
        122,
        3,
        {"The Lord of the Rings: The Two Towers", "The Lord of the Rings: The Fellowship of the Ring"},
    ),
    (671, 2, {"Harry Potter and the Chamber of Secrets"}),
    (329, 3, {"The Lost World: Jurassic Park", "Jurassic Park III", "Jurassic World"}),
]


@pytest.fixture
def loaded(bundled_catalogue, db) -> None:
    pass


def test_sagas_come_first_and_films_that_most_dislike_come_last(loaded):
    for tmdb_id, count, expected in EXPECTED:
        listing = similar_movies(Movie.objects.get(tmdb_id=tmdb_id).pk, method="content", limit=10)
        titles = {movie.title for movie in listing[0:count]}
        assert expected <= titles, (tmdb_id, titles)


def test_every_list_of_the_bundle_begins_well_and_has_a_part_of_the_saga(loaded):
    snapshot = RecommendationEngine().snapshot
    catalogue, sagas = snapshot.catalogue, 0
    for item, title in enumerate(snapshot.titles):
        found = similar(catalogue, item, method="hybrid", limit=20)
        votes, of_saga = catalogue.vote_average[found.items], catalogue.collection[found.items]
        assert votes[0] >= DISLIKED or (votes < DISLIKED).all(), title
        assert (np.diff(found.scores) <= 0).all() and len(set(found.items.tolist())) == len(found.items), (
            title
        )
        if catalogue.collection[item] >= 0:
            sagas += 1
            assert catalogue.collection[item] in of_saga[:3], title
    assert sagas > 700

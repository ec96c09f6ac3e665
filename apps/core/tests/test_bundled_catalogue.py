"""The bundled catalogue as users meet it: its facts, searches in it, similar movies, and lists after seed_demo.

All of it is here because the catalogue is loaded once for this module.
"""

from datetime import date
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command

from apps.core.tests.sampling import one_in, sampled
from apps.movies.models import Movie
from apps.movies.services.search import search_movies
from apps.movies.tests.search_table import CASES, DOCUMENT, find, fits, row_of
from apps.recommendations.models import ModelArtifact
from apps.recommendations.ranking import similar
from apps.recommendations.ranking.similar import DISLIKED
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.ranked_lists import ListRequest
from apps.recommendations.services.surfaces.similar import similar_movies

STAR_WARS, MATRIX = 11, 603
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

# (tmdb_id of a movie, how many of the first, titles that must be among them)
SIMILAR = [
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


pytestmark = pytest.mark.usefixtures("bundled_catalogue", "db")


def test_it_loads_once_and_then_changes_nothing(django_assert_max_num_queries):
    assert Movie.objects.count() >= 5000
    movie, out = Movie.objects.get(tmdb_id=STAR_WARS), StringIO()
    assert (movie.title, movie.release_date) == ("Star Wars", date(1977, 5, 25))
    assert movie.search_text.startswith("| star wars | starwars | star wars episode iv")
    assert set(movie.genres.values_list("name", flat=True)) == {"Action", "Adventure", "Science Fiction"}
    assert not movie.overview
    with django_assert_max_num_queries(170):  # on SQLite a hundred drop triggers and create them again
        call_command("load_catalogue", stdout=out)
    assert " 0 new, 0 changed" in out.getvalue()
    assert Movie.objects.get(tmdb_id=STAR_WARS).updated_at == movie.updated_at


def test_a_saga_has_its_films_and_a_person_has_a_page(anonymous):
    matrix = Movie.objects.get(tmdb_id=MATRIX)
    assert Movie.objects.exclude(collection=None).count() > 700
    parts = matrix.collection.movies.order_by("release_date").values_list("title", flat=True)
    assert list(parts) == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"]
    nolan = anonymous.get("/api/v1/movies/people/?search=christopher nolan").json()["results"][0]
    assert (nolan["name"], nolan["tmdb_id"], nolan["known_for"]) == ("Christopher Nolan", None, "Directing")
    page = anonymous.get(f"/api/v1/movies/people/{nolan['id']}/").json()
    assert "Inception" in {work["movie"]["title"] for work in page["filmography"]["crew"]}
    found = anonymous.get("/api/v1/movies/movies/?person=christopher nolan").json()["results"]
    assert {"Inception", "The Dark Knight"} <= {movie["title"] for movie in found}
    detail = anonymous.get(f"/api/v1/movies/movies/{matrix.pk}/").json()
    assert detail["imdb_id"] == "tt0133093"
    assert detail["credits"]["cast"][0]["name"] == "Keanu Reeves"
    assert anonymous.get("/api/v1/movies/movies/?tag=dystopia").json()["count"] > 5


def titles_by_sql(query: str) -> list[str]:
    return [movie.title for movie in search_movies(query)[0][:5]]


@pytest.mark.parametrize("cases", one_in(7, CASES))
def test_the_table_of_search_cases_is_fulfilled_and_shown_in_the_documents(cases):
    by_sql = {case["typed"]: titles_by_sql(case["typed"]) for case in cases}
    assert [case for case in cases if not fits(case, by_sql[case["typed"]])] == []
    found = find(by_sql)
    assert {typed: result.titles for typed, result in found.items()} == by_sql
    shown = set(DOCUMENT.read_text(encoding="utf-8").splitlines(keepends=True))
    assert [row for case in cases if (row := row_of(case, found[case["typed"]])) not in shown] == []


def test_the_document_shows_every_search_case_once():
    rows = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) == len(CASES) == len({case["typed"] for case in CASES}) >= 700


def test_sagas_come_first_and_films_that_most_dislike_come_last():
    for tmdb_id, count, expected in SIMILAR:
        listing = similar_movies(Movie.objects.get(tmdb_id=tmdb_id).pk, method="content", limit=10)
        titles = {movie.title for movie in listing[0:count]}
        assert expected <= titles, (tmdb_id, titles)


@pytest.mark.parametrize("part", sampled(range(5), [0]))
def test_every_similar_list_begins_well_and_has_a_part_of_the_saga(part):
    snapshot = RecommendationEngine().snapshot
    catalogue = snapshot.catalogue
    assert (catalogue.collection >= 0).sum() > 700
    for item in range(part, len(snapshot.titles), 5):
        title = snapshot.titles[item]
        found = similar(catalogue, item, method="hybrid", limit=20)
        votes, of_saga = catalogue.vote_average[found.items], catalogue.collection[found.items]
        assert votes[0] >= DISLIKED or (votes < DISLIKED).all(), title
        assert (np.diff(found.scores) <= 0).all() and len(set(found.items.tolist())) == len(found.items), (
            title
        )
        if catalogue.collection[item] >= 0:
            assert catalogue.collection[item] in of_saga[:3], title


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
    call_command("seed_demo", "--users", "60")
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

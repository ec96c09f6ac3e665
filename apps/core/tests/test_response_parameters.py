"""`title_language` in every response that shows movies, whichever view makes it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.extensions import ResponseParameter, registered
from apps.core.http.schema import reachable
from apps.core.tests.contract import api_schema
from apps.core.tests.test_routes_and_roles import build_world, path_in
from apps.favorites.models import Playlist, PlaylistItem, Rating
from apps.movies.models import Credit, Movie, MovieTranslation, Person
from apps.movies.models.fields import movie_fields
from apps.movies.services.translations import listed_movies, named_movies

FRENCH = "Le film"
# Of the world of routes no movie is in these; the other routes show at least one.
EMPTY = {
    "/api/v1/movies/movies/now_playing/",
    "/api/v1/movies/movies/upcoming/",
    "/api/v1/recommendations/groups/{id}/picks/",
}
QUERIES = {"/api/v1/movies/movies/search/": "q=film&", "/api/v1/movies/movies/find/": "tmdb_id={tmdb}&"}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return api_schema()


def reads_with_movies(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The operations whose responses have a component with the fields of movies in lists."""
    schemas = schema["components"]["schemas"]
    movies = {
        name for name in schemas if schemas[name].get("properties", {}).keys() >= set(movie_fields("list"))
    }
    shown = set(registered(ResponseParameter)[0].components)
    assert {name for name in movies if reachable_by_reads(schema, name)} == shown
    return {
        path: methods["get"]
        for path, methods in schema["paths"].items()
        if "get" in methods and reachable(methods["get"]["responses"].get("200", {}), schemas) & shown
    }


def reachable_by_reads(schema: dict[str, Any], name: str) -> bool:
    schemas = schema["components"]["schemas"]
    return any(
        name in reachable(methods["get"]["responses"].get("200", {}), schemas)
        for methods in schema["paths"].values()
        if "get" in methods
    )


def test_every_read_with_movies_describes_the_parameter(schema):
    operations = reads_with_movies(schema)
    assert len(operations) > 30
    for path, operation in operations.items():
        described = [one for one in operation["parameters"] if one.get("name") == "title_language"]
        assert [one["schema"]["type"] for one in described] == ["string"], path


def test_every_read_with_movies_has_titles_in_the_language(
    schema, owner, make_user, make_movies, make_genre, client_of
):
    world = build_world(owner, make_user, make_movies, make_genre)
    shared = Playlist.objects.get(share_token=world["shared"])
    PlaylistItem.objects.create(playlist=shared, movie_id=world["movie"], position=1)
    actor, saga = Person.objects.get(pk=world["people"]), world["collections"]
    for movie in Movie.objects.all():
        Credit.objects.create(movie=movie, person=actor, kind="cast")
        MovieTranslation.objects.create(
            movie=movie, language="fr", country="FR", title=f"{FRENCH} {movie.pk}", overview="Un homme."
        )
    Movie.objects.update(collection=saga, vote_count=900, vote_average=8)
    client, empty = client_of(owner), set()
    world["items"] = world["playlists"]
    for path in reads_with_movies(schema):
        query = QUERIES.get(path, "").format(**world)
        address = path_in(world, path)

        def movies(extra: str, address: str = address, query: str = query) -> list[dict[str, Any]]:
            response = client.get(f"{address}?{query}{extra}")
            assert response.status_code == 200, (address, response.content)
            return listed_movies(response.json())

        plain, french = movies(""), movies("title_language=fr")
        assert all(movie["title"] == f"{FRENCH} {movie['id']}" for movie in french), path
        assert all(movie["overview"] == "Un homme." for movie in french), path
        assert movies("title_language=xx") == movies("") == plain, path
        assert [movie["id"] for movie in french] == [movie["id"] for movie in plain], path
        assert client.get(f"{address}?{query}title_language=klingon").status_code == 400, path
        if not plain:
            empty.add(path)
    assert empty <= EMPTY


def test_reasons_of_recommendations_have_titles_in_the_language(as_owner, owner, make_movies):
    movies = make_movies(12)
    for movie in movies:
        MovieTranslation.objects.create(movie=movie, language="fr", title=f"{FRENCH} {movie.pk}")
    for movie in movies[:3]:
        Rating.objects.create(user=owner, movie=movie, rating=10)

    def reasons(query: str) -> list[dict[str, Any]]:
        return named_movies(as_owner.get(f"/api/v1/recommendations/{query}").json())

    plain, french, again = reasons(""), reasons("?title_language=fr"), reasons("")
    assert plain and plain == again
    assert [one["title"] for one in french] == [f"{FRENCH} {one['movie_id']}" for one in plain]


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        ("recommendations/", lambda data: [row["explanation"] for row in data["results"]]),
        (
            "recommendations/feed/",
            lambda data: [
                text
                for row in data["rows"]
                for text in [
                    row["title"],
                    *(movie["recommendation"]["explanation"] for movie in row["movies"]),
                ]
            ],
        ),
    ],
)
def test_sentences_have_titles_in_the_language_in_one_query(as_owner, owner, make_movies, address, sentences):
    movies = make_movies(12)
    for movie in movies:
        MovieTranslation.objects.create(movie=movie, language="fr", title=f"{FRENCH} {movie.pk}")
    for movie in movies[:3]:
        Rating.objects.create(user=owner, movie=movie, rating=10)

    def read(query: str) -> list[str]:
        response = as_owner.get(f"/api/v1/{address}{query}")
        assert response.status_code == 200
        return sentences(response.json())

    plain, french, again = read(""), read("?title_language=fr"), read("")
    assert plain == again
    pk_of = {title: str(pk) for pk, title in Movie.objects.values_list("pk", "title")}
    translated = [re.sub(r"\bFilm \d+", lambda found: f"{FRENCH} {pk_of[found[0]]}", text) for text in plain]
    assert french == translated != plain
    assert not any(character < " " for text in [*plain, *french] for character in text)
    with CaptureQueriesContext(connection) as queries:
        read("?title_language=de")
    assert sum("movietranslation" in query["sql"] for query in queries) == 1


def test_a_movie_without_a_translation_has_its_original_title_in_its_own_language(anonymous, make_movie):
    make_movie("The Host", original_title="Gwoemul", original_language="ko")
    listed = anonymous.get("/api/v1/movies/movies/?title_language=ko-KR").json()["results"]
    assert [movie["title"] for movie in listed] == ["Gwoemul"]

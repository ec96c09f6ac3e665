"""Curators edit the catalogue; nobody else does; a deleted movie leaves lists and can come back."""

import pytest

from apps.movies.models import Genre, Movie, Tag

MOVIES = "/api/v1/movies/movies/"


def test_a_curator_adds_a_movie(as_curator, make_genre):
    genre = make_genre("Crime")
    tag = Tag.objects.create(name="heist")
    body = {"tmdb_id": 949, "title": "Heat", "genres": [genre.pk], "tags": [tag.pk], "runtime": 170}
    answer = as_curator.post(MOVIES, body)
    assert answer.status_code == 201
    assert answer.json()["genres"] == [{"id": genre.pk, "tmdb_id": genre.tmdb_id, "name": "Crime"}]
    movie = Movie.objects.get(tmdb_id=949)
    assert movie.search_text == "| heat |"
    assert set(movie.locked_fields) == {"title", "genres", "tags", "runtime"}


def test_a_curator_changes_one_field_and_it_is_locked(as_curator, make_movie):
    movie = make_movie("Heta", genres=("Crime",))
    assert as_curator.patch(f"{MOVIES}{movie.pk}/", {"title": "Heat"}).json()["title"] == "Heat"
    movie.refresh_from_db()
    assert movie.locked_fields == ["title"]
    assert movie.search_text == "| heat |"
    assert movie.genres.count() == 1
    as_curator.patch(f"{MOVIES}{movie.pk}/", {"locked_fields": []})
    movie.refresh_from_db()
    assert movie.locked_fields == []


def test_a_put_locks_only_what_differs(as_curator, make_movie):
    movie = make_movie("Heat", genres=("Crime",))
    genre = movie.genres.get()
    body = {"title": "Heat", "genres": [genre.pk], "overview": "Two men.", "adult": False}
    assert as_curator.put(f"{MOVIES}{movie.pk}/", body).status_code == 200
    movie.refresh_from_db()
    assert movie.locked_fields == ["overview"]


def test_a_deleted_movie_leaves_lists_and_comes_back_with_its_tmdb_id(as_curator, anonymous, make_movie):
    movie = make_movie("Heat", tmdb_id=949)
    assert as_curator.delete(f"{MOVIES}{movie.pk}/").status_code == 204
    assert anonymous.get(f"{MOVIES}{movie.pk}/").status_code == 404
    assert anonymous.get(MOVIES).json()["count"] == 0
    assert as_curator.delete(f"{MOVIES}{movie.pk}/").status_code == 404
    answer = as_curator.post(MOVIES, {"tmdb_id": 949, "title": "Heat again"})
    assert answer.status_code == 201
    assert answer.json()["id"] == movie.pk
    assert answer.json()["title"] == "Heat again"
    assert anonymous.get(MOVIES).json()["count"] == 1


def test_a_tmdb_id_is_given_once(as_curator, make_movie):
    make_movie("Heat", tmdb_id=949)
    answer = as_curator.post(MOVIES, {"tmdb_id": 949, "title": "Another"})
    assert answer.status_code == 400
    assert "tmdb_id" in answer.json()


@pytest.mark.parametrize("who", ["anonymous", "as_owner", "as_staff"])
def test_nobody_else_writes_the_catalogue(request, who, make_movie):
    client, movie = request.getfixturevalue(who), make_movie("Heat")
    genre, tag = movie.genres.get(), Tag.objects.create(name="heist")
    expected = 401 if who == "anonymous" else 403
    for path in (f"movies/{movie.pk}", f"genres/{genre.pk}", f"tags/{tag.pk}"):
        collection = f"/api/v1/movies/{path.split('/')[0]}/"
        assert client.post(collection, {"title": "x", "name": "x"}).status_code == expected
        for method in (client.put, client.patch, client.delete):
            assert method(f"/api/v1/movies/{path}/", {"title": "x", "name": "x"}).status_code == expected
    movie.refresh_from_db()
    assert movie.title == "Heat"
    assert (Movie.objects.count(), Genre.objects.count(), Tag.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": ""},
        {"title": "x" * 501},
        {"title": "a\0b"},
        {"title": ["x"]},
        {"title": "x", "tmdb_id": 10**30},
        {"title": "x", "tmdb_id": -1},
        {"title": "x", "tmdb_id": "abc"},
        {"title": "x", "vote_average": 11},
        {"title": "x", "popularity": 10**300},
        {"title": "x", "runtime": -5},
        {"title": "x", "budget": 10**30},
        {"title": "x", "release_date": "yesterday"},
        {"title": "x", "genres": [10**30]},
        {"title": "x", "genres": [999999]},
        {"title": "x", "genres": "Drama"},
        {"title": "x", "tags": [None]},
        {"title": "x", "collection": 10**30},
        {"title": "x", "homepage": "javascript:alert(1)"},
        {"title": "x", "poster_path": "//evil.example/x.jpg?"},
        {"title": "x", "locked_fields": ["password"]},
        {"title": "x", "status": "Whatever"},
        [],
        "text",
        None,
    ],
)
def test_a_bad_movie_is_400_and_nothing_is_written(as_curator, body):
    answer = as_curator.post(MOVIES, body)
    assert answer.status_code == 400, answer.content
    assert answer.json()
    assert not Movie.all_objects.exists()


def test_a_body_that_is_not_json_is_400_and_another_type_415(as_curator, db):
    lone, deep = '{"title": "x", "status": "\\ud800"}', "[" * 100_000
    for text in (lone, deep, "{", '{"title": NaN}', "\xff", '{"popularity": 1e999, "title": "x"}'):
        answer = as_curator.generic("POST", MOVIES, text, content_type="application/json")
        assert answer.status_code == 400, text
    assert as_curator.generic("POST", MOVIES, "<a/>", content_type="text/xml").status_code == 415
    assert not Movie.all_objects.exists()


def test_genres_come_whole_and_tags_in_pages(anonymous, make_genre):
    for n in range(30):
        make_genre(f"Genre {n}")
    Tag.objects.bulk_create(Tag(name=f"tag {n}") for n in range(30))
    genres = anonymous.get("/api/v1/movies/genres/").json()
    assert len(genres) == 30
    tags = anonymous.get("/api/v1/movies/tags/?search=TAG 1").json()
    assert tags["count"] == 12


def test_a_curator_edits_genres_and_tags(as_curator):
    for kind in ("genres", "tags"):
        url = f"/api/v1/movies/{kind}/"
        made = as_curator.post(url, {"name": "Heist", "tmdb_id": 7})
        assert made.status_code == 201
        assert as_curator.post(url, {"name": "HEIST"}).status_code == 400
        one = f"{url}{made.json()['id']}/"
        assert as_curator.patch(one, {"name": "Caper"}).json()["name"] == "Caper"
        assert as_curator.put(one, {"name": "Caper", "tmdb_id": 10**30}).status_code == 400
        assert as_curator.delete(one).status_code == 204
        assert as_curator.get(one).status_code == 404


def test_a_curator_changes_and_deletes_an_adult_movie_whatever_filters_say(as_curator, make_movie):
    movie = make_movie("Heat", adult=True)
    assert as_curator.patch(f"{MOVIES}{movie.pk}/?year=1901", {"adult": False}).status_code == 200
    assert not Movie.objects.get(pk=movie.pk).adult
    Movie.objects.filter(pk=movie.pk).update(adult=True)
    assert as_curator.delete(f"{MOVIES}{movie.pk}/").status_code == 204

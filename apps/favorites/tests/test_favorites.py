import pytest

from apps.favorites.models import Favorite, Rating, WatchlistItem

URL = "/api/v1/favorites/favorites/"


def test_it_makes_a_favorite_once_and_answers_the_same_row_again(as_owner, make_movie):
    movie = make_movie("Heat")
    first = as_owner.post(URL, {"movie": movie.pk})
    again = as_owner.post(URL, {"tmdb_id": movie.tmdb_id})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.data == again.data
    assert first.data["movie"]["title"] == "Heat"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"movie": None},
        {"movie": 999_999_999},
        {"movie": 10**30},
        {"movie": "one"},
        {"movie": True},
        {"movie": 1.0},
        {"movie": [1]},
        {"tmdb_id": -1},
        {"tmdb_id": 10**30},
        {"tmdb_id": 4711},
        [],
        "words",
    ],
)
def test_a_body_that_names_no_movie_is_a_400_that_says_why(as_owner, body):
    response = as_owner.post(URL, body, format="json")
    assert response.status_code == 400
    assert all(isinstance(sentences, list) for sentences in response.json().values())


def test_it_lists_own_favorites_newest_first(as_owner, as_stranger, make_movie):
    movies = [make_movie(title) for title in ("First", "Second")]
    for movie in movies:
        as_owner.post(URL, {"movie": movie.pk})
    as_stranger.post(URL, {"movie": movies[0].pk})
    listed = as_owner.get(URL)
    assert [row["movie"]["title"] for row in listed.data["results"]] == ["Second", "First"]
    assert listed["Cache-Control"] == "private, no-store"


def test_it_orders_and_filters_by_what_the_movies_are(as_owner, make_movie):
    for title, genre in (("Airplane!", "Comedy"), ("Heat", "Crime"), ("Big", "Comedy")):
        as_owner.post(URL, {"movie": make_movie(title, genres=(genre,)).pk})
    comedies = as_owner.get(URL, {"genre": "Comedy", "ordering": "-movie__title"})
    assert [row["movie"]["title"] for row in comedies.data["results"]] == ["Big", "Airplane!"]
    assert as_owner.get(URL, {"ordering": "user__password"}).status_code == 400
    assert as_owner.get(URL, {"year": "soon"}).status_code == 400


def test_it_says_whether_a_movie_is_one(as_owner, as_stranger, make_movie):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk}).data
    assert as_owner.get(f"{URL}check/{movie.pk}/").data == {"favorite": True, "id": row["id"]}
    assert as_stranger.get(f"{URL}check/{movie.pk}/").data == {"favorite": False, "id": None}


def test_it_is_undone_by_row_or_by_movie(as_owner, make_movie):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk}).data
    assert as_owner.delete(f"{URL}{row['id']}/").status_code == 204
    as_owner.post(URL, {"movie": movie.pk})
    assert as_owner.delete(f"{URL}movie/{movie.pk}/").status_code == 204
    assert as_owner.delete(f"{URL}movie/{movie.pk}/").status_code == 404


def test_a_stranger_finds_nothing_and_nobody_must_log_in(as_owner, as_stranger, anonymous, make_movie):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk}).data
    assert as_stranger.get(f"{URL}{row['id']}/").status_code == 404
    assert as_stranger.delete(f"{URL}{row['id']}/").status_code == 404
    assert as_stranger.delete(f"{URL}movie/{movie.pk}/").status_code == 404
    for call in (anonymous.get, anonymous.post):
        assert call(URL).status_code == 401
    assert Favorite.objects.count() == 1


def test_ids_of_any_size_are_404(as_owner):
    for path in ("0/", f"{10**30}/", "abc/", f"check/{10**30}/"):
        assert as_owner.get(URL + path).status_code == 404


def test_updated_since_leaves_out_what_did_not_change(as_owner, make_movie):
    row = as_owner.post(URL, {"movie": make_movie().pk}).data
    assert as_owner.get(URL, {"updated_since": row["updated_at"]}).data["count"] == 1
    assert as_owner.get(URL, {"updated_since": "2999-01-01T00:00:00Z"}).data["count"] == 0
    assert as_owner.get(URL, {"updated_since": "yesterday"}).status_code == 400


@pytest.mark.parametrize("count", [3, 40])
@pytest.mark.parametrize(
    ("name", "model"), [("favorites", Favorite), ("ratings", Rating), ("watchlist", WatchlistItem)]
)
def test_a_list_costs_a_constant_number_of_queries(
    owner, as_owner, make_movies, django_assert_max_num_queries, count, name, model
):
    field = {"rating": 7} if name == "ratings" else {}
    model.objects.bulk_create(model(user=owner, movie=movie, **field) for movie in make_movies(count))
    with django_assert_max_num_queries(3):
        listed = as_owner.get(f"/api/v1/favorites/{name}/?page_size=100")
    assert len(listed.data["results"]) == count

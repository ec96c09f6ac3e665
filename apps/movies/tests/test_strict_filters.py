"""Filters refuse what they do not know, in every list, and narrow TMDb's lists instead of replacing them."""

import pytest
from django.core.management import CommandError, call_command

from apps.favorites.models import ImportJob, Playlist, PlaylistItem
from apps.movies.models import Movie

API = "/api/v1/"


@pytest.mark.parametrize(
    "address",
    [
        "favorites/ratings/?has_review=abc",
        "favorites/ratings/?is_public=2",
        "movies/watch-history/?completed=abc",
        "favorites/playlists/?visibility=secret",
        "movies/movies/{movie}/ratings/?has_spoilers=abc",
        "favorites/import/{job}/report/?result=foo",
        "movies/movies/?adult=abc",
        "movies/people/1/credits/?kind=abc",
    ],
)
def test_unknown_values_are_refused(as_owner, owner, make_movie, address):
    job = ImportJob.objects.create(user=owner)
    response = as_owner.get(API + address.format(movie=make_movie().pk, job=job.pk))
    assert response.status_code == 400, response.data
    [name] = response.data
    assert name in address


@pytest.mark.parametrize("value", ["true", "false", "1", "0", "TRUE", ""])
def test_booleans_may_be_words_or_digits(as_owner, owner, make_movie, rate, value):
    rate(owner, make_movie(), 8, review="Good.")
    response = as_owner.get(f"{API}favorites/ratings/?has_review={value}")
    assert response.data["count"] == (0 if value in ("false", "0") else 1)


def test_playlist_items_take_the_filters_of_movies(as_owner, anonymous, owner, make_movie):
    playlist = Playlist.objects.create(user=owner, title="Mixed", visibility="public")
    for position, (title, genre) in enumerate(
        [("Scream", "Horror"), ("Airplane", "Comedy"), ("Saw", "Horror")]
    ):
        PlaylistItem.objects.create(
            playlist=playlist, movie=make_movie(title, genres=(genre,)), position=position
        )
    address = f"{API}favorites/playlists/{playlist.pk}/items/"
    for client in (as_owner, anonymous):
        titles = [row["movie"]["title"] for row in client.get(f"{address}?genre=horror").data["results"]]
        assert titles == ["Scream", "Saw"]
        assert client.get(f"{address}?genre=nonsense").status_code == 400
        assert client.get(address).data["count"] == 3


def test_an_empty_repetition_of_a_filter_does_not_lift_it(as_owner, owner, make_movie, rate):
    rate(owner, make_movie(), 8)
    assert as_owner.get(f"{API}favorites/ratings/?year=1900&year=").data["count"] == 0
    assert as_owner.get(f"{API}movies/movies/?year=1900&year=").data["count"] == 0


def test_filters_of_the_user_narrow_tmdbs_list(as_owner, owner, tmdb, rate):
    tmdb.answer("movie/popular", "popular")
    whole = as_owner.get(f"{API}movies/movies/popular/")
    first = Movie.objects.get(pk=whole.data["results"][0]["id"])
    rate(owner, first, 9)
    rest = as_owner.get(f"{API}movies/movies/popular/?hide=rated")
    assert rest["X-Data-Source"] in ("tmdb", "cache")
    assert rest.data["count"] == whole.data["count"]
    assert [row["id"] for row in rest.data["results"]] == [row["id"] for row in whole.data["results"]][1:]
    second = whole.data["results"][1]["id"]
    excluded = as_owner.get(f"{API}movies/movies/popular/?exclude={second}").data["results"]
    assert second not in [row["id"] for row in excluded]
    assert as_owner.get(f"{API}movies/movies/popular/?year=1999")["X-Data-Source"] == "local"


def test_sync_and_playlists_fetch_movies_that_only_tmdb_has(as_owner, owner, tmdb, recording):
    tmdb.answer("movie/550", recording("detail"))
    tmdb.answer("movie/551", "not-found", status=404)
    body = {"favorites": {"add": [{"tmdb_id": 550}, {"tmdb_id": 551}]}}
    answer = as_owner.post(f"{API}favorites/sync/", body, format="json")
    assert answer.status_code == 200, answer.data
    assert answer.data["added"]["favorites"] == 1
    assert answer.data["not_found"]["favorites"] == [{"tmdb_id": 551}]

    playlist = Playlist.objects.create(user=owner, title="All")
    tmdb.answer("movie/552", recording("detail") | {"id": 552})
    address = f"{API}favorites/playlists/{playlist.pk}/items/"
    added = as_owner.post(address, {"movies": [{"tmdb_id": 552}]}, format="json")
    assert added.data["results"][0]["result"] == "added"


def test_what_a_playlist_does_not_fetch_itself_is_fetched_in_the_background(
    as_owner, owner, tmdb, monkeypatch
):
    queued = []
    monkeypatch.setattr("apps.movies.services.lookup.enqueue", lambda name, **ids: queued.append((name, ids)))
    address = f"{API}favorites/playlists/{Playlist.objects.create(user=owner, title='All').pk}/items/"
    movies = [{"tmdb_id": tmdb_id} for tmdb_id in range(1000, 1070)]
    answer = as_owner.post(address, {"movies": movies}, format="json")
    assert {row["result"] for row in answer.data["results"]} == {"not_found"}
    assert queued == [("movies.refresh_from_tmdb", {"tmdb_ids": list(range(1000, 1070))})]


def test_sync_answers_while_tmdb_is_down(as_owner, tmdb):
    tmdb.answer("movie/550", status=500)
    body = {"favorites": {"add": [{"tmdb_id": 550}]}}
    answer = as_owner.post(f"{API}favorites/sync/", body, format="json")
    assert answer.data["not_found"]["favorites"] == [{"tmdb_id": 550}]


def test_curators_see_what_is_locked(curator, as_curator, as_owner, anonymous, make_movie):
    movie = make_movie("Heat", locked_fields=["title"], hidden_from_recommendations=True)
    address = f"{API}movies/movies/{movie.pk}/curation/"
    seen = as_curator.get(address).data
    assert (seen["locked_fields"], seen["hidden_from_recommendations"]) == (["title"], True)
    assert "credits" in seen["lockable"]
    patched = as_curator.patch(
        f"{API}movies/movies/{movie.pk}/", {"locked_fields": seen["lockable"]}, format="json"
    )
    assert patched.status_code == 200
    assert as_owner.get(address).status_code == 403
    assert anonymous.get(address).status_code == 401


@pytest.mark.parametrize("wrong", [["--limit", "-1"], ["--limit", "0"], ["--min-popularity", "-1"]])
def test_a_limit_is_above_0(db, tmp_path, wrong):
    with pytest.raises(CommandError):
        call_command("sync_tmdb", "--ids-file", str(tmp_path / "ids.json"), *wrong)

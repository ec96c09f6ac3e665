"""Histories from elsewhere: what is understood, matched and written."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import Favorite, ImportJob, Playlist, Rating, WatchlistItem
from apps.favorites.tests.import_files import letterboxd_zip, zipped
from apps.movies.models import WatchHistory

URL = "/api/v1/favorites/import/"


@pytest.fixture
def movies(make_movie):
    return {
        "heat": make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949, imdb_id="tt0113277"),
        "amelie": make_movie("Amélie", release_date=date(2001, 4, 25), tmdb_id=194, imdb_id="tt0211915"),
        "alien": make_movie("Alien", release_date=date(1979, 5, 25), tmdb_id=348, imdb_id="tt0078748"),
    }


@pytest.fixture
def upload(as_owner, movies):
    def upload(content, name="export.zip", *, client=as_owner, query=""):
        content = content if isinstance(content, bytes) else content.encode()
        return client.post(f"{URL}{query}", {"file": SimpleUploadedFile(name, content)}, format="multipart")

    return upload


def everything():
    return [model.objects.count() for model in (Rating, WatchHistory, WatchlistItem, Favorite, Playlist)]


def test_a_letterboxd_zip_becomes_ratings_diary_watchlist_favorites_and_playlists(upload, movies):
    job = upload(letterboxd_zip())
    assert job.status_code == 202
    assert (job.data["source"], job.data["status"]) == ("letterboxd", "done")
    assert job.data["rows_done"] == job.data["rows_total"] == 13
    heat = Rating.objects.get(movie=movies["heat"])
    assert (heat.rating, heat.review) == (9, "The diner,\nof course.")
    assert f"{heat.rated_at:%Y-%m-%d}" == "2021-05-01"
    assert Rating.objects.get(movie=movies["amelie"]).rating == 1
    days = WatchHistory.objects.filter(movie=movies["heat"]).values_list("watched_at__date", flat=True)
    assert sorted(map(str, days)) == ["2021-04-30", "2021-05-31"]
    assert WatchHistory.objects.filter(movie=movies["amelie"]).count() == 1
    assert [item.movie for item in WatchlistItem.objects.all()] == [movies["alien"]]
    assert Favorite.objects.get().movie == movies["heat"]
    items = Playlist.objects.get(title="Heists").items.values_list("movie__title", "note")
    assert list(items) == [("Heat", "Start here"), ("Alien", "")]
    movies["heat"].refresh_from_db()
    assert (movies["heat"].community_count, movies["heat"].community_average) == (1, 9)


def test_the_report_tells_of_every_row(as_owner, as_stranger, upload):
    job = upload(letterboxd_zip()).data
    missing = [line for line in job["report"] if line["result"] == "not_found"]
    assert [(line["file"], line["line"], line["title"]) for line in missing] == [
        ("ratings.csv", 4, "Unheard Of")
    ]
    assert job["counts"]["rows"]["not_found"] == 1
    assert job["counts"]["ratings"] == {"added": 2, "updated": 0}
    paged = as_owner.get(f"{URL}{job['id']}/report/", {"result": "not_found"}).data
    assert (paged["count"], paged["results"][0]["title"]) == (1, "Unheard Of")
    assert as_owner.get(URL).data["count"] == 1
    assert as_stranger.get(URL).data["count"] == 0
    assert as_stranger.get(f"{URL}{job['id']}/").status_code == 404
    assert as_stranger.get(f"{URL}{job['id']}/report/").status_code == 404


def test_importing_again_changes_nothing(upload):
    upload(letterboxd_zip())
    before = everything(), list(Rating.objects.values())
    again = upload(letterboxd_zip()).data
    assert (everything(), list(Rating.objects.values())) == before
    assert not {"added", "updated"} & set(again["counts"]["rows"])


def test_a_dry_run_tells_the_same_and_writes_nothing(upload):
    dry = upload(letterboxd_zip(), query="?dry_run=1").data
    assert everything() == [0] * 5
    real = upload(letterboxd_zip()).data
    assert (dry["dry_run"], dry["status"]) == (True, "done")
    assert dry["report"] == real["report"]
    assert upload(letterboxd_zip(), query="?dry_run=perhaps").status_code == 400


def test_imdb_ratings_are_found_by_their_id(upload, movies):
    table = (
        "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Year\n"
        "tt0113277,9,2019-03-04,Whatever,Whatever,u,Movie,8.3,1995\n"
        "tt0903747,10,2019-03-04,Breaking Bad,Breaking Bad,u,TV Series,9.5,2008\n"
    )
    job = upload(table, "ratings.csv").data
    assert (job["source"], Rating.objects.get().movie, Rating.objects.get().rating) == (
        "imdb",
        movies["heat"],
        9,
    )
    assert [line["result"] for line in job["report"]] == ["added", "skipped"]


def test_movielens_ratings_come_with_their_links(upload, movies):
    files = {
        "ratings": "userId,movieId,rating,timestamp\n1,6,4.5,964982703\n1,99,3,964982703\n",
        "links": "movieId,imdbId,tmdbId\n6,0113277,949\n",
        "movies": "movieId,title,genres\n6,Heat (1995),Action\n",
    }
    assert upload(zipped(**files)).data["source"] == "movielens"
    rating = Rating.objects.get()
    assert (rating.movie, rating.rating, rating.rated_at.year) == (movies["heat"], 9, 2000)
    assert upload(files["ratings"], "ratings.csv").status_code == 400
    several = files["ratings"] + "2,6,1,964982703\n"
    assert upload(zipped(**files | {"ratings": several})).status_code == 400


def test_trakt_json_is_understood(upload, movies):
    movie = {"title": "Heat", "year": 1995, "ids": {"trakt": 1, "imdb": "tt0113277", "tmdb": 949}}
    entries = [
        {"rated_at": "2014-09-01T09:10:11.000Z", "rating": 10, "type": "movie", "movie": movie},
        {"watched_at": "2014-09-01T09:10:11.000Z", "action": "watch", "type": "movie", "movie": movie},
        {"listed_at": "2014-09-01T09:10:11.000Z", "type": "movie", "movie": {"title": "Alien", "year": 1979}},
        {"rated_at": "2014-09-01T09:10:11.000Z", "rating": 10, "type": "show", "show": {"title": "Lost"}},
    ]
    job = upload(json.dumps(entries), "trakt.json").data
    assert job["source"] == "trakt"
    assert [line["result"] for line in job["report"]] == ["added", "added", "added", "skipped"]
    assert everything() == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("AMELIE", 2001, True), ("Amélie", 2002, True), ("Amélie", 2004, False), ("Amélie", "", True),
        ("Amelie 2", 2001, False), ("", 2001, False),
    ],
)  # fmt: skip
def test_titles_match_without_case_and_accents_within_a_year(upload, title, year, found):
    upload(f"Name,Year,Rating\n{title},{year},4\n", "ratings.csv")
    assert Rating.objects.exists() is found


def test_of_namesakes_the_better_known_is_meant_and_without_a_year_none(upload, movies, make_movie):
    make_movie("Heat", release_date=date(1995, 1, 1), vote_count=3)
    movies["heat"].vote_count = 5000
    movies["heat"].save()
    upload("Name,Year,Rating\nHeat,1995,4\n", "ratings.csv")
    assert Rating.objects.get().movie == movies["heat"]
    assert upload("Name,Year,Rating\nHeat,,4\n", "ratings.csv").data["report"][0]["result"] == "not_found"


def test_a_bad_row_does_not_stop_the_others(upload):
    table = (
        "Name,Year,Rating,Watched Date\nHeat,1995,4.7,\nHeat,1995,9,\nAlien,1979,4,1066-01-01\n"
        "Amelie,2001,abc,\nAlien,1979,4,2020-13-01\nAlien,1979,3,2020-01-01\n"
    )
    job = upload(table, "diary.csv").data
    assert [line["result"] for line in job["report"]] == ["skipped"] * 5 + ["added"]
    assert all(line["reason"] for line in job["report"][:5])


def test_nobody_must_log_in_to_import(upload, anonymous):
    assert upload("x", client=anonymous).status_code == 401
    assert not ImportJob.objects.exists()

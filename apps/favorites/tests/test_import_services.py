"""Files of services as they are met in the wild: nothing in them may be read as something else without a word."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import Favorite, Playlist, Rating, WatchlistItem
from apps.movies.models import WatchHistory

TRAKT = (
    "type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,tvdb_id,url,released,season_number,episode_number"
)
HEAT = "movie,Heat,1995,8.1,481,tt0113277,949,,https://trakt.tv/movies/heat-1995,1995-12-15,,"
LOST = "{},Lost,2004,8.1,481,tt0411008,949,,https://trakt.tv/shows/lost,2004-09-22,1,1"
NOT_A_MOVIE = "This is not a movie."


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949, imdb_id="tt0113277")
    make_movie("Alien", release_date=date(1979, 5, 25), tmdb_id=348)

    def upload(text: str, name: str = "upload.csv"):
        body = {"file": SimpleUploadedFile(name, text.encode())}
        return as_owner.post("/api/v1/favorites/import/", body, format="multipart")

    return upload


def reasons(job) -> list[tuple[str, str]]:
    return [(line["result"], line["reason"]) for line in job.data["report"]]


def test_ratings_of_trakt_are_of_ten(upload):
    job = upload(
        f"rated_at,{TRAKT},rating\n2021-01-01T22:00:00Z,{HEAT},4\n2021-01-01T22:00:00Z,{LOST.format('show')},9\n"
    )
    assert job.data["source"] == "trakt"
    assert reasons(job) == [("added", ""), ("skipped", NOT_A_MOVIE)]
    assert Rating.objects.get().rating == 4


def test_an_episode_of_trakt_is_no_viewing_of_the_movie_with_its_id(upload):
    job = upload(
        f"watched_at,{TRAKT}\n2021-01-01T22:00:00Z,{HEAT}\n2021-01-02T22:00:00Z,{LOST.format('episode')}\nunknown,{HEAT}\n"
    )
    assert reasons(job) == [("added", ""), ("skipped", NOT_A_MOVIE), ("added", "")]
    assert WatchHistory.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "model"), [("watchlist", WatchlistItem), ("favorites", Favorite), ("noir", Playlist)]
)
def test_lists_of_trakt(upload, name, model):
    job = upload(
        f"rank,listed_at,{TRAKT}\n1,2021-01-01T22:00:00Z,{HEAT}\n2,2021-01-01T22:00:00Z,{LOST.format('show')}\n",
        f"{name}.csv",
    )
    assert reasons(job) == [("added", ""), ("skipped", NOT_A_MOVIE)]
    assert model.objects.count() == 1


def test_a_collection_of_trakt_is_named(upload):
    [(result, reason)] = reasons(upload(f"collected_at,{TRAKT}\n2021-01-01T22:00:00Z,{HEAT}\n"))
    assert (result, "Collections" in reason) == ("skipped", True)


@pytest.mark.parametrize("kind", ["tv", "Episode", "series"])
def test_other_tables_with_a_type(upload, kind):
    job = upload(f"Title,Year,tmdbID,Type,Rating10\nHeat,1995,949,movie,8\nLost,2004,348,{kind},9\n")
    assert reasons(job) == [("added", ""), ("skipped", NOT_A_MOVIE)]
    assert Rating.objects.get().rating == 8


def test_ratings_of_ten_are_recognised_where_many_are_above_five(upload):
    upload("Title,Year,Rating\nHeat,1995,9\nAlien,1979,4\n")
    assert {row.movie.title: row.rating for row in Rating.objects.select_related("movie")} == {
        "Heat": 9,
        "Alien": 4,
    }


def test_one_rating_above_five_is_a_mistake(upload):
    job = upload("Title,Year,Rating\n" + "Alien,1979,4\n" * 9 + "Heat,1995,9\n")
    assert Rating.objects.get().rating == 8
    assert reasons(job)[-1][0] == "skipped"


def test_ratings_of_a_hundred_are_refused(upload):
    refused = upload(
        "FilmID,FilmName,Year,Rating,IMDB ID\n1,Heat,1995,85,tt0113277\n2,Alien,1979,4,tt0078748\n"
    )
    assert refused.status_code == 400
    assert "goes up to 85" in refused.json()["file"][0]


@pytest.mark.parametrize(
    "written",
    [
        "2021-02-03",
        "2021/02/03",
        "2021.2.3",
        "03.02.2021",
        "3. 2. 2021",
        "3.2.2021 21:30",
        "2021/2/3 21:30:00",
    ],
)
def test_days_that_are_certain(upload, written):
    job = upload(f"Title,Year,WatchedDate\nHeat,1995,{written}\n")
    assert reasons(job) == [("added", "")]
    assert WatchHistory.objects.get().watched_at.date() == date(2021, 2, 3)


@pytest.mark.parametrize("written", ["2/3/2021", "3/2/21", "31.02.2021", "32.1.2021"])
def test_days_that_are_not_certain_are_unknown_and_named(upload, written):
    [(result, reason)] = reasons(upload(f"Title,Year,WatchedDate\nHeat,1995,{written}\n"))
    assert (result, "is not a date" in reason) == ("added", True)
    assert not WatchHistory.objects.dated().exists()


def test_a_table_named_watchlist_needs_titles_only(upload):
    assert reasons(upload("Title\nHeat\n", "watchlist.csv")) == [("added", "")]
    assert WatchlistItem.objects.count() == 1


def test_a_list_without_its_title_line_has_the_name_of_its_file(upload):
    upload("Position,Name,Year,URL,Description\n1,Heat,1995,u,Good\n", "night-films.csv")
    playlist = Playlist.objects.get()
    assert (playlist.title, playlist.items.get().note) == ("night-films", "Good")


def test_a_year_in_the_title_is_the_year(upload, make_movie):
    make_movie("Heat", release_date=date(1986, 11, 13))
    job = upload("Title,Rating\nHeat (1986),4\n")
    assert reasons(job) == [("added", "")]
    assert Rating.objects.get().movie.release_date.year == 1986


def test_entries_about_series_are_named_by_their_titles(upload):
    show = {
        "type": "episode",
        "episode": {"title": "Pilot"},
        "show": {"title": "Lost"},
        "watched_at": "2021-01-01T20:00:00Z",
    }
    movie = {"rating": 0, "movie": {"title": "Heat", "year": 1995}}
    job = upload(json.dumps([show, movie]), "watched-history-1.json")
    assert [(line["title"], line["reason"]) for line in job.data["report"]] == [
        ("Lost", NOT_A_MOVIE),
        ("Heat", "0 of 10 is not a rating from 1 to 10 in steps of 0.5."),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<html><table><tr><td>Title</td></tr></table></html>", "HTML"),
        ('<?xml version="1.0"?><rss/>', "XML"),
        ("Title,Date\nHeat,1/5/21\n", "WatchedDate"),
        ("Heat,1995\nAlien,1979\n", "first line"),
        ("Book Id,Title,Author,ISBN13,My Rating,Date Read\n1,Heat,Mann,,5,2020/01/01\n", "books"),
        ("Title,Authors,ISBN/UID,Star Rating,Review\nHeat,Mann,,5,\n", "books"),
        ("Artist,Album,Name,Rating\nBrian Eno,Heat,Late Evening in Jersey,5\n", "music"),
    ],
)
def test_a_refusal_says_what_the_file_is(upload, text, word):
    refused = upload(text)
    assert refused.status_code == 400
    assert word in refused.json()["file"][0]

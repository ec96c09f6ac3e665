"""Files of each service that is supported, and how their values are read."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import Favorite, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services import exports, library
from apps.favorites.services.exports import CSV_COLUMNS, escape_formula, unescape_formula
from apps.favorites.tests.import_files import letterboxd_zip, zipped
from apps.movies.models import WatchHistory
from apps.recommendations.models import RecommendationFeedback

URL = "/api/v1/favorites/import/"
IMDB_HEAD = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\n"
)
LIST_HEAD = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,"
    "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
)
HEAT_URL = "https://www.imdb.com/title/tt0113277"
YAMTRACK_HEAD = (
    "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,"
    "start_date,end_date,progress\n"
)
TMDB_HEAD = (
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"
)


@pytest.fixture
def movies(make_movie):
    return {
        "heat": make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949, imdb_id="tt0113277"),
        "amelie": make_movie("Amélie", release_date=date(2001, 4, 25), tmdb_id=194, imdb_id="tt0211915"),
        "alien": make_movie("Alien", release_date=date(1979, 5, 25), tmdb_id=348, imdb_id="tt0078748"),
    }


@pytest.fixture
def upload(as_owner, movies):
    def upload(content, name="export.zip", **fields):
        content = content if isinstance(content, bytes) else content.encode()
        return as_owner.post(URL, {"file": SimpleUploadedFile(name, content), **fields}, format="multipart")

    return upload


def results(job):
    return [line["result"] for line in job.data["report"]]


def ratings():
    return {rating.movie.title: rating.rating for rating in Rating.objects.select_related("movie")}


def entry(title, tmdb_id, **fields):
    return {"type": "movie", "movie": {"title": title, "year": 1995, "ids": {"tmdb": tmdb_id}}, **fields}


@pytest.mark.parametrize(
    "head",
    [
        IMDB_HEAD,
        "Kennung,Ihre Bewertung,Datum,Titel,Originaltitel,URL,Titelart,IMDb-Bewertung,Laufzeit,Jahr\n",
        "Const,Il tuo voto,Data del voto,Titolo,Titolo originale,URL,Tipo di titolo,Voto IMDb,Durata,Anno\n",
        "定数,評価,評価日,タイトル,原題,URL,タイプ,IMDb評価,時間,年\n",
    ],
)
def test_imdb_ratings_are_known_by_their_ids_in_any_language(upload, head):
    row = f"tt0113277,9,2019-03-04,Hitze,Heat,{HEAT_URL},ﾌｨﾙﾑ,8.3,170,1995\n"
    row += "tt7777777,8,2019-03-05,Die fabelhafte Welt,Amélie,https://www.imdb.com/title/tt7777777,Film,8,122,2001\n"
    job = upload(head + row, "ratings.csv")
    assert (job.data["source"], results(job)) == ("imdb", ["added", "added"])
    assert ratings() == {"Heat": 9, "Amélie": 8}
    assert {f"{rating.rated_at:%Y-%m-%d}" for rating in Rating.objects.all()} == {"2019-03-04", "2019-03-05"}


@pytest.mark.parametrize(
    "word", ["Feature Film", "Spielfilm", "Película", "Filme", "Фильм", "長編映画", "Corto", ""]
)
def test_an_unknown_type_of_title_is_no_reason_to_skip_it(upload, word):
    upload(f"{IMDB_HEAD}tt0113277,9,2019-03-04,Heat,Heat,{HEAT_URL},{word},8.3,170,1995\n", "r.csv")
    assert ratings() == {"Heat": 9}


@pytest.mark.parametrize("head", [LIST_HEAD, "番,定,作,変,説,題,原,U,型,評,分,年,類,票,公,監,私,日\n"])
@pytest.mark.parametrize("name", ["WATCHLIST.csv", "Worst movies ever.csv"])
def test_an_imdb_list_is_a_playlist_unless_its_name_says_watchlist(upload, head, name):
    row = f"1,tt0113277,2020-01-02,2020-01-02,Bring friends,Heat,Heat,{HEAT_URL},Film,8.3,170,1995,Crime,1,1995-12-15,Mann,7,2019-03-04\n"
    upload(head + row, name)
    assert ratings() == {"Heat": 7}
    if name == "WATCHLIST.csv":
        assert WatchlistItem.objects.get().note == "Bring friends"
    else:
        playlist = Playlist.objects.get()
        assert (playlist.title, playlist.items.get().note) == ("Worst movies ever", "Bring friends")


UUID = "3f0b1c52-9f0e-4f7e-8c55-2c9a1d1e7a10.csv"


def test_an_imdb_list_without_a_name_is_the_watchlist_if_the_client_says_so(upload):
    row = f"1,tt0113277,2020-01-02,2020-01-02,,Heat,Heat,{HEAT_URL},Film,8.3,170,1995,Crime,1,1995-12-15,Mann,,\n"
    guessed = upload(LIST_HEAD + row, UUID)
    assert Playlist.objects.get().title == "IMDb list"
    assert "lists=watchlist" in guessed.data["report"][-1]["reason"]
    assert not WatchlistItem.objects.exists()
    said = upload(LIST_HEAD + row, UUID, lists="watchlist")
    assert results(said) == ["added"]
    assert WatchlistItem.objects.get().movie.title == "Heat"
    assert results(upload(LIST_HEAD + row, UUID, lists="watchlist")) == ["unchanged"]


def test_a_file_of_watched_movies_keeps_its_ratings_and_days(upload):
    upload("Title,Year,WatchedDate,Rating10\nHeat,1995,2021-05-06,8\nAmélie,2001,,\n", "watched.csv")
    assert ratings() == {"Heat": 8}
    viewings = {viewing.movie.title: viewing for viewing in WatchHistory.objects.select_related("movie")}
    assert set(viewings) == {"Heat", "Amélie"}


def test_ratings_may_say_their_scale_or_be_stars_in_colours(upload):
    upload("Title,Year,Rating\nHeat,1995,⭐⭐⭐⭐\nAmélie,2001,7/10\nAlien,1979,3.5 / 5\n", "my.csv")
    found = ratings()
    assert (found["Heat"], found["Amélie"]) == (8, 7)
    assert found.get("Alien", 7) == 7


def test_what_lists_are_is_one_of_two(upload):
    assert upload(LIST_HEAD, UUID, lists="favorites").data["lists"][0].code == "invalid_choice"


def test_a_list_of_tmdb_is_the_watchlist_if_the_client_says_so(upload):
    upload("TMDb ID,Type,Name,Release Date\n949,movie,Heat,1995-12-15\n", "export.csv", lists="watchlist")
    assert WatchlistItem.objects.get().movie.title == "Heat"


def test_the_dates_of_old_imdb_exports_are_read(upload):
    upload(
        '"position","const","created","Title","Title type","You rated","Year"\n'
        '"1","tt0113277","Sun Mar  9 10:00:00 2014","Heat","Feature Film","8","1995"\n',
        "ratings.csv",
    )
    assert Rating.objects.get().rated_at == datetime(2014, 3, 9, 10, tzinfo=UTC)
    assert not Playlist.objects.exists()


def test_trakt_lists_keep_order_description_and_notes(upload):
    listed = {"listed_at": "2020-01-01T00:00:00.000Z"}
    files = {
        "lists-lists": [{"name": "Rewatch Soon", "description": "A second look", "ids": {"trakt": 42}}],
        "lists-list-42-rewatch-soon": [
            entry("Alien", 348, rank=2, **listed),
            {"type": "show", "show": {"title": "Lost"}, "rank": 3},
            entry("Heat", 949, rank=1, notes="=Loud", **listed),
        ],
        "user-profile": {"username": "ada"},
    }
    job = upload(zipped(suffix=".json", **{name: json.dumps(content) for name, content in files.items()}))
    playlist = Playlist.objects.get()
    assert (playlist.title, playlist.description) == ("Rewatch Soon", "A second look")
    assert list(playlist.items.values_list("movie__title", "note")) == [("Heat", "=Loud"), ("Alien", "")]
    assert sorted(results(job)) == ["added", "added", "skipped"]


def test_trakt_plays_are_viewings_unless_the_history_has_them(upload):
    watched = json.dumps([entry("Heat", 949, plays=3, last_watched_at="2020-01-02T20:00:00.000Z")])
    job = upload(watched, "watched-movies.json")
    assert sorted(WatchHistory.objects.values_list("precision", flat=True)) == ["exact", "unknown", "unknown"]
    assert job.data["counts"]["watched"] == {"added": 3, "updated": 0}
    again = upload(watched, "watched-movies.json")
    assert (WatchHistory.objects.count(), results(again)) == (3, ["unchanged"])
    WatchHistory.objects.all().delete()
    history = json.dumps([entry("Heat", 949, watched_at="2020-01-02T20:00:00.000Z")])
    upload(zipped(suffix=".json", **{"watched-movies": watched, "watched-history-1": history}))
    assert WatchHistory.objects.count() == 1


def test_movies_hidden_at_trakt_are_hidden_here(upload, owner, movies):
    RecommendationFeedback.objects.create(user=owner, movie=movies["alien"], feedback_type="like")
    hidden = json.dumps(
        [entry(name, pk, hidden_at="2020-01-01T00:00:00Z") for name, pk in (("Heat", 949), ("Alien", 348))]
    )
    assert results(upload(hidden, "hidden-recommendations.json")) == ["added", "unchanged"]
    types = dict(RecommendationFeedback.objects.values_list("movie__title", "feedback_type"))
    assert types == {"Heat": "not_interested", "Alien": "like"}
    assert results(upload(hidden, "hidden-recommendations.json")) == ["unchanged", "unchanged"]
    assert results(upload(hidden, "hidden-calendar.json")) == ["skipped", "skipped"]


def test_a_comment_at_trakt_is_a_review(upload):
    comment = {
        "comment": "Great =D",
        "spoiler": True,
        "created_at": "2020-01-01T00:00:00Z",
        "user_stats": {"rating": 8},
    }
    upload(json.dumps([entry("Heat", 949, comment=comment)]), "comments-movies.json")
    rating = Rating.objects.get()
    assert (rating.rating, rating.review, rating.has_spoilers) == (8, "Great =D", True)


def test_simkl_json_is_read(upload):
    backup = {
        "movies": [
            entry("Heat", "949", status="completed", last_watched_at="2024-01-02T20:00:00Z", user_rating=9,
                  memo={"text": "With Ada"}),
            entry("Amélie", "194", status="plantowatch", user_rating=None, last_watched_at=None),
            entry("Alien", "348", status="dropped", user_rating=None),
        ],
        "shows": [{"status": "completed", "show": {"title": "Lost"}}],
        "anime": [{"anime_type": "movie", "status": "completed", "show": {"title": "Alien", "ids": {"tmdb": 348}}}],
    }  # fmt: skip
    job = upload(json.dumps(backup), "SimklBackup.json")
    assert (job.data["source"], results(job)) == ("simkl", ["added", "added", "skipped", "added", "skipped"])
    assert ratings() == {"Heat": 9}
    seen = dict(WatchHistory.objects.values_list("movie__title", "note"))
    assert seen == {"Heat": "With Ada", "Alien": ""}
    assert WatchlistItem.objects.get().movie.title == "Amélie"


def test_simkl_csv_is_read(upload):
    job = upload(
        "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n"
        "53,Heat,movie,1995,completed,,2024-01-02,9,,,949,tt0113277\n"
        "54,Alien,movie,1979,plantowatch,,,,,,348,\n55,Lost,tv,2004,completed,,,,,1,,\n",
        "simkl.csv",
    )
    assert (job.data["source"], results(job)) == ("simkl", ["added", "added", "skipped"])
    assert (ratings(), WatchlistItem.objects.get().movie.title) == ({"Heat": 9}, "Alien")


def test_tmdb_exports_are_read_by_file_and_a_series_is_no_movie_of_its_number(upload):
    row = "949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,,7.9,{},2022-09-20T00:00:00Z\n"
    series = "348,,tv,Lost,2004-01-01T00:00:00Z,,,7.9,{},2022-09-20T00:00:00Z\n"
    job = upload(TMDB_HEAD + row.format("8.5") + series.format("9.0"), "ratings.csv")
    assert (job.data["source"], results(job)) == ("tmdb", ["added", "skipped"])
    assert ratings() == {"Heat": 8.5}
    for name in ("favorites", "watchlist", "My list"):
        upload(TMDB_HEAD + row.format("") + series.format(""), f"{name}.csv")
    assert Favorite.objects.get().movie.title == WatchlistItem.objects.get().movie.title == "Heat"
    assert Playlist.objects.get().title == "My list"


@pytest.mark.parametrize(
    "text",
    [
        "imdbID,tmdbID,WatchedDate,Rating10\ntt0113277,949,2020-01-02,9\n",
        "tmdbID,WatchedDate,Rating10\n949,2020-01-02,9\n",
        "imdbID,WatchedDate,Rating\ntt0113277,2020-01-02,4.5\n",
        "Title,WatchedDate,Rating\nHeat,2020-01-02,4.5\n",
        "Title,Year,Directors,WatchedDate,Rating,Rewatch,Tags,Review\nHeat,1995,Mann,2020-01-02,4.5,false,a,b\n",
        "LetterboxdURI,tmdbID,imdbID,Title,Year,Rating10,WatchedDate,Rewatch,Tags\nu,949,,Heat,1995,9,2020-01-02,no,a\n",
    ],
)
def test_letterboxds_import_format_is_read_with_any_of_its_columns(upload, text):
    job = upload(text, "letterboxd.csv")
    assert (job.data["source"], results(job)) == ("letterboxd", ["added"])
    assert ratings() == {"Heat": 9}
    assert str(WatchHistory.objects.get().watched_on) == "2020-01-02"


def test_yamtrack_is_read_and_only_its_movies(upload):
    job = upload(
        YAMTRACK_HEAD + "949,tmdb,movie,Heat,,,,8.5,Completed,With Ada,,2024-01-02,1\n"
        "949,tmdb,movie,Heat,,,,,Completed,,,2024-02-02T20:00:00Z,1\n"
        "348,tmdb,movie,Alien,,,,,Planning,,,,\n194,tmdb,movie,Amélie,,,,6,Dropped,,,,\n"
        "348,tmdb,tv,Lost,,,,9,Completed,,,,\n348,tmdb,movie,Alien,,,,,Paused,,,,\n",
        "yamtrack.csv",
    )
    assert job.data["source"] == "yamtrack"
    assert results(job) == ["added", "added", "added", "added", "skipped", "skipped"]
    assert ratings() == {"Heat": 8.5, "Amélie": 6}
    assert sorted(WatchHistory.objects.values_list("movie__title", "note")) == [
        ("Heat", ""),
        ("Heat", "With Ada"),
    ]


def test_movary_is_read(upload):
    head = "title,year,tmdbId,imdbId,"
    history = f'{head}watchedAt,comment\n"Heat",1995,949,tt0113277,2024-01-02,Loud\n"Alien",1979,348,,,\n'
    job = upload(
        zipped(
            history=history,
            ratings=f'{head}userRating\n"Heat",1995,949,tt0113277,9\n',
            watchlist=f'{head}addedAt\n"Amélie",2001,194,tt0211915,2024-01-02 10:00:00\n',
        )
    )
    assert (job.data["source"], results(job)) == ("movary", ["added"] * 4)
    assert ratings() == {"Heat": 9}
    assert sorted(WatchHistory.objects.values_list("movie__title", "precision", "note")) == [
        ("Alien", "unknown", ""),
        ("Heat", "day", "Loud"),
    ]
    assert WatchlistItem.objects.get().movie.title == "Amélie"


def test_movielens_exports_of_a_user_are_read(upload):
    head = "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n"
    job = upload(
        zipped(**{
            "movielens-ratings": head + '6,113277,949,4.5,3.9,"Heat (1995)"\n',
            "movielens-wishlist": 'movie_id,imdb_id,tmdb_id,average_rating,title\n7,,,3,"Alien (1979)"\n',
            "movielens-tags": "movie_id,tag\n6,loud\n",
        })
    )  # fmt: skip
    assert (job.data["source"], results(job)) == ("movielens", ["added", "added", "skipped"])
    assert (ratings(), WatchlistItem.objects.get().movie.title) == ({"Heat": 9}, "Alien")


def test_a_title_with_its_article_last_is_found(upload, make_movie):
    make_movie("The Matrix", release_date=date(1999, 3, 31))
    upload('movieId,imdbId,rating,title\n1,,5,"Matrix, The (1999)"\n', "ratings.csv")
    assert ratings() == {"The Matrix": 10}


@pytest.mark.parametrize(
    ("title", "original", "language", "written"),
    [
        ("The Matrix", "The Matrix", "en", "Matrix"),
        ("A Separation", "جدایی نادر از سیمین", "fa", "Separation"),
        ("Das Boot", "Das Boot", "de", "Boot"),
        ("The Adventure", "L'avventura", "it", "Avventura"),
        ("The Adventure", "L’avventura", "it", "Avventura, L'"),
        ("The Rules of the Game", "La Règle du jeu", "fr", "Regle du jeu"),
    ],
)
def test_a_title_without_its_article_is_found_in_the_very_year(
    upload, make_movie, title, original, language, written
):
    make_movie(title, original_title=original, original_language=language, release_date=date(1981, 9, 17))
    upload(f'Title,Year,Rating\n"{written}",1981,5\n"{written}",1983,4\n', "ratings.csv")
    assert ratings() == {title: 10}


@pytest.mark.parametrize(
    ("films", "cells"),
    [
        ([("The Thing", 1982, 1091), ("A Thing", 1982, None)], "Thing,1982,,"),  # several
        ([("The Thing", 1982, 1091)], "Thing,1983,,"),  # another year
        ([("The Thing", 1982, 1091)], "Thing,,,"),  # no year
        ([("The Thing", 1982, 1091)], "Thing,1982,5,"),  # another film at TMDb
        ([("The Thing", 1982, 1091)], "Thing,1982,,tt7777777"),  # another film at IMDb
        ([("Die Hard", 1988, 562)], "Hard,1988,,"),  # no article of its language
        ([("Thing", 1982, 1091)], "The Thing,1982,,"),  # an article that the film lacks
        ([("The !", 1982, None)], "!,1982,,"),  # no word is left
    ],
)
def test_a_title_without_its_article_is_not_found_where_it_may_be_another_film(
    upload, make_movie, films, cells
):
    for title, year, tmdb_id in films:
        make_movie(title, original_language="en", release_date=date(year, 6, 25), tmdb_id=tmdb_id)
    job = upload(f"Title,Year,tmdbID,imdbID,Rating\n{cells},5\n", "ratings.csv")
    assert results(job) == ["not_found"]


def test_of_a_title_with_and_without_article_that_as_written_is_meant(upload, make_movie):
    for title in ("The Circle", "Circle"):
        make_movie(title, original_language="en", release_date=date(2015, 10, 28))
    upload("Title,Year,Rating\nCircle,2015,5\nThe Circle,2015,2\n", "ratings.csv")
    assert ratings() == {"Circle": 10, "The Circle": 4}


def test_a_row_that_names_no_movie_does_not_wait_for_one(upload):
    job = upload("Title,Year,Rating\n,1995,5\nHeat,1995,4\n", "ratings.csv")
    assert results(job) == ["skipped", "added"]
    assert (job.data["report"][0]["reason"][:24], job.data["rows_waiting"]) == ("This row names no movie.", 0)


def test_a_table_that_is_named_as_json_is_read(upload):
    upload("Title,Year,Rating\nHeat,1995,4\n", "ratings.json")
    assert ratings() == {"Heat": 8}


def test_a_zip_in_a_zip_and_a_nested_folder_are_opened(upload):
    inner = letterboxd_zip(folder="letterboxd-ada")
    for content in (zipped(suffix=".zip", export=inner), letterboxd_zip(folder="a/b/c")):
        assert upload(content).data["rows_total"] == 13


def test_what_a_zip_has_besides_is_named(upload):
    job = upload(zipped(suffix="", **{
        "ratings.csv": "Name,Year,Rating\nHeat,1995,4\n", "poster.jpg": "x", "__MACOSX/._a.csv": "x",
        "deleted/diary.csv": b"\0" * 90, "../up.csv": "Name,Year,Rating\nAlien,1979,4\n", ".DS_Store": "x",
    }))  # fmt: skip
    skipped = {line["file"] for line in job.data["report"] if line["result"] == "skipped"}
    assert skipped == {"poster.jpg", "../up.csv"}
    assert ratings() == {"Heat": 8}


def test_a_refusal_names_what_is_missing(upload):
    refused = upload("colour,shape\nred,round\n", "table.csv").json()["file"][0]
    assert "no column that names a movie" in refused
    assert "colour, shape" in refused
    refused = upload("Title,Colour\nHeat,red\n", "table.csv").json()["file"][0]
    assert "no column for a rating" in refused


def test_a_cell_that_cannot_be_read_leaves_the_others_of_its_row(upload):
    table = "Name,Year,Rating,Watched Date,Review\nHeat,1995,loud,2020-01-02,\nAlien,1979,4,1066-10-14,\n"
    table += f"Amélie,2001,4,2020-01-02,{'x' * 6000}\n"
    job = upload(table, "diary.csv")
    assert results(job) == ["added"] * 3
    assert all(line["reason"] for line in job.data["report"])
    assert ratings() == {"Alien": 8, "Amélie": 8}
    assert len(Rating.objects.get(movie__title="Amélie").review) == 5000
    assert dict(WatchHistory.objects.values_list("movie__title", "precision")) == {
        "Heat": "day", "Alien": "unknown", "Amélie": "day",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stars", "rating"),
    [("★★★½", 7), ("★★★★★", 10), ("½", 1), ("★", 2), ("3½", None), ("★★★★★½", None), ("1_0", None)],
)
def test_stars_are_a_rating(upload, stars, rating):
    upload(f"Name,Year,Rating\nHeat,1995,{stars}\n", "ratings.csv")
    assert ratings() == ({"Heat": rating} if rating else {})


def test_a_time_of_movielens_that_is_none_is_named(upload):
    tables = {
        "ratings": "userId,movieId,rating,timestamp\n1,6,4,964982703000\n",
        "links": "movieId,imdbId,tmdbId\n6,1,949\n",
    }
    [line] = upload(zipped(**tables)).data["report"]
    assert (line["result"], line["reason"]) == (
        "added",
        "'964982703000' is not a time in seconds since 1970.",
    )


WRONG_RATINGS = [True, False, [8], {"value": 8}, "eight", "", None, 1e400, -1, 8.25, 10**30, float("nan")]


@pytest.mark.parametrize("wrong", WRONG_RATINGS, ids=str)
def test_a_rating_of_another_type_is_no_rating(upload, wrong):
    """In our own export and in Trakt's: true is not 1."""
    movie = {"tmdb_id": 949, "ids": {"tmdb": 949}, "title": "Heat", "year": 1995}
    own = {
        "ratings": [{"movie": movie, "rating": wrong}, {"movie": movie, "rating": wrong, "review": "Kept"}]
    }
    report = upload(json.dumps(own), "export.json").data["report"]
    assert [line["result"] for line in report] == ["added", "skipped"]  # read from its end
    assert report[1]["reason"]
    assert not Rating.objects.exists()
    viewing = WatchHistory.objects.get()
    assert (viewing.review, viewing.rating) == ("Kept", None)
    [line] = upload(json.dumps([{"movie": movie, "rating": wrong}]), "ratings.json").data["report"]
    assert (line["result"], bool(line["reason"])) == ("skipped", True)


@pytest.mark.parametrize(
    "entry",
    [
        {"movie": {"ids": "x", "title": "Heat", "year": 1995}, "rating": 8},
        {"movie": {"ids": ["tmdb", 1], "tmdb_id": 949}, "rating": 8},
        {"movie": {"ids": 949, "title": "Heat", "year": "1995"}, "rating": "8"},
        {"movie": {"ids": {"tmdb": True}, "imdb_id": "tt0113277"}, "rating": 8, "review": 5},
        {"movie": {"tmdb_id": "949"}, "rating": 8, "is_public": "yes", "has_spoilers": [], "rated_at": True},
    ],
)
def test_a_value_of_another_type_leaves_the_others(upload, entry):
    for content in ({"ratings": [entry]}, [entry]):
        assert upload(json.dumps(content), "export.json").data["report"][0]["result"] in (
            "added",
            "unchanged",
            "updated",
        )
        assert Rating.objects.get().rating == 8
        Rating.objects.all().delete()


def test_a_quotation_mark_that_is_not_closed_takes_one_line(upload):
    job = upload('Name,Year,Rating\nHeat,1995,4\n"Alien,1979,4\nAmélie,2001,3\n', "ratings.csv")
    assert ratings() == {"Heat": 8, "Amélie": 6}
    assert [(line["line"], line["result"]) for line in job.data["report"]] == [
        (2, "added"),
        (4, "added"),
        (3, "skipped"),
    ]


@pytest.mark.parametrize("damage", [b"\0", b"\xff", b"\xf0\x9f"])
def test_a_damaged_character_refuses_nothing(upload, damage):
    rows = b"".join(b"Film %d,1990,3\n" % number for number in range(200))
    upload(b"Name,Year,Rating\nHe" + damage + b"at,1995,4\nAm\xc3\xa9lie,2001,3\n" + rows, "ratings.csv")
    assert ratings()["Amélie"] == 6


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_without_its_mark(upload, encoding):
    upload("Name,Year,Rating\nAmélie,2001,3\n".encode(encoding), "ratings.csv")
    assert ratings() == {"Amélie": 6}


def test_a_review_without_a_rating_is_kept_in_the_diary(upload):
    upload("Name,Year,Rating,Review\nHeat,1995,,=D\n", "reviews.csv")
    assert (WatchHistory.objects.get().review, WatchHistory.objects.get().precision) == ("=D", "unknown")
    assert not Rating.objects.exists()


def test_a_rating_without_a_date_changes_no_rating(upload, owner, movies):
    library.apply(user_id=owner.pk, changes=[library.Rate(movie_id=movies["heat"].pk, rating=9)])
    job = upload("Name,Year,Rating,Review\nHeat,1995,1,loud\nAlien,1979,4,\n", "ratings.csv")
    assert ratings() == {"Heat": 9, "Alien": 8}
    assert Rating.objects.get(movie=movies["heat"]).review == "loud"
    assert job.data["counts"]["ratings"] == {"added": 1, "updated": 1}


def test_importing_again_keeps_what_the_user_has_written_since(upload, as_owner):
    text = "Date,Name,Year,Rating,Review\n2020-01-02,Heat,1995,4,loud\n"
    upload(text, "reviews.csv")
    rating = Rating.objects.get()
    as_owner.patch(f"/api/v1/favorites/ratings/{rating.pk}/", {"review": "quiet"})
    assert results(upload(text, "reviews.csv")) == ["unchanged"]
    rating.refresh_from_db()
    assert rating.review == "quiet"


@pytest.mark.parametrize(("listed", "there"), [("2019-01-01", False), ("2021-01-01", True), ("", False)])
def test_a_wish_is_kept_if_it_is_newer_than_the_viewing(upload, listed, there):
    upload(
        zipped(
            diary="Name,Year,Watched Date\nHeat,1995,2020-01-02\n",
            watchlist=f"Date,Name,Year\n{listed},Heat,1995\n",
        )
    )
    assert WatchlistItem.objects.exists() is there


def test_times_without_an_offset_are_of_the_users_zone(upload, owner):
    owner.profile.time_zone = "America/New_York"
    owner.profile.save()
    upload(json.dumps([entry("Heat", 949, watched_at="2020-01-02T20:00:00")]), "watched-history.json")
    assert WatchHistory.objects.get().watched_at == datetime(2020, 1, 3, 1, tzinfo=UTC)


TEXTS = ["=D", "'-) loved it", "''=x", "'tis", "-", "@home", "+1", "\tTabs", "plain", "'", "a'=b", "'71"]


@pytest.mark.parametrize("text", TEXTS)
def test_an_exported_text_is_no_formula_and_comes_back_unchanged(text):
    assert not escape_formula(text).startswith(exports.FORMULA_PREFIXES)
    assert unescape_formula(escape_formula(text)) == text


def test_our_csv_files_come_back_unchanged_and_those_of_others_are_not_touched(upload, owner, movies):
    for movie, text in zip(movies.values(), TEXTS, strict=False):
        library.apply(user_id=owner.pk, changes=[library.Rate(movie_id=movie.pk, rating=8, review=text)])
    before = dict(Rating.objects.values_list("movie__title", "review"))
    out = io.StringIO()
    csv.writer(out).writerows(exports.ratings_csv(owner, UTC))
    Rating.objects.all().delete()
    upload(out.getvalue(), "ratings.csv")
    assert dict(Rating.objects.values_list("movie__title", "review")) == before
    Rating.objects.all().delete()
    upload("Name,Year,Rating,Review\nHeat,1995,4,'=D\n", "reviews.csv")
    assert Rating.objects.get().review == "'=D"


def test_every_exported_table_has_the_columns_that_imports_expect(owner, movies):
    for name, rows in exports.CSV_FILES.items():
        assert tuple(next(rows(owner, UTC))) == CSV_COLUMNS[name.removesuffix(".csv")]


def test_ratings_in_a_diary_rate_the_movie_unless_it_is_our_own(upload):
    table = ",".join(CSV_COLUMNS["diary"]) + "\n949,,Heat,1995,2020-01-02,false,4,Loud,\n"
    upload(table, "diary.csv")
    assert (ratings(), WatchHistory.objects.get().rating) == ({}, 8)
    upload(table.replace("949,,Heat,1995", "348,,Alien,1979"), "letterboxd-import.csv")
    assert ratings() == {"Alien": 8}


BOTH_PARTS = [
    ("films.csv", "Title,Year,Rating\nHeat,1995,4\nAlien,1979,\n", []),
    ("likes.csv", "Title,Year,Rating\nHeat,1995,4\nAlien,1979,\n", ["Alien", "Heat"]),
    ("favourites.csv", "Title,Year,Rating\nHeat,1995,4\nAlien,1979,\n", ["Alien", "Heat"]),
    ("favorites.csv", TMDB_HEAD + "949,tt0113277,movie,Heat,1995-12-15,,,8,8,2020-01-02\n", ["Heat"]),
]


@pytest.mark.parametrize(("name", "text", "favorites"), BOTH_PARTS)
def test_favorites_keep_the_ratings_that_their_table_has(upload, name, text, favorites):
    job = upload(text, name)
    assert ratings() == {"Heat": 8}
    assert sorted(row.movie.title for row in Favorite.objects.all()) == favorites
    assert set(results(upload(text, name))) <= {"unchanged", "skipped"}, job.data["report"]


LISTED = [
    ("watchlist.csv", "Title,Year,Rating,Review\nHeat,1995,4,Good\n"),
    ("my ten.csv", "Position,Title,Year,Rating,Review\n1,Heat,1995,4,Good\n"),
    ("lists.csv", "List,Title,Year,Rating,Review\nTen,Heat,1995,4,Good\n"),
    ("watched.csv", "Title,Year,Rating,Review\nHeat,1995,4,Good\n"),
]


@pytest.mark.parametrize(("name", "text"), LISTED)
def test_lists_keep_the_ratings_and_reviews_that_their_table_has(upload, name, text):
    upload(text, name)
    rating = Rating.objects.get()
    assert (rating.rating, rating.review) == (8, "Good")
    entries = [model.objects.count() for model in (WatchlistItem, PlaylistItem, WatchHistory)]
    assert sum(entries) == 1
    again = upload(text, name)
    assert set(results(again)) == {"unchanged"}


def test_a_viewing_in_a_list_is_a_viewing(upload):
    upload("Title,Year,WatchedDate,Rating,Tags,Notes\nHeat,1995,2020-01-02,4,tv,alone\n", "favorites.csv")
    viewing = WatchHistory.objects.get()
    assert (viewing.rating, viewing.tags, viewing.note) == (8, ["tv"], "alone")
    assert Favorite.objects.get().movie.title == "Heat"


@pytest.mark.parametrize("name", ["favorites.csv", "ratings.csv"])
def test_what_is_stored_nowhere_is_named_in_the_report(upload, name):
    job = upload("Title,Year,Rating,Tags,Comments\nHeat,1995,4,tv,alone\n", name)
    assert ratings() == {"Heat": 8}
    assert "tags" in job.data["report"][0]["reason"]
    assert "note" in job.data["report"][0]["reason"]


def test_services_keep_what_their_entries_have_besides_their_kind(upload):
    upload("title,year,tmdbId,imdbId,watchedAt,comment,userRating\nHeat,1995,949,,2020-01-02,c,8\n", "h.csv")
    viewing = WatchHistory.objects.get()
    assert (viewing.note, viewing.rating) == ("c", 8)
    upload(f"{YAMTRACK_HEAD}194,tmdb,movie,Amélie,,,,6,Planning,soon,,,\n", "yamtrack.csv")
    simkl = {"movie": {"ids": {"tmdb": 348}}, "status": "plantowatch", "user_rating": 7}
    upload(json.dumps({"movies": [simkl]}), "simkl.json")
    assert ratings() == {"Heat": 8, "Amélie": 6, "Alien": 7}
    notes = {item.movie.title: item.note for item in WatchlistItem.objects.all()}
    assert notes == {"Amélie": "soon", "Alien": ""}
    trakt = {"movie": {"ids": {"tmdb": 194}}, "watched_at": "2020-01-05T20:00:00Z", "rating": 9}
    upload(json.dumps([trakt]), "history.json")
    assert WatchHistory.objects.filter(movie__title="Amélie").exists()


UNKNOWN_JSON = {
    "Jellyfin": {"Items": [{"Name": "Heat", "ProductionYear": 1995, "ProviderIds": {"Tmdb": "949"}, "UserData": {"Played": True}}]},
    "Jellyfin's list": [{"Name": "Heat", "ProductionYear": 1995, "UserData": {"Played": True, "Rating": 8}}],
    "Plex": {"MediaContainer": {"size": 1, "Metadata": [{"title": "Heat", "year": 1995, "userRating": 8}]}},
    "Kodi": {"id": 1, "result": {"movies": [{"label": "Heat", "movieid": 1, "playcount": 1}]}},
    "Kodi's movies": {"movies": [{"label": "Heat", "year": 1995, "playcount": 1}]},
    "Radarr": [{"title": "Heat", "year": 1995, "tmdbId": 949, "hasFile": True}],
    "words": ["Heat", "Alien"],
    "ratings of another": {"ratings": [{"title": "Heat", "rating": 8}]},
    "movies that nobody rated": [{"movie": {"title": "Heat", "year": 1995}}],
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN_JSON)
def test_json_of_unknown_services_is_refused(upload, name):
    refused = upload(json.dumps(UNKNOWN_JSON[name]), "export.json")
    assert refused.status_code == 400, refused.data
    assert "no list of entries that each have a movie" in refused.data["file"][0]
    assert "Trakt" in refused.data["file"][0]


def test_columns_of_other_names_are_read_and_those_that_are_not_are_named(upload):
    text = "Title,Year,Score,Watch Date,Genres,Seen with,Where\nHeat,1995,9,2020-01-02,Crime,Eva,\nAlien,1979,8,,,,\n"
    job = upload(text, "my films.csv")
    assert ratings() == {"Heat": 9, "Alien": 8}
    assert WatchHistory.objects.get().movie.title == "Heat"
    reasons = [line["reason"] for line in job.data["report"] if line["kind"] == "file"]
    assert reasons == ["Columns that were not read: seenwith."]
    refused = upload("Title,Year,Score\nHeat,1995,90\nAlien,1979,70\n", "ratings.csv")
    assert "goes up to 90" in refused.data["file"][0]

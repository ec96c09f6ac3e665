"""Imports: which formats are read, how rows are matched, what is written."""

import json
import pkgutil
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.jobs.execution import claim, run_due_tasks
from apps.core.tests.contract import api_schema
from apps.favorites.models import Favorite, ImportJob, Playlist, Rating, WatchlistItem
from apps.favorites.services.imports import formats, jobs
from apps.favorites.services.imports.rows import Row
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


def test_a_foreign_title_type_is_no_reason_to_skip(upload):
    table = (
        "Const,Your Rating,Date Rated,Title,Original Title,Title Type,Year\n"
        "tt0113277,9,2019-03-04,Heat - La sfida,Heat,Film,1995\n"
        "tt9999999,8,2019-03-04,Il favoloso mondo,Amélie,Corto,2001\n"
        "tt0903747,10,2019-03-04,Heat,Heat,Serie TV,1995\n"
    )
    report = upload(table, "ratings.csv").data["report"]
    assert [line["result"] for line in report] == ["added", "added", "skipped"]
    assert "not a movie" in report[2]["reason"]


LOCALISED = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\n"
)
LOCALISED_LIST = LOCALISED.replace(
    "Const,Your Rating,Date Rated", "Position,Const,Created,Modified,Description"
)


@pytest.mark.parametrize("name", ["ratings.csv", "Voti.csv"])
def test_a_localised_title_is_found_by_the_original_one(upload, make_movie, name):
    movie = make_movie("Diamonds Are Forever", release_date=date(1971, 12, 14))
    row = "tt0066995,5,2025-11-29,Agente 007 - Una cascata di diamanti,Diamonds Are Forever,u,Movie,6.5,120,1971\n"
    job = upload(LOCALISED + row, name).data
    assert (job["report"][0]["result"], Rating.objects.get().movie) == ("added", movie)


def test_a_localised_title_in_a_list_is_found_by_the_original_one(upload, make_movie):
    movie = make_movie("Diamonds Are Forever", release_date=date(1971, 12, 14))
    row = "1,tt0066995,2025-11-29,2025-11-29,,Una cascata di diamanti,Diamonds Are Forever,u,Movie,6.5,120,1971\n"
    upload(LOCALISED_LIST + row, "watchlist.csv")
    assert WatchlistItem.objects.get().movie == movie


@pytest.mark.parametrize(
    ("title", "original", "year", "wanted"),
    [
        ("Heat", "Hitze", 1996, "Hitze"),  # another film is called Heat
        ("Heat", "Hitze", 1995, "Heat"),  # a year nearer than the original title
        ("Heat", "Unknown", 1995, "Heat"),
        ("Unknown", "Heat", 1995, "Heat"),
        ("Sommer", "L'été", 2001, "L'été"),  # both titles of one movie, one of them of another
        ("Unknown", "Hitze", "", "Hitze"),
        ("Sommer", "L'été", "", "L'été"),
        ("Heat", "Hitze", "", None),
    ],
)
def test_of_two_titles_the_movie_with_both_is_meant_else_the_original(
    upload, make_movie, title, original, year, wanted
):
    make_movie("Hitze", release_date=date(1996, 12, 1))
    make_movie("Sommer", release_date=date(2001, 5, 1), vote_count=900)
    make_movie("L'été", original_title="Sommer", release_date=date(2002, 5, 1))
    upload(f"{LOCALISED}tt9999999,5,2025-11-29,{title},{original},u,Movie,6.5,120,{year}\n", "ratings.csv")
    assert list(Rating.objects.values_list("movie__title", flat=True)) == ([wanted] if wanted else [])


@pytest.mark.parametrize("type_of_series", ["TV Series", "TV Mini Series", "TV Episode", "Episodio TV", "TV-Serie",
                                            "Série TV", "Сериал", "テレビシリーズ", "Videospiel", "Video Game", "Podcast Series"])  # fmt: skip
def test_a_series_is_not_matched_by_its_title(upload, type_of_series):
    upload(
        f"Const,Your Rating,Title,Title Type,Year\ntt9999999,9,Heat,{type_of_series},1995\n", "ratings.csv"
    )
    assert not Rating.objects.exists()


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("first_line", ["", "sep={separator}\n"])
def test_other_separators_and_encodings_are_read(upload, movies, separator, encoding, first_line):
    text = f"{first_line}Name,Year,Rating\nAmélie,2001,3,5\n".replace("3,5", "4")
    content = text.replace(",", separator).replace("{separator}", separator).encode(encoding)
    assert upload(content, "ratings.csv").status_code == 202
    assert Rating.objects.get().movie == movies["amelie"]


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


def test_movielens_ratings_with_tmdb_ids_have_the_time_of_the_rating(upload, movies):
    upload("movieId,rating,timestamp,tmdbId\n6,4.5,964982703,949\n", "ratings.csv")
    rating = Rating.objects.get()
    assert (rating.movie, rating.rating, rating.rated_at.year) == (movies["heat"], 9, 2000)


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


def trakt_entry(title, tmdb_id, **fields):
    return {"type": "movie", "movie": {"title": title, "year": 1995, "ids": {"tmdb": tmdb_id}}, **fields}


def test_trakt_lists_become_playlists_with_their_names(upload):
    listed = {"listed_at": "2020-01-01T00:00:00.000Z"}
    files = {
        "lists-lists": json.dumps([{"name": "Worst Films Ever", "ids": {"trakt": 4242}}]),
        "lists-list-4242-worst-films-ever": json.dumps(
            [trakt_entry("Heat", 949, notes="Not really", **listed)]
        ),
        "lists-list-4343-favorite-horror": json.dumps([trakt_entry("Alien", 348, **listed)]),
        "lists-watchlist": json.dumps([trakt_entry("Alien", 348, **listed)]),
        "lists-favorites": json.dumps([trakt_entry("Amélie", 194, **listed)]),
    }
    upload(zipped(suffix=".json", **{f"trakt/{name}": text for name, text in files.items()}))
    assert sorted(Playlist.objects.values_list("title", flat=True)) == ["Favorite horror", "Worst Films Ever"]
    assert Playlist.objects.get(title="Worst Films Ever").items.get().note == "Not really"
    assert WatchlistItem.objects.get().movie.title == "Alien"
    assert Favorite.objects.get().movie.title == "Amélie"


@pytest.mark.parametrize("watched_at", [None, "unknown", "1970-01-01T00:00:00.000Z"])
def test_a_viewing_on_an_unknown_day_invents_no_day(upload, watched_at):
    upload(json.dumps([trakt_entry("Heat", 949, watched_at=watched_at)]), "watched-history-1.json")
    assert WatchHistory.objects.get().watched_at.year >= 2020


def test_a_zip_that_was_unpacked_and_zipped_again_is_read_alike(upload):
    again = upload(letterboxd_zip(folder="letterboxd-ada-2024-utc")).data
    assert again["rows_total"] == 13
    assert again["counts"]["ratings"] == {"added": 2, "updated": 0}
    assert WatchHistory.objects.count() == 3


def test_what_the_user_deleted_at_letterboxd_stays_deleted(upload):
    deleted = "Date,Name,Year,Letterboxd URI,Rating,Review\n2020-02-01,Heat,1995,u,0.5,embarrassing\n"
    for folder in ("", "x/", "x/y/"):
        upload(zipped(**{f"{folder}deleted/reviews": deleted, f"{folder}orphaned/reviews": deleted,
                         f"{folder}ratings": "Name,Year,Rating\nAlien,1979,4\n"}))  # fmt: skip
        assert [rating.movie.title for rating in Rating.objects.all()] == ["Alien"]


def test_one_unreadable_file_does_not_refuse_the_others(upload):
    job = upload(
        zipped(**{
            "ratings": "Name,Year,Rating\nHeat,1995,4\n",
            "__MACOSX/._ratings": b"\x00\x05\x16\x07binary",
            "zeros": b"\0" * 500,
            "reviews": b"Name,Year,Rating\n" + b"x" * 200_000 + b",1,1\nAlien,1979,4\n",
            "colours": "colour,shape\nred,round\n",
        })
    ).data  # fmt: skip
    assert {rating.movie.title for rating in Rating.objects.all()} == {"Heat", "Alien"}
    skipped = {line["file"]: line["reason"] for line in job["report"] if line["result"] == "skipped"}
    assert set(skipped) == {"zeros.csv", "colours.csv"}
    assert all(reason.endswith(".") for reason in skipped.values())


def test_a_list_of_the_older_letterboxd_layout_is_a_playlist(upload):
    text = "\nDate,Name,Tags,URL,Description\n2019-09-18,Zatoichi,,u,\n\nPosition,Name,Year,URL,Description\n1,Heat,1995,u,\n"
    upload(zipped(**{"lists/zatoichi": text}))
    assert Playlist.objects.get(title="Zatoichi").items.get().movie.title == "Heat"


@pytest.mark.parametrize("title", ["a\\u0000", "\\ud800", "Heat\\u0000"])
def test_text_that_a_database_cannot_store_does_not_stop_the_import(upload, title):
    entry = f'{{"rating": 8, "movie": {{"title": "{title}", "year": 1995, "ids": {{}}}}}}'
    job = upload(f"[{entry}, {json.dumps(trakt_entry('Alien', 348, rating=7))}]", "ratings.json").data
    assert job["status"] == "done"
    assert job["report"][1]["result"] == "added"


def later(**units):
    return time_machine.travel(timezone.now() + timedelta(**units), tick=False)


def test_a_failure_is_shown_and_retried_and_leaves_a_final_state_and_no_rows(upload, as_owner, monkeypatch):
    monkeypatch.setattr(jobs, "report_fields", lambda *parts: 1 / 0)
    job = upload(letterboxd_zip()).data
    assert (job["status"], everything()) == ("retrying", [0] * 5)
    assert "tried again" in job["error"]
    for minutes in (1, 3, 6, 11):
        with later(minutes=minutes):
            run_due_tasks()
    job = as_owner.get(f"{URL}{job['id']}/").data
    assert (job["status"], job["error"], everything()) == ("failed", jobs.SERVER_ERROR, [0] * 5)
    assert ImportJob.objects.get().payload is None


def test_a_failure_that_passes_ends_in_a_complete_import(upload, as_owner, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "report_fields", lambda *parts: 1 / 0)
        job = upload(letterboxd_zip()).data
    with later(minutes=1):
        assert run_due_tasks() == {"success": 1}
    job = as_owner.get(f"{URL}{job['id']}/").data
    assert (job["status"], job["error"], job["rows_done"]) == ("done", "", 13)


def test_a_job_whose_process_was_killed_runs_again_within_minutes(upload, owner, movies, monkeypatch):
    content = b"Name,Year,Rating\nHeat,1995,4\n"
    with monkeypatch.context() as killed:
        killed.setattr(jobs, "run_task", claim)  # and then the process ends
        job = jobs.accept(user_id=owner.pk, name="ratings.csv", content=content, dry_run=False)
    ImportJob.objects.update(status="running")
    with later(minutes=4):
        assert run_due_tasks() == {}
    with later(minutes=6):
        assert run_due_tasks() == {"success": 1}
    job.refresh_from_db()
    assert job.status == "done"
    jobs.run(job_id=job.pk)
    assert Rating.objects.count() == 1


def test_a_job_of_the_release_before_is_queued(upload, owner, movies):
    content = b"Name,Year,Rating\nHeat,1995,4\n"
    fields = {"user": owner, "filename": "ratings.csv", "payload": content, "status": "running"}
    job = ImportJob.objects.create(**fields)
    assert jobs.queue_forgotten() == "0 imports queued"
    with later(minutes=11):
        assert jobs.queue_forgotten() == "1 imports queued"
        assert jobs.queue_forgotten() == "0 imports queued"
    job.refresh_from_db()
    assert job.status == "done"


def test_a_large_file_is_read_by_the_job(upload, monkeypatch):
    monkeypatch.setattr(jobs, "READ_IN_REQUEST_BYTES", 10)
    job = upload("Name,Year,Rating\nHeat,1995,4\n", "ratings.csv").data
    assert (job["status"], job["rows_total"]) == ("done", 1)
    assert upload("colour,shape\nred,round\n", "ratings.csv").status_code == 400
    assert upload("Name,Year\nHeat,1995\n", "ratings.csv").data["status"] == "failed"


def test_a_format_in_FORMATS_is_imported_and_listed(upload, monkeypatch):
    row = Row(file="x", line=1, kind="rating", title="Heat", year=1995, rating=7)
    toy = SimpleNamespace(NAME="toy", TITLE="Toy files", matches=lambda source: "toy" in source.text,
                          read=lambda source: iter([row]))  # fmt: skip
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, toy))
    assert upload("a toy", "export.csv").data["source"] == "toy"
    assert Rating.objects.get().rating == 7
    assert "Toy files" in upload("other", "export.csv").json()["file"][0]


def test_every_format_module_is_in_FORMATS_and_in_the_documentation():
    modules = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    assert {file_format.__name__.rpartition(".")[2] for file_format in formats.FORMATS} == modules
    schema = api_schema()
    description = schema["paths"][URL]["post"]["description"]
    assert all(file_format.TITLE in description for file_format in formats.FORMATS)


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
    assert [line["result"] for line in job["report"]] == [
        "skipped",
        "skipped",
        "added",
        "skipped",
        "added",
        "added",
    ]
    assert all(line["reason"] for line in job["report"][:5])
    assert Rating.objects.get().rating == 6  # the only one with a date that can be read
    assert [seen.precision for seen in WatchHistory.objects.all()] == ["day"]


def test_nobody_must_log_in_to_import(upload, anonymous):
    assert upload("x", client=anonymous).status_code == 401
    assert not ImportJob.objects.exists()


def test_every_viewing_of_a_movie_is_counted(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15))
    days = "\n".join(f"2020-01-{day:02},Heat,1995,,,,,2020-01-{day:02}" for day in range(1, 21))
    csv = f"Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n{days}\n".encode()
    job = as_owner.post(URL, {"file": SimpleUploadedFile("diary.csv", csv)}, format="multipart").data
    assert (job["status"], job["counts"]["watched"]["added"]) == ("done", 20)

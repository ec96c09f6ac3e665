"""Rows without a movie, movies fetched for them, and imports that are cancelled, deleted or taken back."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.http.exceptions import UpstreamError
from apps.favorites.models import (
    Favorite,
    ImportJob,
    ImportRow,
    LastActivity,
    Playlist,
    Rating,
    WatchlistItem,
)
from apps.favorites.services import library
from apps.favorites.services.imports import fetching, jobs, unmatched
from apps.favorites.services.imports.rows import Row, from_json, to_json
from apps.favorites.tests.import_files import letterboxd_zip, zipped
from apps.movies.models import Movie, WatchHistory
from apps.movies.services.tmdb_service import TMDbService

URL = "/api/v1/favorites/import/"
FILES = {
    "ratings": "Date,Name,Year,Rating\n2021-05-01,Heat,1995,4\n2021-05-01,Alien,1979,3\n",
    "diary": "Date,Name,Year,Rating,Watched Date\n2021-05-01,Alien,1979,3,2021-04-30\n",
    "watchlist": "Date,Name,Year\n2021-05-05,Alien 3,1992\n",
}


@pytest.fixture
def heat(make_movie):
    return make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949)


@pytest.fixture
def upload(as_owner, heat):
    def upload(content, name="export.zip", *, query=""):
        content = content if isinstance(content, bytes) else content.encode()
        return as_owner.post(
            f"{URL}{query}", {"file": SimpleUploadedFile(name, content)}, format="multipart"
        ).data

    return upload


@pytest.fixture
def waiting(upload, as_owner):
    """An import with three rows about two movies that are not in the catalogue."""
    job = upload(zipped(**FILES))
    return job, as_owner.get(f"{URL}{job['id']}/rows/").data["results"]


def everything():
    return [model.objects.count() for model in (Rating, WatchHistory, WatchlistItem, Favorite, Playlist)]


def row_url(job, row, action):
    return f"{URL}{job['id']}/rows/{row['id']}/{action}/"


def test_rows_without_a_movie_are_listed(waiting, as_owner, as_stranger):
    job, rows = waiting
    assert [(row["file"], row["title"], row["status"]) for row in rows] == [
        ("ratings.csv", "Alien", "waiting"), ("diary.csv", "Alien", "waiting"), ("watchlist.csv", "Alien 3", "waiting"),
    ]  # fmt: skip
    assert job["rows_waiting"] == 3
    url = f"{URL}{job['id']}/rows/"
    assert as_owner.get(url, {"status": "matched"}).data["count"] == 0
    assert as_owner.get(url, {"status": "lost"}).status_code == 400
    assert as_owner.get(url, {"page_size": 2}).data["next"]
    assert as_stranger.get(url).status_code == 404
    for action in ("match", "dismiss"):
        assert as_stranger.post(row_url(job, rows[0], action), {"movie": 1}, format="json").status_code in (
            400,
            404,
        )
    assert ImportRow.objects.filter(status="waiting").count() == 3


def test_a_report_is_read_once_however_many_rows_wait(owner, as_owner):
    """Where rows were counted by a join, an import of 49,000 that wait took seven minutes to read on SQLite."""
    report = [{"file": "r.csv", "line": line, "title": "x" * 300} for line in range(3000)]
    job = ImportJob.objects.create(user=owner, status="done", report=report)
    rows = (ImportRow(job=job, number=number, title="x", values={}) for number in range(3000))
    ImportRow.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as queries:
        assert as_owner.get(f"{URL}{job.pk}/").data["rows_waiting"] == 3000
    [about] = [query["sql"] for query in queries if '"report"' in query["sql"]]
    assert '"report"' not in about.partition("GROUP BY")[2]


def test_a_row_is_matched_by_hand_with_the_others_of_its_movie(waiting, as_owner, make_movie):
    job, rows = waiting
    alien = make_movie("Le huitième passager", release_date=date(1979, 5, 25))
    answer = as_owner.post(row_url(job, rows[0], "match"), {"movie": alien.pk}, format="json")
    assert answer.status_code == 200, answer.data
    assert [(row["file"], row["movie"], row["result"]) for row in answer.data["matched"]] == [
        ("ratings.csv", alien.pk, "added"), ("diary.csv", alien.pk, "added"),
    ]  # fmt: skip
    assert Rating.objects.get(movie=alien).rating == 6
    assert str(WatchHistory.objects.get(movie=alien).watched_on) == "2021-04-30"
    again = as_owner.post(row_url(job, rows[0], "match"), {"movie": alien.pk}, format="json")
    assert again.status_code == 409
    after = as_owner.get(f"{URL}{job['id']}/").data
    assert (
        after["rows_waiting"],
        after["counts"]["ratings"]["added"],
        after["counts"]["watched"]["added"],
    ) == (1, 2, 1)
    assert after["counts"]["rows"] == {"added": 3, "not_found": 1}


def test_a_row_is_dismissed_and_may_be_matched_later(waiting, as_owner, make_movie):
    job, rows = waiting
    assert as_owner.post(row_url(job, rows[2], "dismiss")).data["status"] == "dismissed"
    make_movie("Alien 3", release_date=date(1992, 5, 22))
    unmatched.try_again()
    assert not WatchlistItem.objects.exists()
    movie = Movie.objects.get(title="Alien 3")
    assert (
        as_owner.post(row_url(job, rows[2], "match"), {"movie": movie.pk}, format="json").status_code == 200
    )
    assert WatchlistItem.objects.get().movie == movie


@pytest.mark.parametrize("body", [{}, {"movie": 0}, {"movie": "x"}, {"tmdb_id": 77}])
def test_a_row_is_matched_with_a_movie_that_exists(waiting, as_owner, body):
    job, rows = waiting
    assert as_owner.post(row_url(job, rows[0], "match"), body, format="json").status_code == 400
    assert as_owner.post(f"{URL}{job['id']}/rows/999999/match/", {"movie": 1}, format="json").status_code in (
        400,
        404,
    )


def test_rows_are_tried_again_when_the_catalogue_grows(waiting, make_movie):
    assert unmatched.try_again() == "0 of 0 rows matched"
    make_movie("Alien", release_date=date(1979, 5, 25))
    assert unmatched.try_again() == "2 of 3 rows matched"
    assert unmatched.try_again() == "0 of 0 rows matched"
    assert Rating.objects.get(movie__title="Alien").rating == 6
    assert list(ImportRow.objects.values_list("status", flat=True)) == ["matched", "matched", "waiting"]
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert unmatched.try_again() == "0 of 1 rows matched"


def test_a_dry_run_keeps_no_rows_and_cannot_be_undone(upload, as_owner):
    job = upload(zipped(**FILES), query="?dry_run=1")
    assert (ImportRow.objects.count(), everything()) == (0, [0] * 5)
    assert (job["undo_until"], job["counts"]["rows"]["not_found"]) == (None, 3)
    assert as_owner.post(f"{URL}{job['id']}/undo/").status_code == 409


def test_a_row_is_the_same_after_it_was_stored():
    row = Row(
        file="a", line=1, kind="diary", title="Heat", year=1995, when=date(2020, 1, 2), diary={"tags": ["x"]}
    )
    timed = Row(file="a", line=1, kind="diary", rating=0.5, when=timezone.now(), is_public=False, progress=0)
    for each in (row, timed):
        assert from_json(json.loads(json.dumps(to_json(each)))) == each


# TMDb


@pytest.fixture
def tmdb(monkeypatch, settings, make_movie):
    """A TMDb that knows Alien by its ids and its title. `asked` are the calls."""
    settings.TMDB_API_KEY = "a" * 32
    asked = []

    def obtain(*, tmdb_id):
        asked.append(tmdb_id)
        if tmdb_id != 348:
            raise Movie.DoesNotExist
        if not Movie.objects.filter(tmdb_id=348).exists():
            make_movie("Alien", release_date=date(1979, 5, 25), tmdb_id=348, imdb_id="tt0078748")

    def find(source, external_id):
        if external_id != "tt0078748":
            raise Movie.DoesNotExist
        return 348

    monkeypatch.setattr(fetching, "obtain_movie", obtain)
    monkeypatch.setattr(fetching, "tmdb_id_of", find)
    monkeypatch.setattr(
        fetching, "tmdb_id_of_title", lambda title, year: 348 if (title, year) == ("Alien", 1979) else None
    )
    return asked


@pytest.mark.parametrize(
    "cells", ["348,,,", ",tt0078748,,", ",,Alien,1979", ",tt0000001,Alien,1979", "348,tt1,Alien,1979"]
)
def test_movies_that_are_missing_are_fetched(upload, as_owner, tmdb, cells):
    job = upload(f"tmdbID,imdbID,Title,Year,Rating10\n{cells},9\n,,Nowhere,1990,5\n", "ratings.csv")
    job = as_owner.get(f"{URL}{job['id']}/").data
    assert [line["result"] for line in job["report"]] == ["added", "not_found"]
    assert (Rating.objects.get().movie.title, tmdb) == ("Alien", [348])


def test_a_tmdb_that_is_down_stops_nothing_and_is_asked_again_later(upload, as_owner, tmdb, monkeypatch):
    with monkeypatch.context() as down:

        def fail(**ids):
            raise UpstreamError

        down.setattr(fetching, "obtain_movie", fail)
        job = upload("tmdbID,Rating10\n348,9\n949,8\n", "ratings.csv")
        assert as_owner.get(f"{URL}{job['id']}/").data["counts"]["rows"] == {"not_found": 1, "added": 1}
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert unmatched.try_again() == "1 of 1 rows matched"


def test_a_dry_run_fetches_nothing(upload, tmdb):
    upload("tmdbID,Rating10\n348,9\n", "ratings.csv", query="?dry_run=1")
    assert (tmdb, Movie.objects.count()) == ([], 1)


def test_an_interrupted_import_fetches_the_rest_only(upload, as_owner, tmdb, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(jobs, "write_with_journal", lambda **given: 1 / 0)
        job = upload("tmdbID,Rating10\n348,9\n", "ratings.csv")
    assert everything() == [0] * 5
    jobs.run(job_id=job["id"])
    assert (Rating.objects.get().movie.title, tmdb) == ("Alien", [348])


def test_the_title_search_takes_the_nearest_year(monkeypatch, settings, empty_cache):
    settings.TMDB_API_KEY = "a" * 32
    from apps.movies.services import tmdb_movies

    answers = [
        {"id": 1, "title": "Heat", "release_date": "1986-01-01"}, {"id": 2, "title": "Heat Wave", "release_date": "1995-01-01"},
        {"id": 3, "title": "HEAT", "release_date": "1996-01-01"}, {"id": 4, "original_title": "Heat", "release_date": "1995-12-15"},
        {"id": "5", "title": "Heat", "release_date": "1995"}, {"title": "Heat"},
    ]  # fmt: skip
    monkeypatch.setattr(
        TMDbService, "search", lambda self, query, year=None: {"results": [] if year else answers}
    )
    assert tmdb_movies.tmdb_id_of_title("Heat", 1995) == 4
    assert tmdb_movies.tmdb_id_of_title("Heat", 1990) is None


# cancelling, deleting


@pytest.fixture
def pending(owner, heat):
    content = b"Name,Year,Rating\nHeat,1995,4\n"
    return ImportJob.objects.create(user=owner, filename="ratings.csv", payload=content)


def test_a_cancelled_import_writes_nothing(pending, as_owner, as_stranger):
    assert as_stranger.post(f"{URL}{pending.pk}/cancel/").status_code == 404
    assert as_owner.post(f"{URL}{pending.pk}/cancel/").data["status"] == "cancelled"
    jobs.run(job_id=pending.pk)
    pending.refresh_from_db()
    assert (pending.status, pending.payload, everything()) == ("cancelled", None, [0] * 5)
    assert as_owner.post(f"{URL}{pending.pk}/cancel/").status_code == 409


@pytest.mark.parametrize("how", ["cancel", "delete"])
def test_an_import_that_is_ended_while_it_runs_writes_nothing(pending, as_owner, monkeypatch, how):
    write = jobs.write_with_journal

    def write_and_end(**given):
        written = write(**given)
        url = f"{URL}{pending.pk}/"
        assert (as_owner.delete(url) if how == "delete" else as_owner.post(f"{url}cancel/")).status_code in (
            200,
            204,
        )
        return written

    monkeypatch.setattr(jobs, "write_with_journal", write_and_end)
    jobs.run(job_id=pending.pk)
    assert not Rating.objects.exists()


def test_a_deleted_import_is_gone_and_its_entries_stay(upload, as_owner, as_stranger):
    job = upload(zipped(**FILES))
    assert as_stranger.delete(f"{URL}{job['id']}/").status_code == 404
    assert as_owner.delete(f"{URL}{job['id']}/").status_code == 204
    assert (ImportJob.objects.count(), ImportRow.objects.count(), Rating.objects.count()) == (0, 0, 1)
    assert as_owner.get(f"{URL}{job['id']}/").status_code == 404


def test_an_import_that_ends_while_it_is_being_deleted_stays_and_can_be_undone(
    pending, as_owner, monkeypatch
):
    def end_after(own):
        monkeypatch.undo()
        was_unfinished = own.exists()
        jobs.run(job_id=pending.pk)
        return was_unfinished

    monkeypatch.setattr(QuerySet, "exists", end_after)
    refused = as_owner.delete(f"{URL}{pending.pk}/")
    assert (refused.status_code, refused.json()["detail"]) == (409, jobs.HAS_ENDED)
    assert as_owner.post(f"{URL}{pending.pk}/undo/").data["status"] == "undone"
    assert as_owner.delete(f"{URL}{pending.pk}/").status_code == 204


# taking back


@pytest.fixture
def library_of_films(make_movie, heat):
    return {
        "heat": heat,
        "amelie": make_movie("Amélie", release_date=date(2001, 4, 25)),
        "alien": make_movie("Alien", release_date=date(1979, 5, 25)),
    }


def state(owner):
    """Everything an import can write, but for ids and times of change."""
    return {
        "ratings": sorted(
            Rating.objects.filter(user=owner).values_list("movie", "rating", "review", "rated_at")
        ),
        "watched": sorted(
            WatchHistory.objects.filter(user=owner).values_list("movie", "precision", "watched_on", "note")
        ),
        "favorites": sorted(Favorite.objects.filter(user=owner).values_list("movie")),
        "watchlist": list(WatchlistItem.objects.filter(user=owner).values_list("movie", "note", "position")),
        "playlists": list(
            Playlist.objects.filter(user=owner).values_list("title", "items__movie", "items__position")
        ),
    }


def test_undoing_restores_the_library_as_it_was(upload, as_owner, owner, library_of_films):
    movies = library_of_films
    library.apply(
        user_id=owner.pk,
        changes=[
            library.Rate(movie_id=movies["heat"].pk, rating=3, rated_at=date(2000, 1, 1)),
            library.AddToWatchlist(movie_id=movies["alien"].pk, note="At last"),
            library.AddToWatchlist(movie_id=movies["amelie"].pk, note="Again"),
            library.Watch(movie_id=movies["heat"].pk, watched_at=date(2021, 4, 30)),
        ],
    )
    before = state(owner)
    job = upload(letterboxd_zip())
    assert state(owner) != before
    assert job["undo_until"]
    answer = as_owner.post(f"{URL}{job['id']}/undo/")
    assert (answer.status_code, answer.data["status"], answer.data["undo_until"]) == (202, "undone", None)
    assert state(owner) == before
    assert answer.data["counts"]["kept"] == {}
    movies["heat"].refresh_from_db()
    assert movies["heat"].community_average == 3
    assert as_owner.post(f"{URL}{job['id']}/undo/").status_code == 409
    assert ImportRow.objects.count() == 0


def test_undoing_keeps_what_was_changed_since(upload, as_owner, owner, library_of_films):
    job = upload(letterboxd_zip())
    rating = Rating.objects.get(movie=library_of_films["amelie"])
    as_owner.patch(f"/api/v1/favorites/ratings/{rating.pk}/", {"rating": 7})
    playlist = Playlist.objects.get(title="Heists")
    as_owner.post(
        f"/api/v1/favorites/playlists/{playlist.pk}/items/", {"movie": library_of_films["amelie"].pk}
    )
    as_owner.delete(f"/api/v1/favorites/favorites/movie/{library_of_films['heat'].pk}/")
    counts = as_owner.post(f"{URL}{job['id']}/undo/").data["counts"]
    assert counts["kept"] == {"ratings": 1, "playlists": 1}
    assert counts["taken_back"] == {"ratings": 1, "watched": 3, "watchlist": 1, "playlist_items": 2}
    assert Rating.objects.get().rating == 7
    assert list(playlist.items.values_list("movie__title", "position")) == [("Amélie", 1)]


def test_of_two_imports_the_first_keeps_what_the_second_changed(upload, as_owner, owner, library_of_films):
    first = upload("Date,Name,Year,Rating\n2020-01-01,Heat,1995,4\n2020-01-01,Alien,1979,4\n", "ratings.csv")
    second = upload("Date,Name,Year,Rating\n2021-01-01,Heat,1995,2\n", "ratings.csv")
    assert as_owner.post(f"{URL}{first['id']}/undo/").data["counts"]["kept"] == {"ratings": 1}
    as_owner.post(f"{URL}{second['id']}/undo/")
    assert [(rating.movie.title, rating.rating) for rating in Rating.objects.all()] == [("Heat", 8)]


def test_rows_that_were_matched_later_are_taken_back_too(waiting, as_owner, make_movie):
    job, _ = waiting
    make_movie("Alien", release_date=date(1979, 5, 25))
    unmatched.try_again()
    assert everything()[:2] == [2, 1]
    as_owner.post(f"{URL}{job['id']}/undo/")
    assert (everything(), ImportRow.objects.count()) == ([0] * 5, 0)
    make_movie("Alien 3", release_date=date(1992, 5, 22))
    unmatched.try_again()
    assert everything() == [0] * 5


def test_an_import_can_be_undone_for_30_days(upload, as_owner):
    job = upload(zipped(**FILES))
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert jobs.forget_journals() == "0 journals deleted"
    ImportJob.objects.update(finished_at=timezone.now() - timedelta(days=31))
    assert as_owner.post(f"{URL}{job['id']}/undo/").status_code == 409
    assert jobs.forget_journals() == "1 journals deleted"
    assert as_owner.get(f"{URL}{job['id']}/").data["undo_until"] is None


@pytest.mark.parametrize(
    ("days", "fields", "is_deleted"),
    [
        (31, {}, False),
        (364, {}, False),
        (366, {}, True),
        (31, {"dry_run": True}, True),
        (29, {"dry_run": True}, False),
        (31, {"status": "failed"}, True),
        (31, {"status": "cancelled"}, True),
        (31, {"status": "undone"}, True),
        (400, {"status": "undoing"}, False),
        (400, {"status": "pending", "finished_at": None}, False),
    ],
)
def test_old_imports_are_deleted_and_what_they_wrote_stays(upload, days, fields, is_deleted):
    upload("Name,Year,Rating\nHeat,1995,4\n", "ratings.csv")
    before = everything()
    old = timezone.now() - timedelta(days=days)
    ImportJob.objects.update(**{"finished_at": old, "updated_at": old} | fields)
    assert jobs.delete_old() == f"{int(is_deleted)} imports deleted"
    assert ImportJob.objects.exists() is not is_deleted
    assert everything() == before


def test_an_old_import_stays_while_its_rows_wait(waiting, as_owner):
    job, rows = waiting
    ImportJob.objects.update(finished_at=timezone.now() - timedelta(days=500))
    assert jobs.delete_old() == "0 imports deleted"
    for row in rows:
        as_owner.post(row_url(job, row, "dismiss"))
    assert jobs.delete_old() == "1 imports deleted"


def test_a_large_import_is_undone_in_the_background_and_a_failure_changes_nothing(
    upload, as_owner, monkeypatch
):
    monkeypatch.setattr(jobs, "ROWS_IN_REQUEST", 0)
    job = upload(zipped(**FILES))
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "take_back", lambda **given: 1 / 0)
        assert as_owner.post(f"{URL}{job['id']}/undo/").data["status"] == "undoing"
    assert Rating.objects.count() == 1
    jobs.fail_undo(job_id=job["id"])
    after = as_owner.get(f"{URL}{job['id']}/").data
    assert (after["status"], after["error"]) == ("done", jobs.UNDO_FAILED)
    assert as_owner.post(f"{URL}{job['id']}/undo/").data["status"] == "undone"
    assert not Rating.objects.exists()


def test_undoing_moves_the_times_of_change_and_the_order_is_of_the_rest(
    upload, as_owner, owner, library_of_films
):
    library.apply(user_id=owner.pk, changes=[library.AddToWatchlist(movie_id=library_of_films["amelie"].pk)])
    job = upload("Name,Year\nAlien,1979\n", "watchlist.csv")
    library.apply(user_id=owner.pk, changes=[library.AddToWatchlist(movie_id=library_of_films["heat"].pk)])
    changed = LastActivity.objects.get(kind="watchlist").changed_at
    as_owner.post(f"{URL}{job['id']}/undo/")
    assert list(WatchlistItem.objects.values_list("movie__title", "position")) == [("Amélie", 1), ("Heat", 2)]
    assert LastActivity.objects.get(kind="watchlist").changed_at > changed


def test_the_cost_of_a_list_of_imports_does_not_grow(upload, as_owner, django_assert_max_num_queries):
    for _ in range(3):
        upload(zipped(**FILES))
    with django_assert_max_num_queries(5):
        assert as_owner.get(URL).data["count"] == 3

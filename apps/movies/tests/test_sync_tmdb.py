"""sync_tmdb as an operator meets it: complete or honest about what is missing, resumable, one at a time."""

import gzip
import json
import os
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import requests
import responses
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.core.extensions import JobSkipped
from apps.core.jobs.schedule import due_jobs, run_job
from apps.core.models import ScheduledJob
from apps.movies.models import Genre, Movie, SyncRun
from apps.movies.services.sync import TMDbSync
from apps.movies.services.sync_jobs import changes_since, refresh_changes, refresh_lists
from apps.movies.tests.conftest import KEY

pytestmark = pytest.mark.django_db
ADDRESSES = ["trending/movie/day", "trending/movie/week"] + [
    f"movie/{name}" for name in ("popular", "top_rated", "now_playing", "upcoming")
]


def sync(*arguments: str) -> str:
    out = StringIO()
    call_command("sync_tmdb", *arguments, stdout=out, stderr=out)
    assert KEY not in out.getvalue()
    return out.getvalue()


def fails(*arguments: str) -> str:
    with pytest.raises(CommandError) as failure:
        sync(*arguments)
    assert KEY not in str(failure.value)
    return str(failure.value)


def page(number: int, pages: int = 3) -> dict:
    results = [
        {"id": n, "title": f"Film {n}", "genre_ids": [18]} for n in range(number * 20, number * 20 + 20)
    ]
    return {"results": results, "total_pages": pages, "total_results": pages * 20}


@pytest.fixture
def lists(tmdb):
    """TMDb with its genres, and with three pages in every list."""
    tmdb.answer("genre/movie/list", "genres")
    for address in ADDRESSES:
        for number in (1, 2, 3):
            match = [responses.matchers.query_param_matcher({"page": str(number)}, strict_match=False)]
            tmdb.answer(address, page(number), match=match)
    return tmdb


def test_it_fetches_genres_and_all_lists_and_says_so(lists):
    said = sync("--pages", "2")
    assert "Genres: 19" in said and "Upserted: 240 (40 new, 0 changed)" in said
    assert "Unique movies: 40" in said and "Failed pages: 0" in said
    assert (Genre.objects.count(), Movie.objects.count()) == (19, 40)
    run = SyncRun.objects.get()
    assert (run.kind, run.status, run.counts["movies"]) == ("lists", "done", 40) and run.finished_at
    assert lists.calls[0].split("/3/")[1].startswith("genre/")


def test_again_it_says_the_same_and_changes_nothing(lists):
    sync("--pages", "2", "--category", "popular")
    before = list(Movie.objects.order_by("pk").values_list("pk", "updated_at"))
    assert "Unique movies: 40" in sync("--pages", "2", "--category", "popular")
    assert list(Movie.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_it_stops_at_the_end_of_a_list(lists):
    assert "Upserted: 60" in sync("--pages", "9", "--category", "popular")
    assert len(lists.calls) == 4


def test_what_it_fetched_is_there_for_those_who_browse(lists, anonymous):
    sync("--pages", "1", "--category", "popular")
    calls = len(lists.calls)
    answer = anonymous.get("/api/v1/movies/movies/popular/")
    assert answer.headers["X-Data-Source"] == "cache" and len(lists.calls) == calls


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 429, "headers": {"Retry-After": "0"}},
        {"body": "<html>"},
        {"body": '{"results": [{'},
        {"body": requests.ConnectionError("dropped")},
        {"body": requests.ReadTimeout()},
    ],
)
def test_a_fault_now_and_then_costs_nothing_but_time(tmdb, fault):
    tmdb.answer("genre/movie/list", "genres")
    for number in (1, 2, 3):
        tmdb.answer("movie/popular", {}, **fault)
        tmdb.answer("movie/popular", page(number))
    assert "Unique movies: 60" in sync("--pages", "3", "--category", "popular")


def test_what_is_missing_is_named_and_fetched_by_the_next_run(lists):
    lists.mock.remove("GET", f"{lists.BASE}/movie/popular")
    for number in (1, 3):
        match = [responses.matchers.query_param_matcher({"page": str(number)}, strict_match=False)]
        lists.answer("movie/popular", page(number), match=match)
    broken = [responses.matchers.query_param_matcher({"page": "2"}, strict_match=False)]
    for _ in range(5):
        lists.answer("movie/popular", {}, status=500, match=broken)
    lists.answer("movie/popular", {}, status=502, match=broken)
    lists.answer("movie/popular", page(2), match=broken)
    said = fails("--pages", "3", "--category", "popular")
    assert "popular page 2" in said and "popular page 1" not in said
    assert SyncRun.objects.get().status == "failed" and Movie.objects.count() == 40
    said = sync("--pages", "3", "--category", "popular")
    assert "2 pages had been fetched" in said and "Unique movies: 60" in said


def test_when_nobody_listens_everything_is_named_as_missing_at_once(settings, monkeypatch):
    settings.TMDB_API_KEY, settings.TMDB_API_BASE_URL = KEY, "http://127.0.0.1:1/3"
    monkeypatch.setattr("apps.movies.services.tmdb_http.BACK_OFF_SECONDS", 0.001)
    said = fails("--pages", "1", "--category", "popular", "upcoming")
    assert "genres" in said and "popular page 1" in said and "upcoming page 1" in said


def test_pages_that_are_not_there_are_missing_and_no_movies(tmdb):
    """A wrong TMDB_API_BASE_URL, for example."""
    tmdb.answer("genre/movie/list", "not-found", status=404)
    tmdb.answer("movie/popular", "not-found", status=404)
    said = fails("--pages", "1", "--category", "popular")
    assert "genres: " in said and "popular page 1: TMDb has nothing at this address." in said
    assert SyncRun.objects.get().status == "failed"


def test_a_refused_key_is_said_once(tmdb):
    tmdb.answer("genre/movie/list", "invalid-key", status=401)
    assert fails() == "TMDb refuses the key in TMDB_API_KEY."
    assert len(tmdb.calls) == 1 and SyncRun.objects.get().status == "failed"


def test_no_key_is_said(db):
    assert "no TMDB_API_KEY is set" in fails()


def test_only_one_runs_at_a_time(lists):
    worker = f"{os.uname().nodename}:{os.getpid()}"
    SyncRun.objects.create(kind="lists", worker=worker)
    assert "Another sync is running" in fails("--genres-only")
    assert not lists.calls


@pytest.mark.parametrize(
    ("worker", "silent"), [(f"{os.uname().nodename}:999999999", 0), ("elsewhere:1", 11), ("", 11)]
)
def test_a_run_that_was_killed_is_taken_up(lists, worker, silent):
    options = {"categories": ["popular"], "pages": 2, "details": False}
    SyncRun.objects.create(
        kind="lists",
        options=options,
        worker=worker,
        alive_at=timezone.now() - timedelta(minutes=silent),
        cursor={"pages": {"popular page 1": list(range(20, 40))}},
        counts={"created": 20},
    )
    said = sync("--pages", "2", "--category", "popular")
    assert "1 pages had been fetched" in said and "Unique movies: 40" in said
    assert list(SyncRun.objects.order_by("pk").values_list("status", flat=True)) == ["interrupted", "done"]


def test_ctrl_c_keeps_what_was_fetched_and_the_next_run_goes_on(lists):
    lists.mock.remove("GET", f"{lists.BASE}/movie/upcoming")

    def press_ctrl_c(request):
        raise KeyboardInterrupt

    lists.mock.add_callback("GET", f"{lists.BASE}/movie/upcoming", press_ctrl_c)
    with pytest.raises(SystemExit) as stopped:
        sync("--pages", "1", "--category", "popular", "upcoming")
    run = SyncRun.objects.get()
    assert stopped.value.code == 130
    assert (run.status, Movie.objects.count(), list(run.cursor["pages"])) == (
        "interrupted",
        20,
        ["popular page 1"],
    )


def test_details_are_fetched_once_for_what_the_lists_hold(tmdb, recording):
    tmdb.answer("genre/movie/list", "genres")
    tmdb.answer("movie/popular", recording("popular") | {"results": [{"id": 550, "title": "Fight Club"}]})
    tmdb.answer("movie/550", "detail")
    assert "Details: 1" in sync("--pages", "1", "--category", "popular", "--details")
    assert Movie.objects.get().credits.exists()
    assert "Details: 0" in sync("--pages", "1", "--category", "popular", "--details")


def test_changes_refresh_what_changed_and_what_is_too_old_and_nothing_else(tmdb, recording, make_movie):
    old, now = timezone.now() - timedelta(days=151), timezone.now() - timedelta(days=2)
    for tmdb_id, synced_at in ((550, now), (551, now), (552, old), (553, old)):
        movie = make_movie(tmdb_id=tmdb_id)
        Movie.objects.filter(pk=movie.pk).update(details_synced_at=synced_at)
    tmdb.answer("movie/changes", "changes")
    for tmdb_id in (550, 552):
        tmdb.answer(f"movie/{tmdb_id}", recording("detail") | {"id": tmdb_id})
    tmdb.answer("movie/553", "not-found", status=404)
    said = sync("--changes", "--since", (timezone.now() - timedelta(days=20)).date().isoformat())
    assert "Details: 2 (1 no longer at TMDb)" in said
    assert sum("movie/changes" in call for call in tmdb.calls) == 2  # TMDb tells at most 14 days at once
    assert not any("movie/551" in call for call in tmdb.calls)


def test_what_tmdb_has_deleted_is_asked_for_again_ever_more_rarely(tmdb, make_movie):
    movie = make_movie(tmdb_id=553)
    Movie.objects.filter(pk=movie.pk).update(details_synced_at=timezone.now() - timedelta(days=151))
    tmdb.answer("movie/changes", {"results": [], "total_pages": 1, "total_results": 0})
    tmdb.answer("movie/553", "not-found", status=404)

    def asked(*, days: int) -> int:
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            sync("--changes")
        return sum("movie/553" in call for call in tmdb.calls)

    assert [asked(days=day) for day in (0, 1, 6, 8, 12, 15, 17)] == [1, 1, 1, 2, 2, 2, 3]
    movie.refresh_from_db()
    assert movie.tmdb_gone_since and Movie.objects.filter(pk=movie.pk).exists()


def test_a_later_since_leaves_no_hole_in_the_days_that_changes_cover(db):
    def run(started: str, since: str, status: str = "done") -> None:
        moment = datetime.fromisoformat(f"{started}T02:00:00+00:00")
        SyncRun.objects.create(kind="changes", status=status, started_at=moment, options={"since": since})

    run("2026-01-10", "2026-01-01")
    assert changes_since() == date(2026, 1, 9)
    run("2026-01-30", "2026-01-30")
    assert changes_since() == date(2026, 1, 9)
    run("2026-01-31", "2026-01-09", status="failed")
    assert changes_since() == date(2026, 1, 9)
    run("2026-02-01", "2026-01-09")
    assert changes_since() == date(2026, 1, 31)


def test_an_absurd_film_is_reported_and_the_others_are_stored(tmdb, recording, monkeypatch):
    tmdb.answer("genre/movie/list", "genres")
    films = [{"id": n, "title": f"Film {n}"} for n in (550, 551)]
    tmdb.answer("movie/popular", recording("popular") | {"results": films})
    absurd = recording("detail") | {
        "revenue": 10**400,
        "popularity": -(10**400),
        "runtime": [],
        "credits": {"cast": 5},
    }
    tmdb.answer("movie/550", absurd)
    tmdb.answer("movie/551", recording("detail") | {"id": 551})
    assert "Details: 2" in sync("--pages", "1", "--category", "popular", "--details")


def test_data_that_cannot_be_stored_do_not_end_a_run(tmdb, recording, make_movie):
    def keep(_: int, detail: object) -> None:
        if detail == "bad":
            raise OverflowError

    work = TMDbSync(SyncRun(kind="changes"))
    outcomes = [work._settle("bad", 1, "bad", keep), work._settle("good", 2, "good", keep)]
    assert outcomes == [False, True]
    assert work.stats.failed == {"bad": "unusable data (OverflowError)"}


def test_an_export_of_ids_is_fetched_most_popular_first(tmdb, recording, tmp_path):
    lines = [
        {"id": 1, "popularity": 1.0, "adult": False, "video": False},
        {"id": 2, "popularity": 9.0, "adult": False, "video": False},
        {"id": 3, "popularity": 8.0, "adult": True, "video": False},
        {"id": 4, "popularity": 7.0, "adult": False, "video": True},
        {"id": 5, "popularity": 5.0, "adult": False, "video": False},
        {"id": 6, "popularity": 0.1, "adult": False, "video": False},
    ]
    export = tmp_path / "movie_ids.json.gz"
    export.write_bytes(gzip.compress("\n".join([*map(json.dumps, lines), "{broken", "[]"]).encode()))
    tmdb.answer("genre/movie/list", "genres")
    for tmdb_id in (1, 2, 5):
        tmdb.answer(f"movie/{tmdb_id}", recording("latest") | {"id": tmdb_id})
    arguments = ("--ids-file", str(export), "--min-popularity", "1", "--workers", "1")
    assert "Details: 3" in sync(*arguments)
    assert [call.split("/3/movie/")[1].split("?")[0] for call in tmdb.calls[1:]] == ["2", "5", "1"]
    assert "Details: 0" in sync(*arguments)


@pytest.mark.parametrize(
    "content", [b"", b"no json", b"\x1f\x8bnot really gzipped", gzip.compress(b"{}" * 99, mtime=0)[:20]]
)
def test_a_file_that_is_no_export_is_said(tmdb, tmp_path, content):
    export = tmp_path / "ids.gz"
    export.write_bytes(content)
    assert str(export) in fails("--ids-file", str(export))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--pages", "0"), ("--pages", "501"), ("--pages", "x"), ("--category", "best"), ("--since", "2026-01-01"),
        ("--changes", "--since", "tomorrow"), ("--changes", "--since", "2999-01-01"), ("--genres-only", "--changes"),
    ],
)  # fmt: skip
def test_arguments_that_make_no_sense_are_refused(tmdb, arguments):
    fails(*arguments)
    assert not tmdb.calls and not SyncRun.objects.exists()


def test_the_jobs_are_skipped_without_a_key(settings, db):
    for refresh in (refresh_lists, refresh_changes):
        with pytest.raises(JobSkipped, match="no TMDb key"):
            refresh()
    assert "tmdb-lists" in due_jobs() and run_job("tmdb-lists")
    job = ScheduledJob.objects.get(name="tmdb-lists")
    assert (job.last_result, job.last_error) == ("skipped: no TMDb key", "")
    output = StringIO()
    call_command("run_jobs", stdout=output)
    assert "tmdb-changes: skipped: no TMDb key" in output.getvalue()


def test_the_hourly_job_refreshes_the_lists_and_is_due_again_in_an_hour(lists):
    assert {"tmdb-lists", "tmdb-changes"} <= set(due_jobs())
    assert run_job("tmdb-lists") and not run_job("tmdb-lists")
    assert SyncRun.objects.get().counts["movies"] == 40
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "tmdb-lists" in due_jobs()


def test_the_check_says_in_one_sentence_how_tmdb_is(tmdb):
    out = StringIO()
    tmdb.answer("configuration", {"images": {}})
    call_command("tmdb_check", stdout=out)
    assert "responds in" in out.getvalue() and out.getvalue().count("\n") == 1
    tmdb.mock.reset()
    tmdb.answer("configuration", "invalid-key", status=401)
    with pytest.raises(CommandError, match="refuses the key"):
        call_command("tmdb_check")

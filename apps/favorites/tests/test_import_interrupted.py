"""An import whose process ends at any of its queries is run again, and leaves the same as one that was not interrupted."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from apps.core.jobs.execution import run_due_tasks
from apps.core.models import QueuedTask
from apps.core.tests.sampling import sampled
from apps.favorites.models import ImportJob, ImportRow
from apps.favorites.services.imports import jobs
from apps.favorites.services.imports.journal import snapshot
from apps.favorites.tests.import_files import letterboxd_zip
from apps.movies.models import Movie


class Killed(BaseException):
    """The process has ended: no handler of errors runs a query any more."""


class KillAt:
    """Ends the process at the query of this number. Afterwards only rollbacks reach the database, which does them itself."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("ROLLBACK"):
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left < 0:
            raise Killed
        return execute(sql, params, many, context)


@pytest.fixture
def films(make_movie):
    for title, day in (
        ("Heat", date(1995, 12, 15)),
        ("Amélie", date(2001, 4, 25)),
        ("Alien", date(1979, 5, 25)),
    ):
        make_movie(title, release_date=day)


def stored(owner):
    """What the import has left, without ids, and without the time at which unknown days were written."""
    rows = snapshot(owner.pk, set(Movie.objects.values_list("pk", flat=True)))
    for viewing in rows["watched"].values():
        viewing["watched_at"] = viewing["watched_at"] if viewing["precision"] != "unknown" else None
    library = {
        kind: sorted(map(repr, of_kind.values()))
        for kind, of_kind in rows.items()
        if kind != "playlist_items"
    }
    return library, ImportRow.objects.filter(status="waiting").count(), len(rows["playlist_items"])


def start(owner, monkeypatch):
    with monkeypatch.context() as waiting:
        waiting.setattr(jobs, "run_task", lambda pk: None)
        return jobs.accept(user_id=owner.pk, name="export.zip", content=letterboxd_zip(), dry_run=False)


def finish(job):
    """Six minutes later the lease of the killed process has ended."""
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        run_due_tasks()
    job.refresh_from_db()


# Every fourteenth query is tried by the default tests, from the first one on.
STEP = 14
each_query = pytest.mark.parametrize("number", sampled(range(STEP), [0]))


@each_query
def test_an_import_that_is_killed_at_any_query_ends_the_same(films, owner, monkeypatch, number):
    job = start(owner, monkeypatch)
    empty, expected = stored(owner), None
    while True:
        with connection.execute_wrapper(KillAt(number)):
            try:
                run_due_tasks()
            except Killed:
                pass
            else:
                break
        job.refresh_from_db()
        assert job.status in ("pending", "running", "done")
        assert job.status == "done" or stored(owner) == empty, number
        finish(job)
        assert job.status == "done", number
        expected = expected or stored(owner)
        assert stored(owner) == expected, number
        jobs.undo(user_id=owner.pk, job_id=job.pk)
        assert stored(owner) == empty
        QueuedTask.objects.all().delete()
        ImportJob.objects.all().delete()
        job, number = start(owner, monkeypatch), number + STEP
    assert number > 30
    job.refresh_from_db()
    assert (job.status, stored(owner)) == ("done", expected)


@each_query
def test_an_undoing_that_is_killed_at_any_query_ends_the_same(films, owner, monkeypatch, number):
    empty = stored(owner)
    monkeypatch.setattr(jobs, "ROWS_IN_REQUEST", 0)
    while True:
        job = start(owner, monkeypatch)
        run_due_tasks()
        with monkeypatch.context() as waiting:
            waiting.setattr("apps.core.jobs.queue.start_queued_task", lambda pk: None)
            jobs.undo(user_id=owner.pk, job_id=job.pk)
        with connection.execute_wrapper(KillAt(number)):
            try:
                run_due_tasks()
            except Killed:
                pass
            else:
                break
        finish(job)
        assert (job.status, stored(owner)) == ("undone", empty), number
        number += STEP
        QueuedTask.objects.all().delete()
    assert number > 20
    assert stored(owner) == empty

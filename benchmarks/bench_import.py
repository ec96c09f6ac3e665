"""What an import of many rows costs: `python benchmarks/bench_import.py --rows 20000`.

Fills a scratch database (of the kind that DATABASE_URL names; it is dropped at the end) with the bundled catalogue, and
imports a diary of so many viewings: the first time, again, and undone. Prints seconds, queries, and the peak of memory
beyond that of the process before. `--kill N` imports it in processes of their own, which are killed after random times up
to N times, and checks that the result is the same.
"""

import argparse
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time, sleep
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "movie_backend.settings",
    "THROTTLES": "off",
    "LOG_LEVEL": "CRITICAL",
}

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from apps.core.models import QueuedTask  # noqa: E402
from apps.favorites.models import ImportJob, Rating  # noqa: E402
from apps.favorites.services.imports import jobs  # noqa: E402
from apps.movies.models import Movie, WatchHistory  # noqa: E402
from apps.movies.services.bundled_catalogue import load_catalogue  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
WORKER = """
import django; django.setup()
from apps.core.jobs.execution import run_due_tasks
run_due_tasks()
"""


def letterboxd(rows: int) -> bytes:
    """A diary of the bundled movies, some seen several times, with a review each tenth time and ratings of all."""
    random.seed(1)
    movies = list(
        Movie.objects.exclude(release_date=None).order_by("pk").values_list("title", "release_date__year")
    )
    seen = [random.choice(movies) for _ in range(rows)]
    diary = ["Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date"]
    for number, (title, year) in enumerate(seen):
        day = date(2000, 1, 1) + timedelta(days=number * 9000 // rows)
        review = "Seen again, and better." if number % 10 == 0 else ""
        name = title.replace('"', '""')
        diary.append(f'{day},"{name}",{year},u,{random.randint(1, 10) / 2},,{review},cinema,{day}')
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("diary.csv", "\n".join(diary))
    return content.getvalue()


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class PeakMemory:
    """The most memory in use beyond that before, sampled every 20 ms."""

    def __enter__(self) -> "PeakMemory":
        self.start, self.most, self.done = resident_mb(), 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def watch(self) -> None:
        while not self.done.wait(0.02):
            self.most = max(self.most, resident_mb() - self.start)

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self.thread.join()


def measured(label: str, work) -> None:
    with CaptureQueriesContext(connection) as queries:  # counts, but keeps the text of all queries
        work()
    counted = len(queries)
    print(f"{label:8} {counted:6} queries", flush=True)


def timed(label: str, work) -> None:
    connection.queries_log.clear()
    with PeakMemory() as memory:
        started, cpu = perf_counter(), process_time()
        work()
        seconds, cpu = perf_counter() - started, process_time() - cpu
    print(
        f"{label:8} {seconds:6.1f} s  {cpu:6.1f} s CPU here  {memory.most:5.0f} MB more at the peak",
        flush=True,
    )


def import_as(user, content: bytes) -> ImportJob:
    """Upload, and run the job here."""
    with mock.patch("apps.core.jobs.queue.start_queued_task"):
        job = jobs.accept(user_id=user.pk, name="export.zip", content=content, dry_run=False)
    if job.status != "done":
        jobs.run(job_id=job.pk)
    QueuedTask.objects.all().delete()
    job.refresh_from_db()
    assert job.status == "done", (job.status, job.error)
    return job


def result(user) -> tuple[int, int, float]:
    ratings = list(Rating.objects.filter(user=user).values_list("rating", flat=True))
    return WatchHistory.objects.filter(user=user).count(), len(ratings), sum(ratings)


def measure(content: bytes) -> None:
    make = get_user_model().objects.create_user
    people = [make(email=f"ada{n}@example.com", password="x", username=f"ada{n}") for n in range(2)]
    for user, take in zip(people, (timed, measured), strict=True):
        take("first", lambda user=user: import_as(user, content))
        print(result(user))
        take("again", lambda user=user: import_as(user, content))
        if hasattr(jobs, "undo"):
            first = ImportJob.objects.filter(user=user).earliest("pk")
            with mock.patch("apps.core.jobs.queue.start_queued_task"):
                jobs.undo(user_id=user.pk, job_id=first.pk)
            take("undo", lambda first=first: jobs.run_undo(job_id=first.pk))
            assert result(user)[:2] == (0, 0), result(user)


def kill(content: bytes, times: int) -> None:
    make = get_user_model().objects.create_user
    whole = make(email="whole@example.com", password="x", username="whole")
    started = perf_counter()
    import_as(whole, content)
    longest, expected = perf_counter() - started, result(whole)
    user = make(email="killed@example.com", password="x", username="killed")
    with mock.patch("apps.core.jobs.queue.start_queued_task"):
        job = jobs.accept(user_id=user.pk, name="export.zip", content=content, dry_run=False)
    killed = 0
    random.seed()
    while job.status != "done":
        worker = subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=os.environ | scratch())
        if killed < times:
            sleep(random.uniform(0.5, longest * 0.4))
            worker.send_signal(signal.SIGKILL)
            killed += 1
        worker.wait()
        QueuedTask.objects.update(due_at=timezone.now(), locked_until=None, attempts=0)  # its lease has ended
        job.refresh_from_db()
        assert job.status == "done" or result(user) == (0, 0, 0), (job.status, result(user))
        print(f"killed {killed}: {job.status} {result(user)}", flush=True)
    assert result(user) == expected, (result(user), expected)


def scratch() -> dict[str, str]:
    """The environment that names the scratch database."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{database['NAME']}"}
    place = f"{database.get('HOST') or '127.0.0.1'}:{database.get('PORT') or 5432}"
    return {
        "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{place}/{database['NAME']}"
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--kill", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connections.databases["default"]["TEST"]["NAME"] = f"{folder}/scratch.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
        try:
            load_catalogue()
            content = letterboxd(options.rows)
            print(f"{connection.vendor}: {options.rows} rows, {Movie.objects.count()} movies")
            if options.kill:
                kill(content, options.kill)
            else:
                measure(content)
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()

"""A worker on a real broker runs every job once, though two clocks ask for it."""

import os
import time
from collections.abc import Callable

import psycopg2
import pytest

PATIENCE = 120  # seconds until every job has run; their intervals are an hour or more


@pytest.fixture
def rows(own_database):
    """Ask the database of the servers."""

    def ask(sql: str) -> list[tuple]:
        with psycopg2.connect(own_database) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return ask


@pytest.fixture
def broker() -> str:
    """A number of Redis that nothing else uses; AMQP_URL names another broker."""
    server, _, number = os.environ["REDIS_URL"].rpartition("/")
    return os.environ.get("AMQP_URL", f"{server}/{(int(number or 0) + 2) % 16}")


def test_a_worker_and_two_beats_run_every_job_once(manage, launch, rows, broker, tmp_path):
    manage("migrate", "--verbosity", "0")
    manage("load_catalogue")
    at = {"CELERY_BROKER_URL": broker}
    launch("celery", "-A", "movie_backend", "worker", "--pool", "threads", "--concurrency", "2", **at)
    for number in (1, 2):
        clock = str(tmp_path / f"beat-{number}")
        launch("celery", "-A", "movie_backend", "beat", "--schedule", clock, "--max-interval", "1", **at)
    tick = "from apps.core.tasks import run_due_jobs\nfor _ in range(4): run_due_jobs.delay()"
    manage("shell", "-c", tick, **at)  # what both beats do every minute, twice, at once
    unfinished = "SELECT count(*) FROM core_scheduledjob WHERE finished_at IS NULL"
    wait_until(lambda: rows("SELECT 1 FROM core_scheduledjob") and rows(unfinished) == [(0,)])
    assert {runs for _, runs in rows("SELECT name, runs FROM core_scheduledjob")} == {1}


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        if is_so():
            return
        time.sleep(1)
    raise AssertionError(f"Not so after {PATIENCE} s")

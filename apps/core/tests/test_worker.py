"""One real worker process on a real broker, wherever one answers: RabbitMQ or Redis on this machine."""

import os
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery

from apps.core.tests.migrated import migrated_database

ROOT = Path(__file__).resolve().parents[3]
CANDIDATES = ["amqp://guest:guest@127.0.0.1:5672//", "redis://127.0.0.1:6379/15"]
PATIENCE = 90  # seconds for a worker to start on a busy machine


def answers(broker: str) -> bool:
    try:
        with Celery(broker=broker, set_as_current=False).connection(connect_timeout=1) as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
    except OSError:
        return False
    return True


BROKERS = [os.environ["CELERY_BROKER_URL"]] if os.environ.get("CELERY_BROKER_URL") else CANDIDATES


def eventually(happened: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if happened():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def jobs(tmp_path) -> Iterator[tuple[dict[str, str], sqlite3.Connection]]:
    """The environment of a worker, and the table of its jobs in a database that both processes can open."""
    path = tmp_path / "jobs.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}", "TMDB_API_KEY": "", "DEBUG": "true"}
    migrated_database(path)
    with sqlite3.connect(path, timeout=20, isolation_level=None) as table:
        for name in ("tmdb-lists", "tmdb-changes"):
            columns = "name, due_at, runs, last_error"
            table.execute(
                f"INSERT INTO core_scheduledjob ({columns}) VALUES (?, '2000-01-01', 0, '')", [name]
            )
        yield environment, table


@pytest.mark.parametrize("broker", [broker for broker in BROKERS if answers(broker)][:1])
def test_a_worker_runs_each_job_once_though_two_schedulers_ask(broker, jobs):
    environment, table = jobs
    queue = f"test-{uuid.uuid4().hex}"
    client = Celery(broker=broker, set_as_current=False)
    command = [sys.executable, "-m", "celery", "-A", "movie_backend", "worker", "-P", "solo", "-l", "error"]
    worker = subprocess.Popen(
        [*command, "-Q", queue],
        cwd=ROOT,
        env=environment | {"CELERY_BROKER_URL": broker},
    )
    try:
        for name in ("tmdb-lists", "tmdb-lists", "tmdb-changes"):
            client.send_task("apps.core.tasks.run_scheduled_job", [name], queue=queue)
        finished = "SELECT count(*) FROM core_scheduledjob WHERE finished_at IS NOT NULL"
        # One after the other: when the last is done, so is the second of the same name.
        assert eventually(lambda: table.execute(finished).fetchone() == (2,))
    finally:
        worker.terminate()
        worker.wait(timeout=30)
        with client.connection() as connection:
            connection.default_channel.queue_delete(queue)
    assert table.execute("SELECT DISTINCT runs, last_error FROM core_scheduledjob").fetchall() == [(1, "")]

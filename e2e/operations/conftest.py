"""Real servers for the operator's tests: gunicorn as the Procfile starts it, on databases of their own.

What needs PostgreSQL and Redis is collected only where DATABASE_URL and REDIS_URL name them.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = bool(os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL"))
FORMER = subprocess.run(
    ["git", "rev-parse", "--quiet", "--verify", "HEAD~1"], cwd=ROOT, capture_output=True, check=False
)
NEEDS_SERVERS = [
    *("test_backup.py", "test_bulk.py", "test_jobs.py", "test_scripted_hour.py", "test_two_processes.py"),
]
NEEDS_HISTORY = ["test_upgrade.py"]
collect_ignore = ([] if SHARED else NEEDS_SERVERS) + ([] if FORMER.returncode == 0 else NEEDS_HISTORY)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def own_database(tmp_path) -> Iterator[str]:
    """The address of an empty database that is dropped in the end: PostgreSQL where one is named, else SQLite."""
    if not SHARED:
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    server, name = os.environ["DATABASE_URL"].rsplit("/", 1)[0], f"movies_e2e_{secrets.token_hex(4)}"
    admin = psycopg2.connect(f"{server}/postgres")
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


@pytest.fixture
def surroundings(own_database) -> dict[str, str]:
    """The environment of a small production: no DEBUG, plain HTTP on loopback."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DEBUG": "false",
        "DJANGO_SECRET_KEY": secrets.token_hex(32),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "THROTTLES": "off",
        "LOG_LEVEL": "INFO",
        "TMDB_API_KEY": "",
        "DATABASE_URL": own_database,
        "REDIS_URL": os.environ.get("REDIS_URL", "") if SHARED else "",
    }


@pytest.fixture
def manage(surroundings) -> Callable[..., str]:
    """Run a management command in those surroundings (more settings may be given); what it said."""

    def run(*words: str, folder: Path = ROOT, **settings: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=folder,
            env=surroundings | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


class Running:
    """A process of ours, its log, and how to end it."""

    def __init__(self, command: list[str], *, env: dict[str, str], log: Path, folder: Path = ROOT):
        self.log = log
        with log.open("w") as stream:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=stream, stderr=stream)

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=60)


class Server(Running):
    def __init__(self, *, env: dict[str, str], log: Path, folder: Path):
        self.port = free_port()
        command = ["gunicorn", "movie_backend.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        super().__init__(
            [str(Path(sys.executable).parent / command[0]), *command[1:]], env=env, log=log, folder=folder
        )
        self.address = f"http://127.0.0.1:{self.port}"
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        for _ in range(600):
            assert self.process.poll() is None, self.log.read_text()
            try:
                urllib.request.urlopen(f"{self.address}/health/ready/", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())


@pytest.fixture
def serve(surroundings, manage, tmp_path) -> Iterator[Callable[..., Server]]:
    """Start servers on one database, migrated by the first; other code or more settings may be given."""
    servers: list[Server] = []

    def start(*, folder: Path = ROOT, **settings: str) -> Server:
        if not servers:
            manage("migrate", "--verbosity", "0", folder=folder)
            manage("load_catalogue", folder=folder)
        log = tmp_path / f"server-{len(servers)}.log"
        servers.append(Server(env=surroundings | settings, log=log, folder=folder))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def launch(surroundings, tmp_path) -> Iterator[Callable[..., Running]]:
    """Start a program of the virtual environment, as `launch("celery", "-A", …)`."""
    started: list[Running] = []

    def start(program: str, *words: str, **settings: str) -> Running:
        command = [str(Path(sys.executable).parent / program), *words]
        log = tmp_path / f"{program}-{len(started)}.log"
        started.append(Running(command, env=surroundings | settings, log=log))
        return started[-1]

    yield start
    for running in started:
        running.stop()

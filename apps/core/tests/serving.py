"""The server as shipped, for tests that need real sockets: gunicorn on an SQLite database of its own."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from apps.core.tests.migrated import migrated_database

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 60


class Server:
    """A running gunicorn: its port, and what it has logged."""

    def __init__(self, process: subprocess.Popen, port: int, log: Path):
        self.process, self.port, self.log_file = process, port, log

    def connect(self, timeout: float = 30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def request(
        self, method: str, path: str, body: Any = None, *, timeout: float = 30, **headers: str
    ) -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON of one request on a connection of its own. Header names have _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = None if body is None else json.dumps(body)
        try:
            connection.request(method, path, data, {"Content-Type": "application/json", **sent})
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        return response.status, dict(response.getheaders()), json.loads(text) if text else None

    def log(self) -> str:
        return self.log_file.read_text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Server]:
    """gunicorn with `environment` on a free port, by default with the database of `folder`, or a new one. Ended at the end."""
    port, log, database = free_port(), folder / "server.log", folder / "served.sqlite3"
    variables = {
        "PATH": os.environ["PATH"],
        "DEBUG": "false",
        "DJANGO_SECRET_KEY": "for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONUNBUFFERED": "1",
    } | environment
    if "DATABASE_URL" not in environment and not database.exists():
        migrated_database(database)
    gunicorn = [sys.executable, "-m", "gunicorn", "movie_backend.wsgi:application"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*gunicorn, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=variables, stderr=output, stdout=output
        )
    server = Server(process, port, log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=45)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(server: Server) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.process.poll() is None:
        try:
            if server.request("GET", "/health/ready/", timeout=5)[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{server.log()}")

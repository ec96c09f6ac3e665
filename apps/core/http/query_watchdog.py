"""Ends requests whose database accepts queries and never answers.

statement_timeout is enforced by PostgreSQL itself. When its process, its host or the network hangs, libpq waits
without a limit. A thread of each web process closes the sockets of queries that take longer than any statement may;
Django then raises OperationalError, and the request gets a 503.
"""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg2 import extensions

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds

_lock = threading.Lock()
_running: dict[
    int, tuple[float, "WatchedConnection"]
] = {}  # by thread: since when it waits, and for which connection


@contextmanager
def _watched(waited_for: "WatchedConnection") -> Iterator[None]:
    thread = threading.get_ident()
    with _lock:
        _running[thread] = (time.monotonic(), waited_for)
    try:
        yield
    finally:
        with _lock:
            _running.pop(thread, None)


class WatchedCursor(extensions.cursor):
    def execute(self, *args: Any, **kwargs: Any) -> None:
        with _watched(self.connection):
            super().execute(*args, **kwargs)

    def executemany(self, *args: Any, **kwargs: Any) -> None:
        with _watched(self.connection):
            super().executemany(*args, **kwargs)


class WatchedConnection(extensions.connection):
    """Everything that waits for the server: queries, Django's checks of the connection, commits."""

    def cursor(self, *args: Any, **kwargs: Any) -> extensions.cursor:
        return super().cursor(*args, **{"cursor_factory": WatchedCursor, **kwargs})

    def commit(self) -> None:
        with _watched(self):
            super().commit()

    def rollback(self) -> None:
        with _watched(self):
            super().rollback()


def close_hung_connections(limit: float) -> int:
    """Shut down the sockets of queries that have run for `limit` seconds. Returns how many."""
    closed = 0
    with _lock:
        for since, driver_connection in _running.values():
            if time.monotonic() - since >= limit and not driver_connection.closed:
                with socket.fromfd(driver_connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as sock:
                    sock.shutdown(socket.SHUT_RDWR)
                closed += 1
    return closed


def start() -> None:
    """Start the thread, if the database is a PostgreSQL server."""
    if connection.vendor == "postgresql":
        threading.Thread(target=_watch, name="query-watchdog", daemon=True).start()


def _watch() -> None:
    while True:
        time.sleep(LOOK_EVERY)
        try:
            if closed := close_hung_connections(settings.QUERY_HANG_SECONDS):
                logger.error("Database connections closed: no answer", extra={"count": closed})
        except OSError as error:
            logger.warning("A hung connection could not be closed", extra={"error": type(error).__name__})

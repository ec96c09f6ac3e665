"""Ends requests whose database accepts queries and never answers.

statement_timeout is enforced by PostgreSQL itself. When its process, its host or the network hangs, libpq waits
without a limit. A thread of each web process closes the sockets of queries that take longer than any statement may;
Django then raises OperationalError, and the request gets a 503.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds

_lock = threading.Lock()
_running: dict[int, tuple[float, Any]] = {}  # by thread: since when, and the connection of psycopg2


def watch_queries() -> AbstractContextManager[Any]:
    """Watch the queries of this thread, if the database is a server that may hang."""
    is_server = connection.vendor == "postgresql"
    return connection.execute_wrapper(watch_query) if is_server else nullcontext()


def watch_query(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """For `connection.execute_wrapper`."""
    thread = threading.get_ident()
    with _lock:
        _running[thread] = (time.monotonic(), context["connection"].connection)
    try:
        return execute(sql, params, many, context)
    finally:
        with _lock:
            del _running[thread]


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

"""Waiting for a PostgreSQL that does not answer ends, whatever the thread waits for."""

import threading
import time

import psycopg2
import pytest
from django.db import connection

from apps.core.http.query_watchdog import WatchedConnection, close_hung_connections

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs sockets of PostgreSQL"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def watched():
    """A connection of the web processes to the database of the tests."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    conn = psycopg2.connect(**{**parameters, "connection_factory": WatchedConnection})
    yield conn
    conn.close()


def test_a_query_without_an_answer_ends(watched):
    outcome = []

    def ask() -> None:
        began = time.monotonic()
        try:
            watched.cursor().execute("SELECT pg_sleep(4)")
        except psycopg2.OperationalError:
            outcome.append(time.monotonic() - began)

    thread = threading.Thread(target=ask)
    thread.start()
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up and not close_hung_connections(0.5):
        time.sleep(0.1)
    thread.join(timeout=30)
    assert outcome
    assert outcome[0] < 3


def test_answers_and_commits_leave_nothing_to_close(watched):
    watched.cursor().execute("SELECT 1")
    watched.commit()
    watched.rollback()
    assert close_hung_connections(0.0) == 0
    assert not watched.closed

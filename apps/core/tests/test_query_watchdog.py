import threading
import time

import pytest
from django.db import OperationalError, connection

from apps.core.http.query_watchdog import close_hung_connections, watch_query

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs sockets of PostgreSQL")


@postgresql
@pytest.mark.django_db(transaction=True)
def test_a_query_without_an_answer_ends_and_the_next_one_works():
    outcome = []

    def ask() -> None:
        began = time.monotonic()
        try:
            with connection.execute_wrapper(watch_query), connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(4)")
        except OperationalError:
            outcome.append(time.monotonic() - began)
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            outcome.append(cursor.fetchone())
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up and not close_hung_connections(0.5):
        time.sleep(0.1)
    thread.join(timeout=30)
    assert outcome[0] < 3
    assert outcome[1] == (1,)


@pytest.mark.django_db
def test_queries_that_are_answered_are_left_alone():
    with connection.execute_wrapper(watch_query), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
        assert close_hung_connections(0.0) == 0

"""Leases: what a process runs belongs to it for LEASE, and a thread extends that while the work goes on.

If the process is killed, the lease ends and another process takes the work over.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connections

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
BEAT_SECONDS = 60.0
# Work that takes longer hangs: its lease is not extended any more.
LONGEST = timedelta(hours=6)


@contextmanager
def heartbeat(extend: Callable[[], object]) -> Iterator[None]:
    """Call `extend` every BEAT_SECONDS in another thread until the block ends or LONGEST has passed."""
    stop = threading.Event()
    threading.Thread(target=_beat, args=(extend, stop), name="heartbeat", daemon=True).start()
    try:
        yield
    finally:
        stop.set()


def _beat(extend: Callable[[], object], stop: threading.Event) -> None:
    end = time.monotonic() + LONGEST.total_seconds()
    while not stop.wait(BEAT_SECONDS) and time.monotonic() < end:
        try:
            extend()
        except Error as error:  # SQLite is locked by the work itself, or the database restarts
            logger.warning("A lease was not extended", extra={"error": type(error).__name__})
        finally:
            connections.close_all()

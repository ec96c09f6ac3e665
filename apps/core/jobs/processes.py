"""Work for several processes of this machine: each has a connection of its own to the database, and shares nothing."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import django
from django.conf import settings

Task = TypeVar("Task")
Result = TypeVar("Result")


def start() -> None:
    """In each process. Ctrl-C reaches all of a terminal; the parent ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()


def default_processes() -> int:
    """One for each core; SQLite has one writer."""
    is_sqlite = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    return (
        1
        if is_sqlite
        else len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


def run_in_processes(
    function: Callable[[Task], Result], tasks: Iterable[Task], processes: int
) -> Iterator[Result]:
    """The results in the order of the tasks. function: of a module; it and the tasks are sent to other processes.

    What a function raises ends the run, as Ctrl-C does; tasks that have begun are finished.
    """
    # Processes are the unit of parallel work: threads within one product of matrices only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=start) as pool:
        try:
            yield from pool.map(function, tasks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise

"""Start work after responding: a message to a worker if there is a broker, else a thread of this process.

Starting never waits: messages are published by threads, a few at a time, and what exceeds their capacity is dropped.
That loses nothing of a queued task, whose row is found later: by the runner of a web process, by `run_due_jobs`
of a Celery beat, or by `manage.py run_jobs`.
"""

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from typing import Any

from celery import Task, current_app
from django.conf import settings
from django.db import Error, connections

from apps.core.jobs.broker import broker_connection
from apps.core.jobs.execution import run_due_tasks, run_task
from apps.core.tasks import run_queued_task

logger = logging.getLogger(__name__)

LEFT_TO_WORKERS = timedelta(
    minutes=2
)  # with a broker, the web process takes tasks that have been due for longer
SWEEP_SECONDS = 15.0
STOP_SECONDS = (
    20.0  # how long an ending process waits for its tasks; what takes longer is run again by another
)
PAUSE_SECONDS = 10.0  # without publishing, after the broker did not respond


class Pool:
    """Threads that run calls. A call beyond the capacity is refused, so that nothing piles up."""

    def __init__(self, name: str, *, threads: int, capacity: int):
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = threading.BoundedSemaphore(capacity)

    def submit(self, call: Callable[[], object]) -> bool:
        """Run the call in a thread, under the id of the present request. Returns False if it is refused."""
        if not self._free.acquire(blocking=False):
            return False
        self._threads.submit(copy_context().run, self._run, call)
        return True

    def _run(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Exception as error:
            logger.error("Background work failed", extra={"error": type(error).__name__})
        finally:
            self._free.release()
            connections.close_all()


class Runner:
    """Threads of a web process that run queued tasks: those they are told of at once, others when they find them."""

    THREADS, CAPACITY = 2, 1000

    def __init__(self) -> None:
        self._told: queue.Queue[int | None] = queue.Queue(self.CAPACITY)
        self._starting = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()

    def start(self) -> None:
        with self._starting:
            if self._threads:
                return
            names = [f"tasks-{number}" for number in range(self.THREADS)]
            self._threads = [threading.Thread(target=self._loop, name=name, daemon=True) for name in names]
            for thread in self._threads:
                thread.start()
            atexit.register(self.stop)

    def tell(self, task_id: int) -> None:
        """Run this task soon. If too many wait already, it is found by a sweep."""
        self.start()
        try:
            self._told.put_nowait(task_id)
        except queue.Full:
            logger.warning("Too many tasks wait in this process")

    def stop(self) -> None:
        """Take no more tasks, and wait up to STOP_SECONDS for those that run."""
        self._stopping.set()
        atexit.unregister(self.stop)
        for _ in self._threads:
            if not self._told.full():
                self._told.put_nowait(None)
        end = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                task_id = self._told.get(timeout=SWEEP_SECONDS)
            except queue.Empty:
                task_id = None
            if self._stopping.is_set():
                return
            self._work(task_id)

    def _work(self, task_id: int | None) -> None:
        try:
            if task_id is None:
                run_due_tasks(late_by=LEFT_TO_WORKERS if settings.CELERY_BROKER_URL else timedelta(0))
            else:
                run_task(task_id)
        except Error as error:  # the database is down: the rows are found later
            logger.warning("Queued tasks cannot be read", extra={"error": type(error).__name__})
        except Exception as error:
            logger.error("The runner of queued tasks failed", extra={"error": type(error).__name__})
        finally:
            connections.close_all()


class Publisher:
    """Sends messages to the broker from threads, each within two seconds."""

    def __init__(self) -> None:
        self._pool = Pool("publish", threads=2, capacity=50)
        self._paused_until = 0.0

    def publish(self, task: Task, arguments: dict[str, Any], *, otherwise: Callable[[], object]) -> None:
        """Send the task. `otherwise` is called, in a thread or here, if that is not possible."""

        def send() -> None:
            if not self._sent(task, arguments):
                otherwise()

        if not self._pool.submit(send):
            otherwise()

    def _sent(self, task: Task, arguments: dict[str, Any]) -> bool:
        if time.monotonic() < self._paused_until:
            return False
        try:
            with broker_connection() as connection:
                current_app.send_task(task.name, kwargs=arguments, connection=connection, retry=False)
        except Exception as error:  # each transport has its own
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("The broker does not respond", extra={"error": type(error).__name__})
            return False
        return True


runner, publisher = Runner(), Publisher()
loose = Pool("background", threads=2, capacity=50)


def start_runner() -> None:
    """Start the threads that find tasks left by other processes, in a web process that has started."""
    if settings.TASKS_IN_THREADS:
        runner.start()


def start_queued_task(task_id: int) -> None:
    """Have the committed task run soon. Does not wait, and does not raise."""
    if settings.CELERY_BROKER_URL:
        publisher.publish(run_queued_task, {"task_id": task_id}, otherwise=lambda: _tell(task_id))
    elif settings.TASKS_IN_THREADS:
        runner.tell(task_id)
    else:
        run_task(task_id)


def _tell(task_id: int) -> None:
    if settings.TASKS_IN_THREADS:
        runner.tell(task_id)


def in_background(task: Task, **arguments: Any) -> None:
    """Start work that may be lost: it is asked for again, or a scheduled job does it later. Does not wait.

    Errors are logged by type only, as their texts may be personal.
    """

    def run() -> None:
        try:
            task(**arguments)
        except Exception as error:
            logger.error("%s failed: %s", task.name, type(error).__name__)

    def run_here() -> None:
        if settings.TASKS_IN_THREADS:
            loose.submit(run)
        else:
            run()

    if settings.CELERY_BROKER_URL:
        publisher.publish(task, arguments, otherwise=run_here)
    else:
        run_here()

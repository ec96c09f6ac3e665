"""Work that a response does not wait for: on a worker if there is a broker, else in a background thread.

Call it when what the task reads has been committed.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from celery import Task
from django.conf import settings
from django.db import connections
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")


def in_background(task: Task, **arguments: Any) -> None:
    """Start the task and return. Its errors are logged by type only, as their texts may be personal."""
    if settings.CELERY_BROKER_URL:
        try:
            task.delay(**arguments)
            return
        except OperationalError:
            logger.warning(
                "The broker does not respond; the task runs in this process", extra={"task": task.name}
            )
    if settings.TASKS_IN_THREADS:
        threads.submit(_run_in_thread, task, arguments)
    else:
        _run(task, arguments)


def _run_in_thread(task: Task, arguments: dict[str, Any]) -> None:
    try:
        _run(task, arguments)
    finally:
        connections.close_all()


def _run(task: Task, arguments: dict[str, Any]) -> None:
    try:
        task(**arguments)
    except Exception as error:
        logger.error("%s failed: %s", task.name, type(error).__name__)

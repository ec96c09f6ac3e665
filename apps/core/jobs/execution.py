"""Run queued tasks: claim a row, run its work under a lease, and store how it ended.

A row is claimed by one conditional UPDATE, on every database: of two processes one changes a row. `attempts` is counted
up by the claim, so that it also tells the holder of a lease from a process that has lost it.
"""

import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import Error
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from apps.core.extensions import BackgroundTask, registered
from apps.core.http.middleware import current_request_id
from apps.core.jobs.job_log import log_run
from apps.core.jobs.leases import LEASE, heartbeat
from apps.core.models import QueuedTask

logger = logging.getLogger(__name__)
State = QueuedTask.State

FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=1)
JITTER = 0.25  # retries are up to this part later, so that they do not all come at once
LATE = timedelta(minutes=10)
DONE_STORED_FOR, FAILED_STORED_FOR = timedelta(days=3), timedelta(days=30)
INTERRUPTED = "Interrupted"  # the error of a task whose process was killed


def background_tasks() -> dict[str, BackgroundTask]:
    return {task.name: task for task in registered(BackgroundTask)}


def claimable(now: datetime, *, late_by: timedelta = timedelta(0)) -> QuerySet[QueuedTask]:
    """Tasks that could be run now. A task of a newer release, which this one does not know, is left alone."""
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    return QueuedTask.objects.filter(
        free, state=State.PENDING, due_at__lte=now - late_by, name__in=background_tasks()
    )


def due_task_ids(*, limit: int = 100, late_by: timedelta = timedelta(0)) -> list[int]:
    """Ids of tasks that could be run now, those that have been due for longest first. One query."""
    rows = claimable(timezone.now(), late_by=late_by).order_by("due_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def run_due_tasks(*, late_by: timedelta = timedelta(0)) -> Counter[str]:
    """Run tasks until none is due, and return their number by outcome."""
    outcomes: Counter[str] = Counter()
    while ids := due_task_ids(late_by=late_by):
        for task_id in ids:
            outcomes[run_task(task_id) or "claimed by another"] += 1
    return outcomes


def run_task(task_id: int) -> str | None:
    """Run the task if it is due and unclaimed. Errors of its work are stored and logged by their type, not raised.

    Returns success, retry or failure; None if it was not run.
    """
    task = claim(task_id)
    if task is None:
        return None
    with under_request_id(task):
        started = time.perf_counter()
        error = attempt(task)
        outcome = finish(task, error)
        log_run(task.name, outcome, time.perf_counter() - started, error=error, attempt=task.attempts)
    return outcome


def claim(task_id: int) -> QueuedTask | None:
    """Return the task, now leased by the caller; None if it is not due or another process has it.

    A task whose processes were killed in all its attempts fails here.
    """
    now = timezone.now()
    task = claimable(now).filter(pk=task_id).first()
    if task is None:
        return None
    if task.attempts >= background_tasks()[task.name].max_attempts:
        give_up(task, INTERRUPTED)
        return None
    mine = claimable(now).filter(pk=task_id, attempts=task.attempts)
    task.attempts += 1
    return task if mine.update(attempts=task.attempts, locked_until=now + LEASE) else None


def attempt(task: QueuedTask) -> Exception | None:
    """Do the work. If the process ends meanwhile, the task is due again at once."""
    try:
        with heartbeat(partial(extend, task)):
            background_tasks()[task.name].run(**task.arguments)
    except Exception as error:
        return error
    except BaseException:
        update(task, due_at=timezone.now(), locked_until=None)
        raise
    return None


def extend(task: QueuedTask) -> None:
    update(task, locked_until=timezone.now() + LEASE)


def finish(task: QueuedTask, error: Exception | None) -> str:
    if error is None:
        update(task, state=State.DONE, locked_until=None, last_error="", finished_at=timezone.now())
        return "success"
    name = type(error).__name__
    if task.attempts >= background_tasks()[task.name].max_attempts:
        give_up(task, name)
        return "failure"
    update(task, due_at=timezone.now() + retry_delay(task.attempts), locked_until=None, last_error=name[:100])
    return "retry"


def give_up(task: QueuedTask, error: str) -> None:
    """Store the final failure, and let the app of the task clean up once."""
    now = timezone.now()
    fields = {"state": State.FAILED, "locked_until": None, "last_error": error[:100], "finished_at": now}
    on_failed = background_tasks()[task.name].on_failed
    if not update(task, **fields) or on_failed is None:
        return
    try:
        on_failed(**task.arguments)
    except Exception as problem:
        logger.error(
            "The cleanup of a failed task failed", extra={"job": task.name, "error": type(problem).__name__}
        )


def update(task: QueuedTask, **fields: Any) -> int:
    """Update the row unless another process has claimed it since, or it has ended."""
    return QueuedTask.objects.filter(pk=task.pk, state=State.PENDING, attempts=task.attempts).update(**fields)


def retry_delay(attempts: int) -> timedelta:
    """Exponential: 30 s after the first attempt, doubled after each one up to an hour, plus jitter."""
    delay = min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)
    return delay * (1 + random.uniform(0, JITTER))  # noqa: S311


@contextmanager
def under_request_id(task: QueuedTask) -> Iterator[None]:
    """Log lines have the id of the request that asked for the task."""
    token = current_request_id.set(task.request_id or f"task-{task.pk}")
    try:
        yield
    finally:
        current_request_id.reset(token)


@dataclass(frozen=True)
class QueueReport:
    """`retrying`: pending after an error. `late`: due for LATE and run by no process. Age of the oldest pending in s."""

    pending: int
    retrying: int
    failed: int
    late: int
    oldest_seconds: float


def queue_report() -> QueueReport:
    """One query."""
    now = timezone.now()
    pending = Q(state=State.PENDING)
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    unfinished = QueuedTask.objects.filter(state__in=[State.PENDING, State.FAILED])
    counts = unfinished.aggregate(
        pending=Count("pk", filter=pending),
        retrying=Count("pk", filter=pending & ~Q(last_error="")),
        failed=Count("pk", filter=~pending),
        late=Count("pk", filter=pending & free & Q(due_at__lt=now - LATE)),
        oldest=Min("created_at", filter=pending),
    )
    oldest = counts.pop("oldest")
    return QueueReport(**counts, oldest_seconds=(now - oldest).total_seconds() if oldest else 0.0)


def queue_probe() -> tuple[bool, str]:
    """A late task makes no request wrong: it never makes the service unhealthy."""
    try:
        report = queue_report()
    except Error:
        return True, "unknown"
    words = [f"{report.pending} pending", f"{report.failed} failed", f"oldest {report.oldest_seconds:.0f} s"]
    return True, ", ".join([*words, f"{report.late} late"] if report.late else words)


def delete_finished_tasks() -> str:
    """Delete tasks that ended long ago; return a sentence for the job log."""
    now = timezone.now()
    done = Q(state=State.DONE, finished_at__lt=now - DONE_STORED_FOR)
    failed = Q(state=State.FAILED, finished_at__lt=now - FAILED_STORED_FOR)
    deleted, _ = QueuedTask.objects.filter(done | failed).delete()
    return f"Deleted {deleted} finished tasks"

"""One line and one measurement per background job, under the id of the request that asked for it."""

import logging
import time
from contextvars import Token
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any

from celery import Task
from celery.signals import before_task_publish, task_postrun, task_prerun, worker_ready
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from prometheus_client import start_http_server

from apps.core.http.middleware import current_request_id
from apps.core.models import ScheduledJob
from apps.core.observability import metrics

logger = logging.getLogger("movies.jobs")
# Its rows write lines of their own (core.jobs.execution).
WITHOUT_LINE = {"apps.core.tasks.run_queued_task"}
running: dict[str, tuple[float, Token[str]]] = {}


def pass_request_id_on(headers: dict[str, Any], **kwargs: Any) -> None:
    headers["request_id"] = current_request_id.get()


def job_starts(task_id: str, task: Task, **kwargs: Any) -> None:
    asked_by = task.request.get("request_id") or current_request_id.get()
    running[task_id] = time.perf_counter(), current_request_id.set(asked_by if asked_by != "-" else task_id)


def job_ended(task_id: str, task: Task, state: str | None = None, **kwargs: Any) -> None:
    started, token = running.pop(task_id)
    if task.name not in WITHOUT_LINE:
        log_run(task.name, (state or "unknown").lower(), time.perf_counter() - started)
    current_request_id.reset(token)


def log_run(
    name: str, outcome: str, seconds: float, *, error: Exception | None = None, attempt: int | None = None
) -> None:
    """Count and log one run. Of an error only its type and place are logged: its text may be personal."""
    metrics.JOB_RUNS.labels(name, outcome).inc()
    metrics.JOB_SECONDS.labels(name).observe(seconds)
    facts: dict[str, Any] = {"job": name, "outcome": outcome, "duration_ms": round(seconds * 1000, 1)}
    if attempt is not None:
        facts["attempt"] = attempt
    if error is not None:
        facts |= {"error": type(error).__name__, "where": place_of(error)}
        logger.warning("%s %s in %.1f s: %s", name, outcome, seconds, facts["error"], extra=facts)
    else:
        logger.info("%s %s in %.1f s", name, outcome, seconds, extra=facts)


def place_of(error: Exception) -> str:
    """Where in this project's code the error was raised, as file:line."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(settings.BASE_DIR / "apps")]
    if not ours:
        return ""
    return f"{Path(ours[-1].filename).relative_to(settings.BASE_DIR)}:{ours[-1].lineno}"


def serve_metrics(**kwargs: Any) -> None:
    if settings.WORKER_METRICS_PORT:
        start_http_server(settings.WORKER_METRICS_PORT)


def jobs_overdue() -> float:
    """Scheduled jobs that have been due for over an hour, or whose process died: no scheduler is running."""
    now = timezone.now()
    waiting = Q(running_since=None, due_at__lt=now - timedelta(hours=1))
    return ScheduledJob.objects.filter(waiting | Q(running_since__isnull=False, locked_until__lt=now)).count()


def jobs_failing() -> float:
    return ScheduledJob.objects.filter(~Q(last_error="")).count()


def connect() -> None:
    before_task_publish.connect(pass_request_id_on)
    task_prerun.connect(job_starts)
    task_postrun.connect(job_ended)
    worker_ready.connect(serve_metrics)

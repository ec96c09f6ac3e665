"""One line and one measurement per background job, under the id of the request that asked for it."""

import logging
import time
from contextvars import Token
from datetime import timedelta
from typing import Any

from celery import Task, current_app
from celery.signals import before_task_publish, task_postrun, task_prerun, worker_ready
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import KombuError
from prometheus_client import start_http_server

from apps.core.http.middleware import current_request_id
from apps.core.models import ScheduledJob
from apps.core.observability import metrics

logger = logging.getLogger("movies.jobs")
BROKER_SECONDS = 2
running: dict[str, tuple[float, Token[str]]] = {}


def pass_request_id_on(headers: dict[str, Any], **kwargs: Any) -> None:
    headers["request_id"] = current_request_id.get()


def job_starts(task_id: str, task: Task, **kwargs: Any) -> None:
    asked_by = task.request.get("request_id") or current_request_id.get()
    running[task_id] = time.perf_counter(), current_request_id.set(asked_by if asked_by != "-" else task_id)


def job_ended(task_id: str, task: Task, state: str | None = None, **kwargs: Any) -> None:
    started, token = running.pop(task_id)
    seconds, outcome = time.perf_counter() - started, (state or "unknown").lower()
    metrics.JOB_RUNS.labels(task.name, outcome).inc()
    metrics.JOB_SECONDS.labels(task.name).observe(seconds)
    facts = {"job": task.name, "outcome": outcome, "duration_ms": round(seconds * 1000, 1)}
    logger.info("%s %s in %.1f s", task.name, outcome, seconds, extra=facts)
    current_request_id.reset(token)


def serve_metrics(**kwargs: Any) -> None:
    if settings.WORKER_METRICS_PORT:
        start_http_server(settings.WORKER_METRICS_PORT)


def queue_length() -> float | None:
    """Number of jobs in the broker's queue; None without a broker or if it does not respond."""
    if not settings.CELERY_BROKER_URL:
        return None
    broker = current_app.connection_for_read(settings.CELERY_BROKER_URL, connect_timeout=BROKER_SECONDS)
    try:
        with broker, broker.channel() as channel:
            return channel.queue_declare(current_app.conf.task_default_queue, passive=True).message_count
    except broker.channel_errors:  # a queue that nothing was sent to yet is not there
        return 0
    except (KombuError, OSError, *broker.connection_errors):
        return None


def jobs_overdue() -> float:
    """Scheduled jobs that have been due for over an hour: no scheduler is running."""
    an_hour_ago = timezone.now() - timedelta(hours=1)
    return ScheduledJob.objects.filter(due_at__lt=an_hour_ago, running_since=None).count()


def jobs_failing() -> float:
    return ScheduledJob.objects.filter(~Q(last_error="")).count()


def connect() -> None:
    before_task_publish.connect(pass_request_id_on)
    task_prerun.connect(job_starts)
    task_postrun.connect(job_ended)
    worker_ready.connect(serve_metrics)

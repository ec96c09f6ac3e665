"""Celery's way into the scheduled jobs. Beat sends `run_due_jobs` every minute."""

from celery import shared_task

from apps.core.jobs.schedule import due_jobs, run_job
from apps.core.observability.dashboard import build_panels


@shared_task
def run_due_jobs() -> None:
    for name in due_jobs():
        run_scheduled_job.delay(name)


@shared_task
def run_scheduled_job(name: str) -> None:
    run_job(name)


@shared_task
def refresh_dashboard() -> None:
    build_panels()

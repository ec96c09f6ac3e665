"""Celery's way into queued tasks and scheduled jobs. Beat sends `run_due_jobs` every minute."""

from celery import shared_task

from apps.core.jobs.execution import due_task_ids, run_task
from apps.core.jobs.schedule import due_jobs, run_job
from apps.core.observability.dashboard import build_panels

MINUTE = 60


@shared_task
def run_due_jobs() -> None:
    for task_id in due_task_ids():
        run_queued_task.apply_async(kwargs={"task_id": task_id}, expires=MINUTE)
    for name in due_jobs():
        run_scheduled_job.delay(name)


@shared_task
def run_queued_task(task_id: int) -> None:
    run_task(task_id)


@shared_task
def run_scheduled_job(name: str) -> None:
    run_job(name)


@shared_task
def refresh_dashboard() -> None:
    build_panels()

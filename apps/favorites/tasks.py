from celery import shared_task

from apps.favorites.services.imports import jobs


@shared_task
def run_import(job_id: int) -> None:
    """For messages of the release before, which queued no row."""
    jobs.run(job_id=job_id)

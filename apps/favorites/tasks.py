from celery import shared_task

from apps.favorites.services.imports import jobs


@shared_task
def run_import(job_id: int) -> None:
    jobs.run(job_id)

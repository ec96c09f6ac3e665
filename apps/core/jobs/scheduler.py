"""A thread that runs scheduled jobs, for a development server, which has neither a Celery beat nor cron."""

import logging
import threading

from django.conf import settings
from django.db import Error, connections

from apps.core.jobs.schedule import due_jobs, run_job

logger = logging.getLogger(__name__)

FIRST_SECONDS = 20.0  # the first requests of a visitor come before the first jobs
EVERY_SECONDS = 60.0


def start_scheduler() -> threading.Thread | None:
    """Run what is due every minute, until the process ends. With a broker, a Celery beat does that."""
    if settings.CELERY_BROKER_URL:
        return None
    thread = threading.Thread(target=loop, name="scheduler", daemon=True)
    thread.start()
    return thread


def loop() -> None:
    pause = threading.Event()
    pause.wait(FIRST_SECONDS)
    while True:
        run_due_jobs()
        pause.wait(EVERY_SECONDS)


def run_due_jobs() -> None:
    """A job that fails is logged and is due again later; the others run."""
    try:
        for name in due_jobs():
            try:
                run_job(name)
            except Exception as error:
                logger.error("Job failed", extra={"job": name, "error": type(error).__name__})
    except Error as error:
        logger.warning("Scheduled jobs cannot be read", extra={"error": type(error).__name__})
    finally:
        connections.close_all()

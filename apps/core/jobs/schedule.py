"""Scheduled jobs. The first scheduler that claims a due job runs it, so that several can run side by side."""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.core.extensions import Job, registered
from apps.core.models import ScheduledJob

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=6)  # a job that is running for longer has died with its process
RETRY = timedelta(minutes=10)  # a job that failed is due again after this at the latest
EARLY = 0.05  # part of the interval that a scheduler's clock may be early


def due_jobs() -> list[str]:
    """Names of the registered jobs that could be claimed now, those waiting longest first."""
    names = enter_jobs()  # first: a job that is new is due from the moment of its entry
    rows = claimable(timezone.now()).filter(name__in=names)
    return list(rows.order_by("due_at", "name").values_list("name", flat=True))


def enter_jobs() -> list[str]:
    """The registered jobs, each with its row."""
    names = [job.name for job in registered(Job)]
    ScheduledJob.objects.bulk_create((ScheduledJob(name=name) for name in names), ignore_conflicts=True)
    return names


def job_named(name: str) -> Job:
    """Raises KeyError if no app registered a job of that name."""
    return {job.name: job for job in registered(Job)}[name]


def make_due(name: str) -> None:
    """Make the job due now."""
    ScheduledJob.objects.update_or_create(name=name, defaults={"due_at": timezone.now()})


def run_job(name: str) -> bool:
    """Run the job if it is due and not claimed by another process; False if it did not run.

    Errors of the job are raised, stored in `last_error`, and make it due again soon.
    """
    job, now = job_named(name), timezone.now()
    claimed = claimable(now).filter(name=name)
    if not claimed.update(running_since=now, due_at=now + job.every * (1 - EARLY), runs=F("runs") + 1):
        return False
    logger.info("Job %s starts", name)
    try:
        summary = job.run()
    except Exception as error:
        finish(name, last_error=f"{type(error).__name__}: {error}", due_at=now + min(job.every, RETRY))
        raise
    except BaseException:
        finish(name, last_error="interrupted", due_at=now)
        raise
    finish(name, last_error="")
    logger.info("Job finished", extra={"job": name, "summary": summary})
    return True


def claimable(now: datetime) -> QuerySet[ScheduledJob]:
    free = Q(running_since=None) | Q(running_since__lt=now - LEASE)
    return ScheduledJob.objects.filter(free, due_at__lte=now)


def finish(name: str, **fields: object) -> None:
    ScheduledJob.objects.filter(name=name).update(running_since=None, finished_at=timezone.now(), **fields)

"""Scheduled jobs. The first scheduler that claims a due job runs it, so that several can run side by side."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils import timezone

from apps.core.extensions import Job, JobSkipped, registered
from apps.core.jobs.leases import LEASE, LONGEST, heartbeat
from apps.core.models import ScheduledJob

logger = logging.getLogger(__name__)

SKIPPED = "skipped:"
KILLED = "killed"  # last_error from the start of a run that repeats one whose process died
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
    due_at = now + job.every * (1 - EARLY)
    died = Case(
        When(running_since=None, then=F("last_error")), default=Value(KILLED), output_field=TextField()
    )
    fields = {"running_since": now, "locked_until": now + LEASE, "due_at": due_at, "last_error": died}
    if not claimable(now).filter(name=name).update(runs=F("runs") + 1, **fields):
        return False
    mine = ScheduledJob.objects.filter(name=name, running_since=now)
    logger.info("Job started", extra={"job": name})
    try:
        with heartbeat(partial(extend, mine)):
            summary = str(job.run() or "")
    except JobSkipped as reason:
        summary = f"{SKIPPED} {reason}"
    except Exception as error:
        finish(mine, last_error=f"{type(error).__name__}: {error}", due_at=now + min(job.every, RETRY))
        raise
    except BaseException:
        finish(mine, last_error="interrupted", due_at=now)
        raise
    finish(mine, last_error="", last_result=summary[:300])
    logger.info("Job finished", extra={"job": name, "summary": summary})
    return True


def claimable(now: datetime) -> QuerySet[ScheduledJob]:
    """Jobs that are due, or whose process died.

    A job whose process died is repeated at once, but only once: it may be what kills its process.
    """
    idle = Q(running_since=None, due_at__lte=now)
    dead = Q(running_since__isnull=False, locked_until__lt=now) & (~Q(last_error=KILLED) | Q(due_at__lte=now))
    # A process of the release before claims without locked_until.
    old = Q(running_since__lt=now - LONGEST, locked_until=None, due_at__lte=now)
    return ScheduledJob.objects.filter(idle | dead | old)


def extend(mine: QuerySet[ScheduledJob]) -> None:
    mine.update(locked_until=timezone.now() + LEASE)


def finish(mine: QuerySet[ScheduledJob], **fields: object) -> None:
    """Store the end of a run, unless another process has claimed the job since."""
    mine.update(running_since=None, locked_until=None, finished_at=timezone.now(), **fields)

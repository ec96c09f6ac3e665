"""Sync runs: one at a time, their progress, and where an interrupted one can resume."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.movies.models import SyncRun

SIGN_OF_LIFE = timedelta(minutes=10)  # a run that is silent for longer has died
RESUMABLE = timedelta(hours=12)  # an older interrupted run is not resumed: lists have changed
ERRORS_KEPT = 200


class AlreadyRunning(Exception):
    def __init__(self, run: SyncRun | None):
        since = f" since {run.started_at:%H:%M} UTC" if run else ""
        super().__init__(f"Another sync is running{since}. Wait until it has ended.")


@contextmanager
def recorded_run(
    *, kind: str, options: dict[str, Any], started_by: Any = None, resume: bool = False
) -> Iterator[SyncRun]:
    """A SyncRun row for what happens inside: failed if that raises or leaves `errors`. Raises AlreadyRunning."""
    run = begin_run(kind=kind, options=options, started_by=started_by, resume=resume)
    try:
        yield run
    except Exception as error:
        end_run(run, SyncRun.Status.FAILED, [*run.errors, {"what": "the run", "error": str(error)}])
        raise
    except BaseException:
        end_run(run, SyncRun.Status.INTERRUPTED, run.errors)
        raise
    end_run(run, SyncRun.Status.FAILED if run.errors else SyncRun.Status.DONE, run.errors)


def begin_run(*, kind: str, options: dict[str, Any], started_by: Any, resume: bool) -> SyncRun:
    bury_the_dead()
    broken = broken_run(kind=kind, options=options) if resume else None
    run = SyncRun(
        kind=kind, options=options, started_by=started_by, worker=f"{socket.gethostname()}:{os.getpid()}"
    )
    if broken:
        run.cursor, run.counts = broken.cursor, broken.counts
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRunning(SyncRun.objects.filter(status=SyncRun.Status.RUNNING).first()) from error
    return run


def broken_run(*, kind: str, options: dict[str, Any]) -> SyncRun | None:
    """The last run of this kind with these options, if it broke off not long ago."""
    since = timezone.now() - RESUMABLE
    last = SyncRun.objects.filter(kind=kind, options=options, started_at__gte=since).first()
    broken = (SyncRun.Status.FAILED, SyncRun.Status.INTERRUPTED)
    return last if last and last.status in broken else None


def bury_the_dead() -> None:
    """End the runs whose process was killed: missing on this host, or without a heartbeat for too long."""
    for run in SyncRun.objects.filter(status=SyncRun.Status.RUNNING):
        silent = run.alive_at < timezone.now() - SIGN_OF_LIFE
        if silent or is_gone(run.worker):
            end_run(run, SyncRun.Status.INTERRUPTED, run.errors)


def is_gone(worker: str) -> bool:
    """True if the process was on this host and does not exist any more; unknown for other hosts."""
    host, _, process = worker.rpartition(":")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def end_run(run: SyncRun, status: str, errors: list[dict[str, str]]) -> None:
    run.status, run.errors, run.finished_at = status, errors[:ERRORS_KEPT], timezone.now()
    if run.pk is None:  # a run within one request is stored when it ends
        run.save(force_insert=True)
    else:
        run.save(update_fields=["status", "errors", "finished_at", "counts", "cursor"])


def note_progress(run: SyncRun) -> None:
    run.alive_at = timezone.now()
    run.save(update_fields=["alive_at", "counts", "cursor", "errors"])

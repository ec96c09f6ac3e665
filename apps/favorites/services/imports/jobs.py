"""Import jobs: store an upload with a queued task that runs it, and store its report."""

import logging
from collections import Counter
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.core.jobs.execution import run_task
from apps.core.jobs.queue import enqueue, pending_arguments
from apps.core.locking import lock_user
from apps.core.time_zones import zone_of_user
from apps.favorites.models import ImportJob
from apps.favorites.services.imports.archives import MEGABYTE, open_upload
from apps.favorites.services.imports.formats import check, read_rows
from apps.favorites.services.imports.journal import Journal, counts_of, difference, snapshot
from apps.favorites.services.imports.matching import match
from apps.favorites.services.imports.rows import NOT_A_MOVIE, ImportRefusedError, Row
from apps.favorites.services.imports.values import NOT_STORABLE
from apps.favorites.services.imports.writing import Matched, Outcome, write

logger = logging.getLogger(__name__)
Status = ImportJob.Status
# Files up to this size are read in the request, so that a mistake is reported at once.
READ_IN_REQUEST_BYTES = MEGABYTE
TASK = "favorites.run_import"
MAX_ATTEMPTS = 5
UNFINISHED = (Status.PENDING, Status.RUNNING, Status.RETRYING)
FORGOTTEN = timedelta(minutes=10)
SERVER_ERROR = (
    "The import failed because of an error on the server. Nothing was written. Upload the file again."
)
WILL_RETRY = "The import failed because of an error on the server. Nothing was written. It will be tried again in minutes."
NO_MOVIE = "No movie matches, or several movies have this title. Add its TMDb or IMDb id."


class DryRunDone(Exception):
    """Rolls a dry run back."""


def accept(*, user_id: int, name: str, content: bytes, dry_run: bool) -> ImportJob:
    """Store a job for the file, and run it: here if the file is small and there is no broker, else in the background.

    Of a large file only the format is checked. Raises ImportRefusedError.
    """
    upload = open_upload(name, content)
    source = check(upload)
    rows = len(read_rows(upload, zone=zone_of_user(user_id))) if len(content) <= READ_IN_REQUEST_BYTES else 0
    in_request = bool(rows) and not settings.CELERY_BROKER_URL
    with transaction.atomic():
        job = ImportJob.objects.create(
            user_id=user_id,
            source=source,
            filename=NOT_STORABLE.sub("", name)[:200],
            payload=content,
            rows_total=rows,
            dry_run=dry_run,
        )
        task = enqueue(TASK, start=not in_request, job_id=job.pk)
    if in_request:
        run_task(task.pk)
    return job


def run(*, job_id: int) -> None:
    """Import the file and store the report, in one transaction. Does nothing if the job has ended.

    The lease of the queued task makes this the only process that runs it. Raises what is not the file's fault.
    """
    unfinished = ImportJob.objects.filter(pk=job_id, status__in=UNFINISHED, payload__isnull=False)
    if not unfinished.update(status=Status.RUNNING, rows_done=0, error="", updated_at=timezone.now()):
        return
    job = ImportJob.objects.get(pk=job_id)
    try:
        outcome = import_file(job)
        if job.dry_run:
            finish(job_id, status=Status.DONE, **outcome)
    except ImportRefusedError as error:
        finish(job_id, status=Status.FAILED, error=str(error)[:500])
    except Exception:
        logger.exception("Import failed", extra={"import_id": job_id})
        unfinished.update(status=Status.RETRYING, error=WILL_RETRY, updated_at=timezone.now())
        raise


def fail(*, job_id: int) -> None:
    """End a job whose attempts have all failed."""
    if ImportJob.objects.filter(pk=job_id, status__in=UNFINISHED).exists():
        finish(job_id, status=Status.FAILED, error=SERVER_ERROR)


def finish(job_id: int, **fields: Any) -> None:
    now = timezone.now()
    ImportJob.objects.filter(pk=job_id).update(**fields, payload=None, finished_at=now, updated_at=now)


def queue_forgotten() -> str:
    """Queue unfinished jobs without a task, which a process of the release before has left."""
    queued = {arguments["job_id"] for arguments in pending_arguments(TASK)}
    old = ImportJob.objects.filter(status__in=UNFINISHED, updated_at__lt=timezone.now() - FORGOTTEN)
    ids = [pk for pk in old.order_by("pk").values_list("pk", flat=True) if pk not in queued]
    for job_id in ids:
        enqueue(TASK, job_id=job_id)
    return f"{len(ids)} imports queued"


def import_file(job: ImportJob) -> dict[str, Any]:
    """Write the rows and, unless it is a dry run, the end of the job. Returns the fields of the report."""
    zone = zone_of_user(job.user_id)
    rows = read_rows(open_upload(job.filename, bytes(job.payload or b"")), zone=zone)
    ids = match(rows)
    usable = [index for index, row in enumerate(rows) if ids[index] and not row.problem]
    progress = {"rows_total": len(rows), "rows_done": len(rows) - len(usable)}
    ImportJob.objects.filter(pk=job.pk).update(**progress, updated_at=timezone.now())
    report = [report_line(row, movie_id) for row, movie_id in zip(rows, ids, strict=True)]
    try:
        with transaction.atomic():
            matched = [(rows[index], ids[index] or 0) for index in usable]
            outcome, journal = write_with_journal(user_id=job.user_id, matched=matched, zone=zone)
            fields = report_fields(report, usable, outcome, journal)
            if job.dry_run:
                raise DryRunDone
            finish(job.pk, status=Status.DONE, **fields)
    except DryRunDone:
        pass
    return fields


def write_with_journal(*, user_id: int, matched: Matched, zone: ZoneInfo) -> tuple[Outcome, Journal]:
    """Write the rows. The user is locked, so that nothing else changes their library meanwhile."""
    lock_user(user_id)
    movie_ids = {movie_id for _, movie_id in matched}
    before = snapshot(user_id, movie_ids)
    outcome = write(user_id=user_id, matched=matched, zone=zone)
    return outcome, difference(before, snapshot(user_id, movie_ids))


def report_fields(
    report: list[dict[str, Any]], usable: list[int], outcome: Outcome, journal: Journal
) -> dict[str, Any]:
    for index, result, reason in zip(usable, outcome.results, outcome.reasons, strict=True):
        report[index] |= {"result": result, "reason": reason}
    by_result = dict(Counter(line["result"] for line in report))
    return {"report": report, "rows_done": len(report), "counts": {"rows": by_result} | counts_of(journal)}


def report_line(row: Row, movie_id: int | None) -> dict[str, Any]:
    """Return a line of the report; for rows that will be written without their result."""
    result, reason = "", ""
    if row.problem:
        result, reason = "skipped", row.problem
    elif movie_id is None:
        result, reason = ("skipped", NOT_A_MOVIE) if row.may_be_series else ("not_found", NO_MOVIE)
    return {
        "file": NOT_STORABLE.sub("", row.file),
        "line": row.line,
        "kind": row.kind,
        "title": row.title,
        "year": row.year,
        "movie": movie_id,
        "result": result,
        "reason": reason,
    }

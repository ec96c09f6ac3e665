"""Import jobs: store an upload, run the import in this process or a worker, and store its report."""

import logging
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.favorites.models import ImportJob
from apps.favorites.services.imports.files import MEGABYTE, open_upload
from apps.favorites.services.imports.formats import check, read_rows
from apps.favorites.services.imports.matching import match
from apps.favorites.services.imports.rows import NOT_STORABLE, ImportRefusedError, Row
from apps.favorites.services.imports.writing import Outcome, write

logger = logging.getLogger(__name__)
Status = ImportJob.Status
# Files up to this size are read in the request, so that a mistake is reported at once.
READ_IN_REQUEST_BYTES = MEGABYTE
# After this time without a change a job has lost its message to the broker, or its process.
ABANDONED_PENDING, ABANDONED_RUNNING = timedelta(minutes=2), timedelta(minutes=10)
SERVER_ERROR = (
    "The import failed because of an error on the server. Nothing was written. Upload the file again."
)
NO_MOVIE = "No movie matches, or several movies have this title. Add its TMDb or IMDb id."
NOT_A_MOVIE = "This is not a movie."


class DryRunDone(Exception):
    """Rolls a dry run back."""


def accept(*, user_id: int, name: str, content: bytes, dry_run: bool) -> ImportJob:
    """Store a job for the file. Of a large file only the format is checked. Raises ImportRefusedError."""
    upload = open_upload(name, content)
    source = check(upload)
    rows = len(read_rows(upload)) if len(content) <= READ_IN_REQUEST_BYTES else 0
    return ImportJob.objects.create(
        user_id=user_id,
        source=source,
        filename=NOT_STORABLE.sub("", name)[:200],
        payload=content,
        rows_total=rows,
        dry_run=dry_run,
    )


def run(job_id: int) -> None:
    """Import the file and store the report, in one transaction. Does nothing if the job has ended or is running."""
    if not claim(job_id):
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
        finish(job_id, status=Status.FAILED, error=SERVER_ERROR)


def claim(job_id: int) -> bool:
    """Mark the job as running. Returns False if it ended, was deleted, or is run by another process."""
    now = timezone.now()
    free = Q(status=Status.PENDING) | Q(status=Status.RUNNING, updated_at__lt=now - ABANDONED_RUNNING)
    claimable = ImportJob.objects.filter(free, pk=job_id, payload__isnull=False)
    return bool(claimable.update(status=Status.RUNNING, rows_done=0, updated_at=now))


def finish(job_id: int, **fields: Any) -> None:
    now = timezone.now()
    ImportJob.objects.filter(pk=job_id).update(**fields, payload=None, finished_at=now, updated_at=now)


def resume_abandoned() -> str:
    """Run the jobs whose message to the broker was lost or whose process was killed."""
    now = timezone.now()
    lost = Q(status=Status.PENDING, updated_at__lt=now - ABANDONED_PENDING)
    killed = Q(status=Status.RUNNING, updated_at__lt=now - ABANDONED_RUNNING)
    ids = list(ImportJob.objects.filter(lost | killed).order_by("pk").values_list("pk", flat=True))
    for job_id in ids:
        run(job_id)
    return f"{len(ids)} imports resumed"


def import_file(job: ImportJob) -> dict[str, Any]:
    """Write the rows and, unless it is a dry run, the end of the job. Returns the fields of the report."""
    rows = read_rows(open_upload(job.filename, bytes(job.payload or b"")))
    ids = match(rows)
    usable = [index for index, row in enumerate(rows) if ids[index] and not row.problem]
    progress = {"rows_total": len(rows), "rows_done": len(rows) - len(usable)}
    ImportJob.objects.filter(pk=job.pk).update(**progress, updated_at=timezone.now())
    report = [report_line(row, movie_id) for row, movie_id in zip(rows, ids, strict=True)]
    try:
        with transaction.atomic():
            outcome = write(user_id=job.user_id, matched=[(rows[index], ids[index] or 0) for index in usable])
            fields = report_fields(report, usable, outcome)
            if job.dry_run:
                raise DryRunDone
            finish(job.pk, status=Status.DONE, **fields)
    except DryRunDone:
        pass
    return fields


def report_fields(report: list[dict[str, Any]], usable: list[int], outcome: Outcome) -> dict[str, Any]:
    for index, result, reason in zip(usable, outcome.results, outcome.reasons, strict=True):
        report[index] |= {"result": result, "reason": reason}
    by_result = dict(Counter(line["result"] for line in report))
    return {"report": report, "rows_done": len(report), "counts": {"rows": by_result} | outcome.counts}


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

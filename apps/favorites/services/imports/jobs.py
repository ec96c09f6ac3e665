"""Import jobs: store an upload with a queued task that runs it, store its report, cancel it and take it back."""

import logging
from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.http.exceptions import Conflict
from apps.core.jobs.execution import run_task
from apps.core.jobs.queue import enqueue, pending_arguments
from apps.core.time_zones import zone_of_user
from apps.favorites.models import ImportJob, ImportRow
from apps.favorites.services.imports import unmatched
from apps.favorites.services.imports.archives import MEGABYTE, open_upload
from apps.favorites.services.imports.fetching import fetch_missing
from apps.favorites.services.imports.formats import check, read_rows
from apps.favorites.services.imports.journal import Journal, counts_of
from apps.favorites.services.imports.matching import match, match_without_article
from apps.favorites.services.imports.recording import UNDO_DAYS, undo_deadline, write_with_journal
from apps.favorites.services.imports.rows import NOT_A_MOVIE, ImportRefusedError, Row
from apps.favorites.services.imports.settings import refuse_settings
from apps.favorites.services.imports.undoing import take_back
from apps.favorites.services.imports.values import NOT_STORABLE
from apps.favorites.services.imports.writing import Outcome
from apps.movies.services.tmdb_service import TMDbService

logger = logging.getLogger(__name__)
Status = ImportJob.Status
# Files up to this size, unpacked, are read in the request, so that a mistake is reported at once.
READ_IN_REQUEST_BYTES = MEGABYTE
ROWS_IN_REQUEST = 2000  # of an import, or of what is undone
BATCH, DELETED_AT_ONCE = 100, 5000
TASK, UNDO_TASK = "favorites.run_import", "favorites.undo_import"
MAX_ATTEMPTS = 5
UNFINISHED = (Status.PENDING, Status.RUNNING, Status.RETRYING)
FORGOTTEN = timedelta(minutes=10)
STORED_FOR = timedelta(days=365)
WROTE_NOTHING = (Status.FAILED, Status.CANCELLED, Status.UNDONE)
SERVER_ERROR = (
    "The import failed because of an error on the server. Nothing was written. Upload the file again."
)
WILL_RETRY = "The import failed because of an error on the server. Nothing was written. It will be tried again in minutes."
UNDO_FAILED = (
    "The import could not be undone because of an error on the server. Nothing was changed. Try again."
)
NO_NAME = "This row names no movie. Add its title, or its TMDb or IMDb id."
NO_MOVIE = (
    "No movie matches, or several movies have this title. Match it by hand, or add its TMDb or IMDb id."
)
HAS_ENDED = "The import has ended already. Undo it instead."
NOT_UNDOABLE = "Only an import that is done can be undone; this one is {status}."
NOTHING_TO_UNDO = "A dry run has written nothing."
TOO_OLD = f"An import can be undone for {UNDO_DAYS} days. Delete its entries one by one."


class DryRunDone(Exception):
    """Rolls a dry run back."""


class Cancelled(Exception):
    """The user has cancelled or deleted the job. Rolls its writes back."""


def accept(
    *,
    user_id: int,
    name: str,
    content: bytes,
    dry_run: bool,
    with_settings: bool = True,
    lists: str = ImportJob.Lists.PLAYLIST,
) -> ImportJob:
    """Store a job for the file, and run it: here if the file is small and needs no network, else in the background.

    Of a large file only the format is checked. with_settings: also restore the profile and other settings that our own
    export has. lists: what lists are whose file does not say it. Raises ImportRefusedError.
    """
    upload = open_upload(name, content, lists=lists)
    source = check(upload)
    is_small = upload.size <= READ_IN_REQUEST_BYTES
    rows = len(read_rows(upload, zone=zone_of_user(user_id))) if is_small else 0
    is_quick = is_small and rows <= ROWS_IN_REQUEST and not TMDbService.is_configured()
    in_request = is_quick and not settings.CELERY_BROKER_URL
    with transaction.atomic():
        job = ImportJob.objects.create(
            user_id=user_id,
            source=source,
            filename=NOT_STORABLE.sub("", name)[:200],
            payload=content,
            rows_total=rows,
            dry_run=dry_run,
            with_settings=with_settings,
            lists=lists,
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
    job = ImportJob.objects.filter(pk=job_id).first()
    try:
        if job is not None:
            import_file(job)
    except Cancelled:
        return
    except ImportRefusedError as error:
        finish(job_id, status=Status.FAILED, error=str(error)[:500])
    except Exception:
        logger.exception("Import failed", extra={"import_id": job_id})
        unfinished.update(status=Status.RETRYING, error=WILL_RETRY, updated_at=timezone.now())
        raise


def fail(*, job_id: int) -> None:
    """End a job whose attempts have all failed."""
    finish(job_id, status=Status.FAILED, error=SERVER_ERROR)


def finish(job_id: int, **fields: Any) -> int:
    """End a job, unless it has ended. Returns 1, or 0 if it has."""
    now = timezone.now()
    unfinished = ImportJob.objects.filter(pk=job_id, status__in=UNFINISHED)
    return unfinished.update(**fields, payload=None, finished_at=now, updated_at=now)


def check_not_cancelled(job: ImportJob) -> None:
    if not ImportJob.objects.filter(pk=job.pk, status=Status.RUNNING).exists():
        raise Cancelled


def queue_forgotten() -> str:
    """Queue unfinished jobs without a task, which a process of the release before has left."""
    queued = {arguments["job_id"] for arguments in pending_arguments(TASK)}
    old = ImportJob.objects.filter(status__in=UNFINISHED, updated_at__lt=timezone.now() - FORGOTTEN)
    ids = [pk for pk in old.order_by("pk").values_list("pk", flat=True) if pk not in queued]
    for job_id in ids:
        enqueue(TASK, job_id=job_id)
    return f"{len(ids)} imports queued"


def import_file(job: ImportJob) -> None:
    """Write the rows, unless it is a dry run, and the end of the job. Raises Cancelled and ImportRefusedError."""
    zone = zone_of_user(job.user_id)
    rows = read_rows(open_upload(job.filename, bytes(job.payload or b""), lists=job.lists), zone=zone)
    if not job.with_settings:
        rows = [refuse_settings(row) for row in rows]
    ids = match(rows)
    if not job.dry_run:
        missing = [row for row, movie_id in zip(rows, ids, strict=True) if movie_id is None]
        if fetch_missing(missing, check=lambda: check_not_cancelled(job)):
            ids = match(rows)
    ids = match_without_article(rows, ids)
    usable = [
        index for index, row in enumerate(rows) if (ids[index] or not row.needs_movie) and not row.problem
    ]
    progress = {"rows_total": len(rows), "rows_done": len(rows) - len(usable)}
    ImportJob.objects.filter(pk=job.pk).update(**progress, updated_at=timezone.now())
    report = [report_line(row, movie_id) for row, movie_id in zip(rows, ids, strict=True)]
    try:
        with transaction.atomic():
            matched = [(rows[index], ids[index] or 0) for index in usable]
            outcome, journal = write_with_journal(user_id=job.user_id, matched=matched)
            fields = report_fields(report, usable, outcome, journal)
            if job.dry_run:
                raise DryRunDone
            if not finish(job.pk, status=Status.DONE, journal=journal, **fields):
                raise Cancelled
            lost = [(n, row) for n, row in enumerate(rows) if report[n]["result"] == "not_found"]
            unmatched.store(job_id=job.pk, rows=lost)
    except DryRunDone:
        finish(job.pk, status=Status.DONE, **fields)


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
    elif movie_id is None and row.needs_movie and not (row.title or row.tmdb_id or row.imdb_id):
        result, reason = "skipped", NO_NAME
    elif movie_id is None and row.needs_movie:
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


@transaction.atomic
def cancel(*, user_id: int, job_id: int) -> None:
    """End a job before it has written anything. Raises NotFound (404), and Conflict (409) if it has ended."""
    own = ImportJob.objects.filter(pk=job_id, user=user_id)
    if not own.exists():
        raise NotFound
    if not finish(job_id, status=Status.CANCELLED):
        raise Conflict(HAS_ENDED)


def delete(*, user_id: int, job_id: int) -> None:
    """Delete a job with its report; what it wrote stays. One that has not ended is cancelled.

    Raises NotFound (404), and Conflict (409) if it was done while this waited for it: it could not be undone any more.
    """
    own = ImportJob.objects.filter(pk=job_id, user=user_id)
    to_cancel = own.filter(status__in=UNFINISHED).exists()
    with transaction.atomic():
        status = own.select_for_update(no_key=True).values_list("status", flat=True).first()
        if status is None:
            raise NotFound
        if to_cancel and status == Status.DONE:
            raise Conflict(HAS_ENDED)
        own.delete()


def undo(*, user_id: int, job_id: int) -> None:
    """Take an import back: here if it is small, else in the background. Raises NotFound (404) and Conflict (409)."""
    with transaction.atomic():
        job = unmatched.lock_done_job(user_id=user_id, job_id=job_id)
        if job is None:
            raise NotFound
        if job.status != Status.DONE:
            raise Conflict(NOT_UNDOABLE.format(status=job.status))
        if job.dry_run:
            raise Conflict(NOTHING_TO_UNDO)
        deadline = undo_deadline(job)
        if job.journal is None or deadline is None or deadline < timezone.now():
            raise Conflict(TOO_OLD)
        job.status, job.error = Status.UNDOING, ""
        job.save(update_fields=["status", "error", "updated_at"])
        is_small = sum(len(entries) for entries in job.journal.values()) <= ROWS_IN_REQUEST
        in_request = is_small and not settings.CELERY_BROKER_URL
        task = enqueue(UNDO_TASK, start=not in_request, job_id=job.pk)
    if in_request:
        run_task(task.pk)


@transaction.atomic
def run_undo(*, job_id: int) -> None:
    """Take back what the job wrote, and end it. Does nothing if that is done."""
    owner = ImportJob.objects.filter(pk=job_id).values_list("user_id", flat=True).first()
    job = unmatched.lock_done_job(user_id=owner, job_id=job_id) if owner else None
    if job is None or job.status != Status.UNDOING:
        return
    counts = take_back(user_id=job.user_id, journal=job.journal or {})
    job.rows.all().delete()
    job.status, job.journal, job.counts = Status.UNDONE, None, job.counts | counts
    job.save(update_fields=["status", "journal", "counts", "updated_at"])


def fail_undo(*, job_id: int) -> None:
    jobs = ImportJob.objects.filter(pk=job_id, status=Status.UNDOING)
    jobs.update(status=Status.DONE, error=UNDO_FAILED, updated_at=timezone.now())


def delete_old() -> str:
    """Delete imports that ended long ago, unless rows wait: after a month if they wrote nothing, else after a year."""
    now = timezone.now()
    wrote_nothing = Q(dry_run=True) | Q(status__in=WROTE_NOTHING)
    ended = ImportJob.objects.exclude(status__in=(*UNFINISHED, Status.UNDOING)).filter(
        Q(finished_at__lt=now - STORED_FOR)
        | wrote_nothing & Q(updated_at__lt=now - timedelta(days=UNDO_DAYS))
    )
    waiting = ImportRow.objects.filter(job=OuterRef("pk"), status=ImportRow.Status.WAITING)
    ids = list(ended.filter(~Exists(waiting)).order_by("pk").values_list("pk", flat=True)[:DELETED_AT_ONCE])
    for start in range(0, len(ids), BATCH):
        ImportJob.objects.filter(pk__in=ids[start : start + BATCH]).delete()
    return f"{len(ids)} imports deleted"


def forget_journals() -> str:
    """Delete journals of imports that cannot be undone any more."""
    old = ImportJob.objects.filter(
        journal__isnull=False, finished_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)
    )
    return f"{old.exclude(status=Status.UNDOING).update(journal=None)} journals deleted"

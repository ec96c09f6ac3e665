"""The life of an import: taken, run (now or by a worker), told row by row."""

import logging
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.favorites.models import ImportJob
from apps.favorites.services.imports.files import open_upload
from apps.favorites.services.imports.formats import read_rows
from apps.favorites.services.imports.matching import match
from apps.favorites.services.imports.rows import ImportRefusedError, Row
from apps.favorites.services.imports.writing import Outcome, write

logger = logging.getLogger(__name__)
Status = ImportJob.Status
BROKEN = "The import failed on our side; nothing was written. Try again, and tell us if it fails again."
NOT_HERE = "We do not have this movie, or several have this title. Its TMDb or IMDb id would tell."


class DryRunDone(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def take(*, user: Any, name: str, content: bytes, dry_run: bool) -> ImportJob:
    """Reads the whole file once, so that what is odd is refused at the door. Raises ImportRefusedError."""
    source, rows = read_rows(open_upload(name, content))
    return ImportJob.objects.create(
        user=user, source=source, filename=name[:200], payload=content, rows_total=len(rows), dry_run=dry_run
    )


def run(job_id: int) -> None:
    """Idempotent: a job that ended does nothing; one whose worker died starts again."""
    job = ImportJob.objects.select_related("user").filter(pk=job_id).first()
    if job is None or job.payload is None:
        return
    change(job, status=Status.RUNNING)
    try:
        outcome = apply(job)
    except ImportRefusedError as error:
        change(job, status=Status.FAILED, error=str(error), payload=None, finished_at=timezone.now())
    except Exception:
        logger.exception("import %s failed", job.pk)
        change(job, status=Status.FAILED, error=BROKEN, payload=None, finished_at=timezone.now())
    else:
        change(job, status=Status.DONE, payload=None, finished_at=timezone.now(), **outcome)


def change(job: ImportJob, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(job, name, value)
    job.save(update_fields=[*fields, "updated_at"])


def apply(job: ImportJob) -> dict[str, Any]:
    """The fields that tell how it went. `rows_done` counts what was read and looked up, then everything."""
    _, rows = read_rows(open_upload(job.filename, bytes(job.payload or b"")))
    ids = match(rows)
    usable = [place for place, row in enumerate(rows) if ids[place] and not row.problem]
    change(job, rows_done=len(rows) - len(usable))
    outcome = written(job, [(rows[place], ids[place] or 0) for place in usable])
    report = [line_of(row, movie_id) for row, movie_id in zip(rows, ids, strict=True)]
    for place, result, reason in zip(usable, outcome.results, outcome.reasons, strict=True):
        report[place] |= {"result": result, "reason": reason}
    by_result = dict(Counter(line["result"] for line in report))
    return {"report": report, "rows_done": len(rows), "counts": {"rows": by_result} | outcome.counts}


def written(job: ImportJob, matched: list[tuple[Row, int]]) -> Outcome:
    """All in one transaction; a dry run does everything, and takes it back."""
    try:
        with transaction.atomic():
            outcome = write(user_id=job.user_id, matched=matched)
            if job.dry_run:
                raise DryRunDone(outcome)
    except DryRunDone as done:
        return done.outcome
    return outcome


def line_of(row: Row, movie_id: int | None) -> dict[str, Any]:
    """A line of the report, before it is known what was written."""
    if row.problem:
        result, reason = "skipped", row.problem
    elif movie_id is None:
        result, reason = "not_found", NOT_HERE
    else:
        result, reason = "", ""
    where = {"file": row.file, "line": row.line, "kind": row.kind}
    return where | {
        "title": row.title,
        "year": row.year,
        "movie": movie_id,
        "result": result,
        "reason": reason,
    }

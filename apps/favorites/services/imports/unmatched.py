"""Rows of imports without a movie: stored, tried again when the catalogue grows, matched by hand or dismissed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.http.exceptions import Conflict
from apps.core.locking import lock_user
from apps.favorites.models import ImportJob, ImportRow
from apps.favorites.services.imports.fetching import fetch_missing
from apps.favorites.services.imports.matching import match, match_without_article
from apps.favorites.services.imports.recording import add_to_job, write_with_journal
from apps.favorites.services.imports.rows import Row, from_json, to_json
from apps.movies.models import Movie

Status = ImportRow.Status
BATCH = 500
TRIED_AT_ONCE = 2000
TRY_AGAIN = timedelta(days=1)
FETCH_FOR = timedelta(days=30)  # after that TMDb is not asked any more; the catalogue still is
IS_MATCHED = "This row is matched already. Delete the entry that it made, if it is wrong."
NOT_DONE = "The rows of an import can be matched when it is done, and not after it was undone."


def store(*, job_id: int, rows: Iterable[tuple[int, Row]]) -> None:
    """Store rows that match no movie, with their places in the report."""
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                job_id=job_id,
                number=number,
                title=row.title,
                year=row.year,
                tmdb_id=row.tmdb_id,
                imdb_id=row.imdb_id,
                values=to_json(row),
            )
            for number, row in rows
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def match_by_hand(*, user_id: int, job_id: int, row_id: int, movie_id: int) -> list[ImportRow]:
    """Write this row, and the waiting rows of the import that name the same movie, as rows about `movie_id`.

    Returns these rows, this one first. Raises NotFound (404) and Conflict (409).
    """
    job, row = lock_row(user_id=user_id, job_id=job_id, row_id=row_id)
    if row.status == Status.MATCHED:
        raise Conflict(IS_MATCHED)
    same = job.rows.filter(
        status=Status.WAITING, title=row.title, year=row.year, tmdb_id=row.tmdb_id, imdb_id=row.imdb_id
    )
    rows = [row, *same.exclude(pk=row.pk).order_by("number", "pk")]
    write_rows(job, [(each, movie_id) for each in rows])
    return rows


@transaction.atomic
def dismiss(*, user_id: int, job_id: int, row_id: int) -> ImportRow:
    """Have the row not tried any more. Raises NotFound (404), and Conflict (409) if it is matched."""
    _, row = lock_row(user_id=user_id, job_id=job_id, row_id=row_id)
    if row.status == Status.MATCHED:
        raise Conflict(IS_MATCHED)
    row.status = Status.DISMISSED
    row.save(update_fields=["status"])
    return row


def lock_row(*, user_id: int, job_id: int, row_id: int) -> tuple[ImportJob, ImportRow]:
    job = lock_done_job(user_id=user_id, job_id=job_id)
    row = job.rows.filter(pk=row_id).first() if job else None
    if job is None or row is None:
        raise NotFound
    if job.status != ImportJob.Status.DONE:
        raise Conflict(NOT_DONE)
    return job, row


def lock_done_job(*, user_id: int, job_id: int) -> ImportJob | None:
    """Lock the user and the job until the end of the transaction."""
    lock_user(user_id)
    jobs = ImportJob.objects.select_for_update(no_key=True).defer("payload", "report")
    return jobs.filter(pk=job_id, user=user_id).first()


def write_rows(job: ImportJob, found: list[tuple[ImportRow, int]]) -> None:
    """Write rows with their movies into the library, and note the results in them and in the job, which is locked."""
    matched = [(from_json(row.values), movie_id) for row, movie_id in found]
    outcome, journal = write_with_journal(user_id=job.user_id, matched=matched)
    add_to_job(job, outcome, journal)
    rows = [row for row, _ in found]
    for index, (row, movie_id) in enumerate(found):
        row.status, row.movie_id, row.tried_at = Status.MATCHED, movie_id, timezone.now()
        row.result, row.reason = outcome.results[index], outcome.reasons[index][:500]
    ImportRow.objects.bulk_update(rows, ["status", "movie", "tried_at", "result", "reason"], batch_size=BATCH)


def due_rows() -> QuerySet[ImportRow]:
    """Waiting rows that were tried before the newest movie was added, or a day ago: movies get other titles, too."""
    now = timezone.now()
    tried_before = Q(tried_at__lt=now - TRY_AGAIN)
    newest: datetime | None = Movie.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is not None:
        tried_before |= Q(tried_at__lt=newest)
    waiting = ImportRow.objects.filter(status=Status.WAITING, job__status=ImportJob.Status.DONE)
    return waiting.filter(tried_before).order_by("tried_at", "pk")


def try_again() -> str:
    """Look for the movies of rows that wait, those that were not tried for longest first. A scheduled job."""
    rows = list(
        due_rows().select_related("job").defer("job__payload", "job__report", "job__journal")[:TRIED_AT_ONCE]
    )
    parsed = [from_json(row.values) for row in rows]
    ids = match(parsed)
    recent = timezone.now() - FETCH_FOR
    missing = [
        row
        for row, stored, pk in zip(parsed, rows, ids, strict=True)
        if pk is None and stored.created_at > recent
    ]
    if missing and fetch_missing(missing, check=lambda: None):
        ids = match(parsed)
    ids = match_without_article(parsed, ids)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(tried_at=timezone.now())
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for row, movie_id in zip(rows, ids, strict=True):
        if movie_id is not None:
            found[row.job.user_id, row.job_id][row.pk] = movie_id
    written = sum(write_found(*key, movie_ids) for key, movie_ids in found.items())
    return f"{written} of {len(rows)} rows matched"


@transaction.atomic
def write_found(user_id: int, job_id: int, movie_ids: dict[int, int]) -> int:
    """Write the rows that still wait. movie_ids: row id → movie id. Returns their number."""
    job = lock_done_job(user_id=user_id, job_id=job_id)
    if job is None or job.status != ImportJob.Status.DONE:
        return 0
    rows = list(job.rows.filter(pk__in=movie_ids, status=Status.WAITING).order_by("number", "pk"))
    if rows:
        write_rows(job, [(row, movie_ids[row.pk]) for row in rows])
    return len(rows)

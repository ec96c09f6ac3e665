"""Writes rows of an import together with the journal of what they change."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.core.locking import lock_user
from apps.favorites.models import ImportJob
from apps.favorites.services.imports.journal import Journal, counts_of, difference, merged, snapshot
from apps.favorites.services.imports.writing import Matched, Outcome, write

UNDO_DAYS = 30


def undo_deadline(job: ImportJob) -> Any:
    return job.finished_at + timedelta(days=UNDO_DAYS) if job.finished_at else None


def write_with_journal(*, user_id: int, matched: Matched) -> tuple[Outcome, Journal]:
    """Write the rows. The user is locked, so that nothing else changes their library meanwhile.

    Call it in a transaction.
    """
    lock_user(user_id)
    movie_ids = {movie_id for _, movie_id in matched}
    before = snapshot(user_id, movie_ids)
    outcome = write(user_id=user_id, matched=matched)
    return outcome, difference(before, snapshot(user_id, movie_ids))


def add_to_job(job: ImportJob, outcome: Outcome, journal: Journal) -> None:
    """Add rows that were written later to the counts and the journal of the job, which is locked."""
    counts: dict[str, dict[str, int]] = {kind: dict(numbers) for kind, numbers in job.counts.items()}
    for kind, numbers in counts_of(journal).items():
        counts[kind] = dict(Counter(counts.get(kind, {})) + Counter(numbers)) | {
            word: counts.get(kind, {}).get(word, 0) + numbers[word] for word in ("added", "updated")
        }
    rows = Counter(counts.get("rows", {})) + Counter(outcome.results)
    rows["not_found"] -= len(outcome.results)
    counts["rows"] = {result: number for result, number in rows.items() if number > 0}
    deadline = undo_deadline(job)
    if job.journal is not None and deadline and deadline > timezone.now():
        job.journal = merged(job.journal, journal)
    job.counts = counts
    job.save(update_fields=["counts", "journal", "updated_at"])

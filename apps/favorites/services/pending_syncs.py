"""Syncs, and the part of one that waits: entries of movies that TMDb is asked for in the background."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.jobs.queue import enqueue
from apps.core.locking import lock_user
from apps.favorites.models import PendingSync
from apps.favorites.services.sync import Changes, Entry, apply_entries, entries_of
from apps.movies.services.lookup import fetch_movies, known_movies, known_or_fetched, may_fetch

FETCHED_AT_ONCE = 20  # movies that a request fetches from TMDb itself
MOST_WAITING = 3  # pending syncs of a user
KEPT = timedelta(days=30)  # a pending sync that has ended
TASK = "favorites.finish-sync"
TIMES = ("at", "rated_at", "watched_at")


def apply_changes(*, user_id: int, changes: Changes) -> dict[str, Any]:
    """Apply removals, then additions. `changes`: kind → add | remove → entries with a `name` (movie, tmdb_id or id).

    Returns the numbers of added, updated and removed rows by kind, names that are unknown, conflicts, and the part that
    waits for TMDb. Call it outside of transactions.
    """
    now = timezone.now()
    entries = [(kind, action, stamped(entry, now)) for kind, action, entry in entries_of(changes)]
    names = list(dict.fromkeys(entry["name"] for _, _, entry in entries if entry["name"][0] != "id"))
    known, unknown = known_or_fetched(names, at_once=FETCHED_AT_ONCE)
    waiting = [entry for entry in entries if entry[2]["name"] in unknown]
    pending = store_pending(user_id, waiting, len(unknown))
    if pending is not None:
        entries = [entry for entry in entries if entry[2]["name"] not in unknown]
    result = apply_entries(user_id=user_id, entries=entries, known=known)
    return result | {"pending": pending and {"id": pending.pk, "movies": pending.movies}}


def stamped(entry: Entry, now: datetime) -> Entry:
    """With the time of the statement, which a day or a missing time leaves to the request."""
    rated_at = entry.get("rated_at")
    stated = rated_at if isinstance(rated_at, datetime) else now
    return {"at": stated, **entry}


def store_pending(user_id: int, waiting: list[tuple[str, str, Entry]], movies: int) -> PendingSync | None:
    """None if there is nothing to wait for, or if as many syncs of the user wait as may."""
    rows = PendingSync.objects.filter(user=user_id, status=PendingSync.Status.WAITING)
    if not waiting or rows.count() >= MOST_WAITING:
        return None
    stored = [[kind, action, as_json(entry)] for kind, action, entry in waiting]
    with transaction.atomic():
        pending = PendingSync.objects.create(user_id=user_id, changes=stored, movies=movies)
        enqueue(TASK, pending_id=pending.pk)
    return pending


def finish(*, pending_id: int) -> None:
    """Fetch the movies, and apply the entries. Raises UpstreamError, to be tried again, while TMDb does not respond."""
    pending = PendingSync.objects.filter(pk=pending_id, status=PendingSync.Status.WAITING).first()
    if pending is None or not pending.user.is_active:
        return
    entries = read_entries(pending)
    names = list(dict.fromkeys(entry["name"] for _, _, entry in entries))
    if may_fetch():
        fetch_movies([value for kind, value in names if kind == "tmdb_id"])
    _end(pending_id, PendingSync.Status.DONE)


def fail(*, pending_id: int) -> None:
    """TMDb has not responded for hours: what is known by now is applied, the rest is not found."""
    _end(pending_id, PendingSync.Status.FAILED)


@transaction.atomic
def _end(pending_id: int, status: str) -> None:
    user_id = PendingSync.objects.filter(pk=pending_id).values_list("user_id", flat=True).first()
    if user_id is None:
        return
    lock_user(user_id)
    pending = PendingSync.objects.filter(pk=pending_id, status=PendingSync.Status.WAITING).first()
    if pending is None:
        return
    entries = read_entries(pending)
    known = known_movies(entry["name"] for _, _, entry in entries)
    pending.result = apply_entries(user_id=user_id, entries=entries, known=known)
    pending.status, pending.finished_at, pending.changes = status, timezone.now(), []
    pending.save(update_fields=["result", "status", "finished_at", "changes", "updated_at"])


def read_entries(pending: PendingSync) -> list[tuple[str, str, Entry]]:
    return [(kind, action, from_json(entry)) for kind, action, entry in pending.changes]


def as_json(entry: Entry) -> Entry:
    times = {name: entry[name].isoformat() for name in TIMES if entry.get(name) is not None}
    return entry | times | {"name": list(entry["name"])}


def from_json(entry: Entry) -> Entry:
    times = {name: read_time(entry[name]) for name in TIMES if entry.get(name) is not None}
    kind, value = entry["name"]
    return entry | times | {"name": (kind, value)}


def read_time(text: str) -> datetime | date:
    is_day = len(text) == len("2026-01-01")
    return date.fromisoformat(text) if is_day else datetime.fromisoformat(text)


def forget() -> str:
    """The scheduled job: delete pending syncs that ended long ago."""
    old = PendingSync.objects.filter(finished_at__lt=timezone.now() - KEPT)
    return f"deleted {old.delete()[0]}"

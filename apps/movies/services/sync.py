"""Fetch from TMDb in steps that a caller can show and interrupt. One thread writes the rows."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import DataError, IntegrityError
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.caching.upstream import CircuitOpen
from apps.core.http.exceptions import UpstreamError
from apps.movies.models import Movie, SyncRun
from apps.movies.services.browse import tmdb_list
from apps.movies.services.catalogue import (
    Persisted,
    mark_gone,
    persist_tmdb_genres,
    persist_tmdb_movie_detail,
)
from apps.movies.services.sync_runs import end_run, note_progress
from apps.movies.services.tmdb_errors import (
    TMDbNotConfigured,
    TMDbNotFound,
    TMDbUnauthorized,
    TMDbUnreachable,
)
from apps.movies.services.tmdb_http import COMMAND, REQUEST
from apps.movies.services.tmdb_service import LONGEST_CHANGES, TMDbService

HOPELESS = (TMDbUnauthorized, TMDbNotConfigured)  # every call fails: stop immediately
DOWN = (CircuitOpen, TMDbUnreachable)  # after a command's budget: what is left is not tried any more
# What a malformed film may raise while it is stored. It is reported as missing, and the run goes on.
UNUSABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, DataError, IntegrityError)
NOTE_EVERY = 1.0  # seconds between two notes of how far a run has come
JUST_FETCHED = timedelta(hours=12)  # a resumed run does not fetch details that are newer than this
OLDEST = timedelta(days=150)  # TMDb's terms allow storing its data for six months

Task = TypeVar("Task")


@dataclass
class SyncStats:
    """Counts of a run. `failed`: what is missing and why. `seen`: the movies of the lists."""

    genres: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    details: int = 0
    gone: int = 0
    planned: int = 0
    settled: int = 0
    resumed: int = 0
    seen: set[int] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def upserted(self) -> int:
        return self.created + self.updated + self.unchanged

    def add(self, persisted: Persisted) -> None:
        self.created += persisted.created
        self.updated += persisted.updated
        self.unchanged += persisted.unchanged
        self.seen.update(persisted.tmdb_ids)

    def counts(self) -> dict[str, int]:
        names = ("genres", "created", "updated", "unchanged", "details", "gone")
        return {name: getattr(self, name) for name in names} | {
            "movies": len(self.seen),
            "failed": len(self.failed),
        }


class TMDbSync:
    """The work of one run. What a broken run had done already is in `run.cursor`, and is not done again."""

    def __init__(self, run: SyncRun, *, workers: int = 4):
        self.run, self.workers, self.stats = run, workers, SyncStats()
        self.pages: dict[str, list[int]] = dict(run.cursor.get("pages", {}))
        self._tmdb = TMDbService(COMMAND)
        self._down: UpstreamError | None = None
        self._noted = 0.0
        if self.pages:
            self.stats.created, self.stats.updated, self.stats.unchanged = (
                run.counts.get(name, 0) for name in ("created", "updated", "unchanged")
            )
            self.stats.seen = {tmdb_id for page in self.pages.values() for tmdb_id in page}

    def genres(self) -> Iterator[None]:
        def keep(_: None, genres: list[dict[str, Any]]) -> None:
            persist_tmdb_genres(genres=genres)
            self.stats.genres = len(genres)

        yield from self._work({"genres": None}, lambda _: self._tmdb.genres(), keep, workers=1)

    def lists(self, categories: Iterable[str], pages: int) -> Iterator[None]:
        tasks = {
            f"{category} page {page}": (category, page)
            for category in categories
            for page in range(1, pages + 1)
        }
        left = {name: task for name, task in tasks.items() if name not in self.pages}
        self.stats.resumed = len(tasks) - len(left)
        ends: dict[str, int] = {}

        def fetch(task: tuple[str, int]) -> dict[str, Any] | None:
            category, page = task
            return self._tmdb.movie_list(category, page) if page <= ends.get(category, page) else None

        def keep(task: tuple[str, int], answer: dict[str, Any] | None) -> None:
            category, page = task
            if answer is None:
                return
            ends[category] = max(1, answer["total_pages"])
            persisted = tmdb_list(category).store(page, answer)
            self.stats.add(persisted)
            self.pages[f"{category} page {page}"] = persisted.tmdb_ids

        yield from self._work(left, fetch, keep, workers=1)

    def details(self, tmdb_ids: Iterable[int]) -> Iterator[None]:
        def keep(tmdb_id: int, detail: dict[str, Any]) -> None:
            persist_tmdb_movie_detail(detail=detail)
            self.stats.details += 1

        tasks = {f"movie {tmdb_id}": tmdb_id for tmdb_id in tmdb_ids}
        yield from self._work(tasks, self._tmdb.movie, keep, workers=self.workers)

    def changed_since(self, start: date) -> list[int]:
        """Movies that TMDb has changed since `start`, and those that were stored too long ago."""
        changed: set[int] = set()
        today = timezone.now().date()
        while start <= today:
            end = min(start + timedelta(days=LONGEST_CHANGES - 1), today)
            changed.update(self._tmdb.changed_ids(start, end))
            start = end + timedelta(days=1)
        return [tmdb_id for tmdb_id, is_old in refreshable() if is_old or tmdb_id in changed]

    def _work(
        self,
        tasks: Mapping[str, Task],
        fetch: Callable[[Task], Any],
        keep: Callable[[Task, Any], None],
        *,
        workers: int,
    ) -> Iterator[None]:
        """Fetch and store every task; failed ones are tried once more at the end. Yields after each one."""
        self.stats.planned += len(tasks)
        left = dict(tasks)
        try:
            for _ in range(2):
                missing = {}
                for name, outcome in self._outcomes(left, fetch, workers):
                    if self._settle(name, left[name], outcome, keep):
                        self.stats.settled += 1
                    else:
                        missing[name] = left[name]
                    self._note()
                    yield
                left = missing
                if self._down or not left:
                    break
        finally:
            self._note(now=True)

    def _settle(self, name: str, task: Task, outcome: Any, keep: Callable[[Task, Any], None]) -> bool:
        if isinstance(outcome, TMDbNotFound) and isinstance(task, int):
            self.stats.gone += 1
            mark_gone(tmdb_id=task)
        elif isinstance(outcome, UpstreamError):
            self.stats.failed[name] = str(outcome)
            return False
        else:
            try:
                keep(task, outcome)
            except UNUSABLE as error:
                self.stats.failed[name] = f"unusable data ({type(error).__name__})"
                return False
        self.stats.failed.pop(name, None)
        return True

    def _outcomes(
        self, tasks: Mapping[str, Task], fetch: Callable[[Task], Any], workers: int
    ) -> Iterator[tuple[str, Any]]:
        """(name, what was fetched or the UpstreamError), as they come in."""
        if workers == 1:
            yield from ((name, self._attempt(fetch, task)) for name, task in tasks.items())
            return
        todo = iter(tasks.items())
        with ThreadPoolExecutor(workers) as pool:
            try:
                waiting: dict[Future[Any], str] = {}
                while True:
                    for name, task in islice(todo, 2 * workers - len(waiting)):
                        waiting[pool.submit(self._attempt, fetch, task)] = name
                    if not waiting:
                        return
                    done, _ = wait(waiting, timeout=5, return_when=FIRST_COMPLETED)
                    yield from ((waiting.pop(future), future.result()) for future in done)
                    self._note()
            except BaseException:
                self._tmdb.cancel()
                pool.shutdown(cancel_futures=True)
                raise

    def _attempt(self, fetch: Callable[[Task], Any], task: Task) -> Any:
        if self._down:
            return self._down
        try:
            return fetch(task)
        except HOPELESS:
            raise
        except UpstreamError as error:
            if isinstance(error, DOWN):
                self._down = error
            return error

    def _note(self, *, now: bool = False) -> None:
        if not now and time.monotonic() - self._noted < NOTE_EVERY:
            return
        self._noted = time.monotonic()
        self.run.counts = self.stats.counts()
        self.run.cursor = {"pages": self.pages} if self.pages else {}
        self.run.errors = [{"what": name, "error": error} for name, error in self.stats.failed.items()]
        note_progress(self.run)


def refreshable() -> Iterator[tuple[int, bool]]:
    """(TMDb id, whether it was stored too long ago) of the movies that were not just fetched."""
    now = timezone.now()
    updated = Coalesce("details_synced_at", "synced_at", "created_at")
    rows = Movie.objects.filter(tmdb_id__isnull=False).exclude(details_synced_at__gt=now - JUST_FETCHED)
    rows = rows.filter(Q(tmdb_retry_at=None) | Q(tmdb_retry_at__lte=now))
    for tmdb_id, updated_at in rows.order_by("tmdb_id").values_list("tmdb_id", updated).iterator():
        yield tmdb_id, updated_at < now - OLDEST


def lacking_details(tmdb_ids: Iterable[int], *, younger_than: timedelta) -> list[int]:
    """Those, in their order, without details or with details older than this."""
    since = timezone.now() - younger_than
    recent = Movie.all_objects.filter(details_synced_at__gt=since).values_list("tmdb_id", flat=True)
    gone = Movie.all_objects.filter(tmdb_retry_at__gt=timezone.now()).values_list("tmdb_id", flat=True)
    fresh = {*recent.iterator(), *gone.iterator()}
    return [tmdb_id for tmdb_id in tmdb_ids if tmdb_id not in fresh]


def sync_genres(*, started_by: Any) -> dict[str, int]:
    """Fetch the genres within a web request: how many TMDb has, and how many rows were written."""
    run = SyncRun(kind="genres", started_by=started_by)
    try:
        genres = TMDbService(REQUEST).genres()
    except UpstreamError as error:
        end_run(run, SyncRun.Status.FAILED, [{"what": "genres", "error": str(error)}])
        raise
    run.counts = {"genres": len(genres), "changed": persist_tmdb_genres(genres=genres)}
    end_run(run, SyncRun.Status.DONE, [])
    return run.counts

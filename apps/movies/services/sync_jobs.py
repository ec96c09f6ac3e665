"""Scheduled syncs: the lists every hour, changes every day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from apps.core.extensions import JobSkipped
from apps.core.http.exceptions import UpstreamError
from apps.movies.models import SyncRun
from apps.movies.services.catalogue import persist_tmdb_age_ratings
from apps.movies.services.sync import TMDbSync
from apps.movies.services.sync_runs import AlreadyRunning, recorded_run
from apps.movies.services.tmdb_http import COMMAND
from apps.movies.services.tmdb_mapping import parse_date
from apps.movies.services.tmdb_service import LISTS, TMDbService

HOURLY_PAGES = 2
NO_KEY = "no TMDb key"


def refresh_lists() -> str:
    if not TMDbService.is_configured():
        raise JobSkipped(NO_KEY)

    def steps(sync: TMDbSync) -> Iterator[None]:
        yield from sync.genres()
        yield from sync.lists(LISTS, HOURLY_PAGES)

    return recorded(steps, kind="lists", options={"pages": HOURLY_PAGES, "job": True})


def refresh_changes() -> str:
    if not TMDbService.is_configured():
        raise JobSkipped(NO_KEY)
    start = changes_since()

    def steps(sync: TMDbSync) -> Iterator[None]:
        yield from sync.details(sync.changed_since(start))

    return recorded(steps, kind="changes", options={"since": start.isoformat(), "job": True})


def refresh_age_ratings() -> str:
    """TMDb's lists of age ratings, which change rarely."""
    if not TMDbService.is_configured():
        raise JobSkipped(NO_KEY)
    return f"{persist_tmdb_age_ratings(lists=TMDbService(COMMAND).certifications())} age ratings"


def refresh_movies(*, tmdb_ids: list[int], started_by_id: int | None = None) -> str:
    """Fetch these movies with their details now. Raises AlreadyRunning, so that the task is repeated after that run."""

    def steps(sync: TMDbSync) -> Iterator[None]:
        yield from sync.details(tmdb_ids)

    person = get_user_model().objects.filter(pk=started_by_id).first()
    return recorded(
        steps, kind="chosen movies", options={"tmdb_ids": tmdb_ids}, started_by=person, may_skip=False
    )


def changes_since() -> date:
    """The day up to which complete runs cover all days without a hole, less one; yesterday if there was no run.

    A run with a later `--since` leaves a hole, so that it does not count. One day less: what was fetched shortly before a
    run is left out by it, and may have changed since.
    """
    done = SyncRun.objects.filter(kind="changes", status=SyncRun.Status.DONE).order_by("started_at")
    covered: date | None = None
    for started_at, options in done.values_list("started_at", "options"):
        since = parse_date(options.get("since")) or started_at.date()
        if covered is None or since <= covered:
            covered = max(covered or started_at.date(), started_at.date())
    return (covered or timezone.now().date()) - timedelta(days=1)


def recorded(
    steps: Callable[[TMDbSync], Iterator[None]],
    *,
    kind: str,
    options: dict[str, Any],
    started_by: Any = None,
    may_skip: bool = True,
) -> str:
    """Run to the end; what happened, in words. Raises UpstreamError if something is missing.

    While another run works, it does nothing or, with may_skip=False, raises AlreadyRunning.
    """
    try:
        with recorded_run(kind=kind, options=options, started_by=started_by) as run:
            sync = TMDbSync(run)
            for _ in steps(sync):
                pass
    except AlreadyRunning as busy:
        if not may_skip:
            raise
        return str(busy)
    if sync.stats.failed:
        raise UpstreamError(f"Missing from TMDb: {', '.join(sync.stats.failed)}.")
    return ", ".join(f"{name} {count}" for name, count in run.counts.items() if count)

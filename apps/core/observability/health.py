"""Health reports for probes, and core/info/ and core/stats/, to which each app adds its ServiceParts."""

import time
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import Error, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from apps.core.extensions import ServicePart, is_warm, registered
from apps.core.models import WriteProbe
from apps.core.site.landing import public_counts

Probe = Callable[[], tuple[bool, str]]
WRITE_SECONDS = 5.0


class DatabaseProbe:
    """Reads at every call, and writes a row every `WRITE_SECONDS`: the result of a write counts until the next one."""

    def __init__(self) -> None:
        self.written_at = -WRITE_SECONDS
        self.is_writable = True

    def __call__(self) -> tuple[bool, str]:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if time.monotonic() - self.written_at >= WRITE_SECONDS:
                self.is_writable = self.write()
        except Error:
            self.written_at = -WRITE_SECONDS
            return False, "down"
        return self.is_writable, "up" if self.is_writable else "not writable"

    def write(self) -> bool:
        try:
            WriteProbe.objects.bulk_create(
                [WriteProbe(pk=1)], update_conflicts=True, unique_fields=["id"], update_fields=["written_at"]
            )
        except OperationalError as error:
            is_busy = "locked" in str(error)  # SQLite: somebody else writes
            if not is_busy:
                return False
        except Error:  # read-only (InternalError), or no table yet
            return False
        self.written_at = time.monotonic()
        return True


def cache_probe() -> tuple[bool, str]:
    """A cache that is down makes responses slower, not wrong: it never makes the service unhealthy."""
    key, value = f"health:{uuid4().hex}", "here"
    cache.set(key, value, timeout=5)
    return True, "up" if cache.get(key) == value else "down"


def migrations_probe() -> tuple[bool, str]:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False, "unknown"
    return (not pending), f"{len(pending)} pending" if pending else "applied"


database_probe = DatabaseProbe()


def loading_probe() -> tuple[bool, str]:
    return is_warm(), "done" if is_warm() else "under way"


REQUIRED: list[tuple[str, Probe]] = [("database", database_probe), ("migrations", migrations_probe)]


def health_report() -> tuple[bool, dict[str, Any]]:
    """All probes: those of readiness, the cache, and those that apps registered."""
    return run_probes([*REQUIRED, ("cache", cache_probe), *registered_probes()])


def readiness_report() -> tuple[bool, dict[str, Any]]:
    """Only what every request needs, and that this process has loaded the catalogue. Until then a load balancer waits."""
    return run_probes([*REQUIRED, ("loading", loading_probe)])


def registered_probes() -> list[tuple[str, Probe]]:
    return [(part.name, part.probe) for part in registered(ServicePart) if part.probe]


def run_probes(probes: Iterable[tuple[str, Probe]]) -> tuple[bool, dict[str, Any]]:
    results: dict[str, tuple[bool, str]] = {}
    for name, probe in probes:
        is_down = results.get("database") == (False, "down")  # then each probe would wait for it again
        results[name] = (False, "unknown") if is_down else probe()
    healthy = all(ok for ok, _ in results.values())
    words = {name: word for name, (_, word) in results.items()}
    return healthy, {"status": "ok" if healthy else "failing", **words}


def service_info() -> dict[str, Any]:
    parts = {part.name: part.info() for part in registered(ServicePart) if part.info}
    return {"name": "Movie Backend", "version": settings.VERSION, "counts": public_counts(), **parts}


def staff_statistics() -> dict[str, Any]:
    return {part.name: part.statistics() for part in registered(ServicePart) if part.statistics}

"""Health reports for probes, and core/info/ and core/stats/, to which each app adds its ServiceParts."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from apps.core.extensions import ServicePart, registered
from apps.core.site.landing import public_counts

Probe = Callable[[], tuple[bool, str]]


def database_probe() -> tuple[bool, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False, "down"
    return True, "up"


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


REQUIRED: list[tuple[str, Probe]] = [("database", database_probe), ("migrations", migrations_probe)]


def health_report() -> tuple[bool, dict[str, Any]]:
    """All probes: those of readiness, the cache, and those that apps registered."""
    return run_probes([*REQUIRED, ("cache", cache_probe), *registered_probes()])


def readiness_report() -> tuple[bool, dict[str, Any]]:
    """Only what every request needs. A load balancer sends no requests until this is healthy."""
    return run_probes(REQUIRED)


def registered_probes() -> list[tuple[str, Probe]]:
    return [(part.name, part.probe) for part in registered(ServicePart) if part.probe]


def run_probes(probes: Iterable[tuple[str, Probe]]) -> tuple[bool, dict[str, Any]]:
    results = {name: probe() for name, probe in probes}
    healthy = all(ok for ok, _ in results.values())
    words = {name: word for name, (_, word) in results.items()}
    return healthy, {"status": "ok" if healthy else "failing", **words}


def service_info() -> dict[str, Any]:
    parts = {part.name: part.info() for part in registered(ServicePart) if part.info}
    return {"name": "Movie Backend", "version": settings.VERSION, "counts": public_counts(), **parts}


def staff_statistics() -> dict[str, Any]:
    return {part.name: part.statistics() for part in registered(ServicePart) if part.statistics}

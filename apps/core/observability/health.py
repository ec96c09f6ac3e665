"""What the probes and core/info/ say. Each app adds its part through core.extensions."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from apps.core import extensions
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
    """A cache that is down costs speed, not answers: it never makes the service unhealthy."""
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


NEEDED: list[tuple[str, Probe]] = [("database", database_probe), ("migrations", migrations_probe)]


def health_report() -> tuple[bool, dict[str, Any]]:
    """Everything that a person at the console would ask first."""
    return answers_of([*NEEDED, ("cache", cache_probe), *extensions.health_probes])


def readiness_report() -> tuple[bool, dict[str, Any]]:
    """Only what requests cannot do without: a load balancer sends nobody here until it is true."""
    return answers_of(NEEDED)


def answers_of(probes: Iterable[tuple[str, Probe]]) -> tuple[bool, dict[str, Any]]:
    results = {name: probe() for name, probe in probes}
    healthy = all(ok for ok, _ in results.values())
    words = {name: word for name, (_, word) in results.items()}
    return healthy, {"status": "ok" if healthy else "failing", **words}


def service_info() -> dict[str, Any]:
    told = {name: answer() for name, answer in extensions.info}
    return {"name": "Movie Backend", "version": settings.VERSION, "counts": public_counts(), **told}


def staff_figures() -> dict[str, Any]:
    return {name: answer() for name, answer in extensions.figures}

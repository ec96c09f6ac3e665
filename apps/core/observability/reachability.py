"""Why a server does not respond: its host and port, and its own words, without secrets."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import redis
from django.conf import settings
from django.db import connection

from apps.core.jobs.broker import broker_connection

SECONDS = 2.0


def why_database(error: Exception) -> str:
    """`error` is what a query raised."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite cannot use {config['NAME']}: {reason(error)}"
    place = f"{config['HOST'] or 'the local socket'}:{config['PORT'] or 5432}"
    return f"PostgreSQL at {place} cannot be used: {reason(error, config['PASSWORD'])}"


def why_cache() -> str:
    """Ask Redis once. Says what it or the network answered."""

    def ask() -> Any:
        client = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
        )
        try:
            client.ping()
            # A server may be there and store nothing: read-only, full, in protected mode.
            client.set("doctor", "here", ex=5)
        finally:
            client.close()

    return why("Redis", settings.REDIS_URL, ask)


def why_broker() -> str:
    def ask() -> Any:
        with broker_connection() as broker:
            broker.connect()

    return why("The broker", settings.CELERY_BROKER_URL, ask)


def why(name: str, url: str, ask: Callable[[], Any]) -> str:
    parts = urlsplit(url)
    place = f"{parts.hostname or parts.path}{f':{parts.port}' if parts.port else ''}"
    try:
        ask()
    except Exception as error:  # each library has its own
        return f"{name} at {place} cannot be used: {reason(error, unquote(parts.password or ''))}"
    return f"{name} at {place} responds now, but did not a moment ago."


def reason(error: Exception, secret: str = "") -> str:
    """The error's own words in one line, without `secret`."""
    words = " ".join(str(error).split()) or type(error).__name__
    words = words.replace(secret, "***") if secret else words
    return f"{words.rstrip('.')}."

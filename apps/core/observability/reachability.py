"""Why a server does not respond: its host and port, and its own words, without secrets."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from apps.core.http.exceptions import READ_ONLY, sqlstate_of
from apps.core.jobs.broker import broker_connection

SECONDS = 2.0
UNDEFINED = {"42P01", "42703"}  # SQLSTATEs of PostgreSQL: no such table, no such column


def failure_of_surroundings(error: Exception) -> str:
    """A sentence, if the database or the disk is the reason of an error; an empty text for errors of the program."""
    if isinstance(error, DatabaseError | InterfaceError):
        text, state = str(error), sqlstate_of(error)
        if state in UNDEFINED or "no such table" in text or "no such column" in text:
            return "The tables are missing or older than the program. Run: python manage.py migrate"
        is_away = isinstance(error, OperationalError | InterfaceError) or state == READ_ONLY
        return why_database(error) if is_away else ""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'} cannot be used: {error.strerror}."
    return ""


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
    # As a whole word: a short one is part of many others.
    words = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", words) if secret else words
    return f"{words.rstrip('.?')}."

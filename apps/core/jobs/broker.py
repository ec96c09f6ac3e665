"""Connections to the broker that give up within SECONDS, so that no request waits for one that does not respond.

Celery's own connections have no such limits, because a worker waits for messages on them.
"""

from typing import Any

from celery import current_app
from django.conf import settings
from kombu import Connection
from kombu.exceptions import KombuError

SECONDS = 1.0  # to connect, and for each response; no operation here waits for more than one
RETRIES: dict[str, Any] = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}


def broker_connection() -> Connection:
    """A connection of its own, which the caller closes; it is a context manager."""
    return current_app.connection_for_write(
        settings.CELERY_BROKER_URL, connect_timeout=SECONDS, transport_options=_timeouts() | RETRIES
    )


def _timeouts() -> dict[str, Any]:
    if settings.CELERY_BROKER_URL.startswith("amqp"):
        return {"read_timeout": SECONDS, "write_timeout": SECONDS}
    return {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS, "retry_on_timeout": False}


def queue_length() -> float | None:
    """Number of messages in the broker's queue; None without a broker or if it does not respond."""
    if not settings.CELERY_BROKER_URL:
        return None
    broker = broker_connection()
    try:
        with broker:
            # Not broker.channel(), which connects twice and waits in between.
            channel = broker.default_channel
            return channel.queue_declare(current_app.conf.task_default_queue, passive=True).message_count
    except broker.channel_errors:  # a queue that nothing was sent to yet is not there
        return 0
    except (KombuError, OSError, *broker.connection_errors):
        return None

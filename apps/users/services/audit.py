"""Audit events: a row and a log line for everything that matters for the security of an account."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.core.http.middleware import current_request_id
from apps.users.models import AuditEvent, User
from apps.users.services.clients import Client, current_client

logger = logging.getLogger("movies.audit")

Kind = AuditEvent.Kind


def record_event(
    kind: AuditEvent.Kind,
    *,
    user_id: int | None,
    actor_id: int | None = None,
    client: Client | None = None,
    **details: Any,
) -> AuditEvent:
    """Store and log an event of the current request, or of the given client, and return it. One query.

    `details` are names of fields, permissions and tokens: no values, as they are stored and logged as they are.
    """
    client = current_client.get() if client is None else client
    event = AuditEvent.objects.create(
        kind=kind,
        user_id=user_id,
        actor_id=actor_id,
        address_hash=client.address_hash,
        request_id=current_request_id.get() if client else "",
        details=details,
    )
    facts = {"event": event.kind, "user_id": user_id, "actor_id": actor_id}
    logger.info("Audit event", extra=facts | {"address_hash": event.address_hash})
    return event


def export_events(user: User) -> list[dict[str, Any]]:
    """The events of the account. Those of other accounts in which the user acted are in `staff_actions`."""
    fields = ("kind", "created_at", "address_hash", "request_id", "details")
    events = user.audit_events.order_by("id")
    return [
        {name: getattr(event, name) for name in fields} | {"by_you": event.actor_id == user.pk}
        for event in events
    ]


def anonymize_events(user: User) -> None:
    """Keep the events of an account that is erased, without anything that leads to its user."""
    nothing: dict[str, Any] = {"address_hash": "", "request_id": "", "details": {}}
    user.audit_events.update(user=None, **nothing)
    AuditEvent.objects.filter(actor=user).update(actor=None, address_hash="", request_id="")


def delete_old_events() -> str:
    """Delete the events older than settings.AUDIT_DAYS, and return how many as a sentence for the job log."""
    since = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    deleted, _ = AuditEvent.objects.filter(created_at__lt=since).delete()
    return f"Deleted {deleted} audit events"

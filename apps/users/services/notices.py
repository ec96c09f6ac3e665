"""Emails that tell users what was done to their account, so that they notice if somebody else did it."""

from django.conf import settings

from apps.core.jobs.queue import enqueue
from apps.users.models import AuditEvent, User
from apps.users.services.audit import Kind
from apps.users.services.emails import send_email

# What is said of each event; of a login only if its client is new.
SENTENCES = {
    Kind.LOGIN: "There was a login from a device or network that was not used before",
    Kind.PASSWORD_CHANGED: "The password was changed",
    Kind.SECOND_FACTOR_ENABLED: "A second factor was enabled",
    Kind.SECOND_FACTOR_DISABLED: "The second factor was disabled",
    Kind.RECOVERY_CODES_CREATED: "New recovery codes were created",
    Kind.TOKEN_CREATED: "A personal access token was created",
}


def send_notice(event: AuditEvent) -> None:
    """Have a worker email the user of an event. One INSERT."""
    enqueue("users.send_security_notice", event_id=event.pk)


def send_security_notice(*, event_id: int) -> None:
    """Email the user of an event. An unverified address gets none where verification is on: it may be mistyped."""
    event = AuditEvent.objects.select_related("user").filter(pk=event_id, user__is_active=True).first()
    if event is None or event.user is None or event.user.origin != User.Origin.REGISTERED:
        return
    if event.user.email_verified_at or settings.EMAIL_VERIFICATION == "none":
        send_email(
            template="security_notice",
            to=event.user.email,
            username=event.user.username,
            sentence=SENTENCES[Kind(event.kind)],
            at=event.created_at,
            client=event.details.get("new_client", ""),
        )

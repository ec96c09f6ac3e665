"""Emails that are requested for an address, without a response or a response time that says whether it has an account.

The request stores a row, the same for every address, and a worker reads later whether an account has it.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.jobs.queue import enqueue
from apps.users.models import EmailRequest, User
from apps.users.services.emails import send_verification_email_to
from apps.users.services.passwords import send_password_reset_email
from apps.users.services.registration import send_registration_email

Kind = EmailRequest.Kind
SEND: dict[str, Callable[..., None]] = {
    Kind.PASSWORD_RESET: send_password_reset_email,
    Kind.VERIFICATION: send_verification_email_to,
    Kind.REGISTRATION: send_registration_email,
}
STORED_FOR = timedelta(days=1)


@transaction.atomic
def request_email(kind: Kind, *, email: str, **details: str) -> None:
    """Store the request and have a worker send the email. Two INSERTs for every address, and nothing else."""
    row = EmailRequest.objects.create(kind=kind, email=email, details=details)
    enqueue("users.send_requested_email", email_request_id=row.pk)


def send_requested_email(*, email_request_id: int) -> None:
    """Send the email and delete its request. Does nothing if there is none any more."""
    row = EmailRequest.objects.filter(pk=email_request_id).first()
    if row is not None:
        SEND[row.kind](email=row.email, **row.details)
        row.delete()


def delete_old_email_requests() -> str:
    """Delete the requests whose email could not be sent for a day; return a sentence for the job log."""
    deleted, _ = EmailRequest.objects.filter(created_at__lt=timezone.now() - STORED_FOR).delete()
    return f"Deleted {deleted} email requests"


def erase_email_requests(user: User) -> None:
    EmailRequest.objects.filter(email__iexact=user.email).delete()

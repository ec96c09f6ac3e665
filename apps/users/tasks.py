"""Emails that are sent after responding, so that the response time does not reveal who has an account."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task

from apps.users.services import email_changes, emails, passwords, registration

EMAIL_RETRIES: dict[str, Any] = {
    "autoretry_for": (SMTPException, OSError),
    "retry_backoff": 30,
    "max_retries": 5,
}


@shared_task(**EMAIL_RETRIES)
def send_password_reset_email(email: str) -> None:
    passwords.send_password_reset_email(email=email)


@shared_task(**EMAIL_RETRIES)
def send_verification_email(email: str) -> None:
    emails.send_verification_email(email=email)


@shared_task(**EMAIL_RETRIES)
def send_email_change_emails(change_id: int) -> None:
    email_changes.send_email_change_emails(change_id=change_id)


@shared_task(**EMAIL_RETRIES)
def send_registration_email(**fields: str) -> None:
    registration.send_registration_email(**fields)

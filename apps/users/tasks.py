"""Emails that are sent after responding, so that the response time does not reveal who has an account."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task

from apps.users.services import accounts, emails, passwords

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
def send_email_changed_emails(user_id: int, old_email: str) -> None:
    emails.send_email_changed_emails(user_id=user_id, old_email=old_email)


@shared_task(**EMAIL_RETRIES)
def register_by_email(**fields: str) -> None:
    accounts.register_by_email(**fields)

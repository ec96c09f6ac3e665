"""Letters that an answer does not wait for, so that its time tells nobody which addresses are known."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task

from apps.users.services import accounts, passwords, verification

LETTER: dict[str, Any] = {
    "autoretry_for": (SMTPException, OSError),
    "retry_backoff": 30,
    "max_retries": 5,
}


@shared_task(**LETTER)
def mail_reset_link(email: str) -> None:
    passwords.mail_reset_link(email=email)


@shared_task(**LETTER)
def mail_verification_link(email: str) -> None:
    verification.mail_verification_link(email=email)


@shared_task(**LETTER)
def mail_about_new_address(user_id: int, old_email: str) -> None:
    verification.mail_about_new_address(user_id=user_id, old_email=old_email)


@shared_task(**LETTER)
def register_by_letter(**fields: str) -> None:
    accounts.register_by_letter(**fields)

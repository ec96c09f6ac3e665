"""Letters to people. The first line of a template is the subject."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


def send_letter(*, name: str, to: str, **words: Any) -> None:
    text = render_to_string(f"users/mail/{name}.txt", words)
    subject, body = text.split("\n", 1)
    send_mail(subject, body.strip() + "\n", None, [to])


def frontend_link(page: str, **query: str) -> str:
    """An address of the frontend, or nothing when FRONTEND_URL does not say where it is."""
    return f"{settings.FRONTEND_URL.rstrip('/')}/{page}?{urlencode(query)}" if settings.FRONTEND_URL else ""

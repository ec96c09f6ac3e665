"""Emails to users: templates, links that prove that their reader receives mail at an address, verification.

settings.EMAIL_VERIFICATION decides whether verification is off (none), shown on the account (optional), or required
to log in.
"""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from rest_framework.exceptions import ValidationError

from apps.users.models import User

INVALID_LINK = "This link is wrong, used or expired. Request another email."


class EmailTokenGenerator(PasswordResetTokenGenerator):
    """Tokens that expire when the address is verified or changed, but not at a login."""

    key_salt = "apps.users.email"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.email}{user.email_verified_at}{timestamp}"


password_tokens = PasswordResetTokenGenerator()
email_tokens = EmailTokenGenerator()


@dataclass(frozen=True)
class Link:
    """The two values in the link of an email: the user's id in base64, and a token for that user."""

    uid: str
    token: str

    @classmethod
    def to(cls, user: User, tokens: PasswordResetTokenGenerator) -> "Link":
        return cls(urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user))

    def locked_user(self, tokens: PasswordResetTokenGenerator) -> User:
        """Lock and return the active user to whom this link was sent, so that a link works once.

        Raises ValidationError if the link is wrong, used or expired. Must run in a transaction.
        """
        try:
            pk = int(urlsafe_base64_decode(self.uid))
        except ValueError:
            pk = 0
        user = User.objects.select_for_update().filter(pk=pk, is_active=True).first()
        if user is None or not tokens.check_token(user, self.token):
            raise ValidationError({"token": [INVALID_LINK]})
        return user


def is_verification_required() -> bool:
    return settings.EMAIL_VERIFICATION == "required"


def send_email(*, template: str, to: str, **context: Any) -> None:
    """Send the text template `users/mail/<template>.txt`; its first line is the subject."""
    text = render_to_string(f"users/mail/{template}.txt", context)
    subject, body = text.split("\n", 1)
    send_mail(subject, body.strip() + "\n", None, [to])


def send_link(user: User, *, template: str, page: str, tokens: PasswordResetTokenGenerator) -> None:
    """Email a link to `page` of the frontend or, without settings.FRONTEND_URL, the two values of the link."""
    values = asdict(Link.to(user, tokens))
    url = f"{settings.FRONTEND_URL.rstrip('/')}/{page}?{urlencode(values)}" if settings.FRONTEND_URL else ""
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    send_email(template=template, to=user.email, username=user.username, url=url, hours=hours, **values)


def send_verification_email(*, email: str) -> None:
    """Email a link to the active user with this address, unless the address is verified already."""
    user = User.objects.filter(email=email.lower(), is_active=True, email_verified_at=None).first()
    if user is not None and settings.EMAIL_VERIFICATION != "none":
        send_link(user, template="verify_email", page="verify-email", tokens=email_tokens)


def send_email_changed_emails(*, user_id: int, old_email: str) -> None:
    """Notify the old address of a user, and ask the new one to verify itself."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return
    send_email(template="email_changed", to=old_email, username=user.username)
    send_verification_email(email=user.email)


@transaction.atomic
def verify_email(*, link: Link) -> None:
    user = link.locked_user(email_tokens)
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at"])

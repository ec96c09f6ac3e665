"""Emails to users: templates, and links that prove that their reader receives mail at an address.

settings.EMAIL_VERIFICATION decides whether verification is off (none), shown on the account (optional), or required
before there is an account.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
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
    """The two values in a link about an account: the user's id in base64, and a token for that user."""

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
            raise invalid_link()
        return user


@dataclass(frozen=True)
class SignedLink:
    """A link whose token contains its values. `purpose` keeps the tokens of different links apart."""

    purpose: str
    max_age: timedelta

    def token(self, **values: Any) -> str:
        return signing.dumps(values, salt=f"apps.users.{self.purpose}", compress=True)

    def read(self, token: str) -> dict[str, Any]:
        """Raises ValidationError if the token is wrong or expired."""
        try:
            return signing.loads(token, salt=f"apps.users.{self.purpose}", max_age=self.max_age)
        except signing.BadSignature:
            raise invalid_link() from None


def invalid_link() -> ValidationError:
    return ValidationError({"token": [INVALID_LINK]})


def link_lifetime() -> timedelta:
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def is_verification_required() -> bool:
    return settings.EMAIL_VERIFICATION == "required"


def send_email(*, template: str, to: str, **context: Any) -> None:
    """Send the text template `users/mail/<template>.txt`; its first line is the subject."""
    text = render_to_string(f"users/mail/{template}.txt", context)
    subject, body = text.split("\n", 1)
    send_mail(subject, body.strip() + "\n", None, [to])


def send_link(*, template: str, to: str, page: str, values: dict[str, str], **context: Any) -> None:
    """Email a link to `page` of the frontend or, without settings.FRONTEND_URL, the values of the link."""
    url = f"{settings.FRONTEND_URL.rstrip('/')}/{page}?{urlencode(values)}" if settings.FRONTEND_URL else ""
    send_email(template=template, to=to, url=url, **values, **context)


def send_user_link(user: User, *, template: str, page: str, tokens: PasswordResetTokenGenerator) -> None:
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    values = asdict(Link.to(user, tokens))
    send_link(template=template, to=user.email, page=page, values=values, username=user.username, hours=hours)


def send_verification_email_to(*, email: str) -> None:
    """Email a link to the active user with this address, unless the address is verified already."""
    user_id = User.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
    if user_id is not None:
        send_verification_email(user_id=user_id)


def send_verification_email(*, user_id: int) -> None:
    """Email a link to the active user with this id, unless the address is verified already."""
    user = User.objects.filter(pk=user_id, is_active=True, email_verified_at=None).first()
    if user is not None and settings.EMAIL_VERIFICATION != "none":
        send_user_link(user, template="verify_email", page="verify-email", tokens=email_tokens)


@transaction.atomic
def verify_email(*, link: Link) -> None:
    user = link.locked_user(email_tokens)
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at"])

"""E-mail addresses: shown by letter to be the person's own. settings.EMAIL_VERIFICATION says how much it matters:
not at all (none), as a fact on the account (optional), or for being let in (required)."""

from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.users.models import User
from apps.users.services.links import Link, email_tokens, hours_of_a_link
from apps.users.services.mail import frontend_link, send_letter
from apps.users.services.passwords import BAD_LINK


def is_verification_required() -> bool:
    return settings.EMAIL_VERIFICATION == "required"


def mail_verification_link(*, email: str) -> None:
    """A letter to the active person of this address if it is not verified yet."""
    user = User.objects.filter(email=email.lower(), is_active=True, email_verified_at=None).first()
    if user is None or settings.EMAIL_VERIFICATION == "none":
        return
    link = asdict(Link.to(user, email_tokens))
    address = frontend_link("verify-email", **link)
    words = link | {"username": user.username, "link": address, "hours": hours_of_a_link()}
    send_letter(name="verify_email", to=user.email, **words)


@transaction.atomic
def verify_email(*, link: Link) -> None:
    user = link.reader(email_tokens)
    if user is None:
        raise ValidationError({"token": [BAD_LINK]})
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at"])


def mail_about_new_address(*, user_id: int, old_email: str) -> None:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return
    send_letter(name="email_changed", to=old_email, username=user.username)
    mail_verification_link(email=user.email)

"""Passwords: changed by their owner, or reset by letter. Every older token dies with the old password."""

from dataclasses import asdict

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.users.models import User
from apps.users.services.links import Link, hours_of_a_link, password_tokens
from apps.users.services.mail import frontend_link, send_letter
from apps.users.services.sessions import TokenPair, end_sessions, open_session

BAD_LINK = "This link is wrong, used or too old. Ask for another letter."


def check_new_password(password: str, *, user: User, field: str) -> None:
    """Django's password validators, as a 400 of the given field."""
    try:
        password_validation.validate_password(password, user)
    except DjangoValidationError as error:
        raise ValidationError({field: error.messages}) from error


@transaction.atomic
def change_password(*, user: User, new_password: str, user_agent: str = "") -> TokenPair:
    set_password(user=user, password=new_password)
    return open_session(user=user, user_agent=user_agent)


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(sessions=user.login_sessions.all())


def mail_reset_link(*, email: str) -> None:
    """A letter to the active person of this address who has a password; nothing for anybody else."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    link = asdict(Link.to(user, password_tokens))
    address = frontend_link("reset-password", **link)
    words = link | {"username": user.username, "link": address, "hours": hours_of_a_link()}
    send_letter(name="password_reset", to=user.email, **words)


@transaction.atomic
def reset_password(*, link: Link, new_password: str) -> None:
    """Sets it, once. Whoever read the letter holds the address, so it is verified by that."""
    user = link.reader(password_tokens)
    if user is None:
        raise ValidationError({"token": [BAD_LINK]})
    check_new_password(new_password, user=user, field="new_password")
    user.email_verified_at = user.email_verified_at or timezone.now()
    user.save(update_fields=["email_verified_at"])
    set_password(user=user, password=new_password)

"""Registration: at once, or through an email where addresses must be verified.

Where they must, there is no account before the link of the email is followed, and its password is the one that
comes with the link. So nobody can register an address of another user ahead of them, and a mistyped address
blocks nothing.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.core.jobs.queue import enqueue
from apps.core.time_zones import DEFAULT_ZONE
from apps.users.models import User
from apps.users.services.audit import Kind, record_event
from apps.users.services.emails import (
    SignedLink,
    invalid_link,
    is_verification_required,
    link_lifetime,
    send_email,
    send_link,
)
from apps.users.services.passwords import check_new_password
from apps.users.services.profiles import save_profile
from apps.users.services.sessions import TokenPair, open_session

EMAIL_TAKEN = "An account with this email address already exists. Log in, or use another address."
USERNAME_TAKEN = "This username is taken. Choose another."


def check_registration(*, email: str, password: str = "", username: str = "", **names: str) -> None:
    """Raises ValidationError if the email address or username is taken or the password is refused.

    Where verification is required, only an email says that an address is taken, not the response.
    """
    check_free(email="" if is_verification_required() else email, username=username)
    if password or not is_verification_required():
        # An unsaved user, because the password must not resemble the other fields.
        check_new_password(password, user=User(email=email, username=username, **names), field="password")


def check_free(*, email: str = "", username: str = "", but_user_id: int | None = None) -> None:
    """Raises ValidationError with a sentence for each field that another account uses."""
    others = User.objects.exclude(pk=but_user_id)
    errors = {}
    if email and others.filter(email=email.lower()).exists():
        errors["email"] = [EMAIL_TAKEN]
    if username and others.with_username(username).exists():
        errors["username"] = [USERNAME_TAKEN]
    if errors:
        raise ValidationError(errors)


def register(*, email: str, password: str, username: str = "", **names: str) -> tuple[User, TokenPair]:
    """Create an account and open its first session.

    Raises ValidationError if the email address or username is taken, races included.
    """
    fields: dict[str, Any] = names | {"email": email, "password": make_password(password)}
    try:
        return _create_with_session(username=username, **fields)
    except IntegrityError:
        check_free(email=email, username=username)
    # Two addresses with the same local part registered at once: the second username gets a suffix.
    return _create_with_session(**fields)


@transaction.atomic
def _create_with_session(
    *, email: str, username: str = "", is_verified: bool = False, time_zone: str = DEFAULT_ZONE, **fields: Any
) -> tuple[User, TokenPair]:
    """`password` in `fields` is a hash."""
    username = username or User.objects.free_username(email)
    verified_at = timezone.now() if is_verified else None
    user = User.objects.create(
        email=email.lower(), username=username, email_verified_at=verified_at, **fields
    )
    if time_zone != DEFAULT_ZONE:
        save_profile(user, {"time_zone": time_zone})
    if settings.EMAIL_VERIFICATION != "none" and not is_verified:
        enqueue("users.send_verification_email", user_id=user.pk)
    record_event(Kind.REGISTERED, user_id=user.pk, actor_id=user.pk)
    return user, open_session(user=user)


def registration_link() -> SignedLink:
    return SignedLink("registration", link_lifetime())


def send_registration_email(*, email: str, **fields: str) -> None:
    """Email a link that completes a registration. If the address has an account, the email only says so."""
    holder = User.objects.filter(email=email.lower()).first()
    if holder is not None:
        send_email(template="address_in_use", to=holder.email, username=holder.username)
        return
    send_link(
        template="complete_registration",
        to=email,
        page="complete-registration",
        values={"token": registration_link().token(email=email, **fields)},
        hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
    )


def complete_registration(*, token: str, password: str) -> tuple[User, TokenPair]:
    """Create the account of a registration link with this password, and open its first session.

    A username that was taken since the registration is replaced by one derived from the address. Raises
    ValidationError if the link is wrong, used or expired, or the password is refused.
    """
    fields = registration_link().read(token)
    time_zone = fields.pop("time_zone", DEFAULT_ZONE)
    check_new_password(password, user=User(**fields), field="password")
    wanted = fields.pop("username", "")
    fields |= {"password": make_password(password), "is_verified": True, "time_zone": time_zone}
    for username in (wanted, ""):
        if User.objects.filter(email=fields["email"].lower()).exists():
            raise invalid_link()
        try:
            return _create_with_session(username=username, **fields)
        except IntegrityError:
            continue
    raise invalid_link()

"""Accounts: registered, logged in, updated, deleted."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, ValidationError
from rest_framework.request import Request

from apps.core.extensions import erase_account_data
from apps.users.models import User
from apps.users.services.emails import is_verification_required, send_email, send_verification_email
from apps.users.services.passwords import check_new_password, require_password
from apps.users.services.profiles import save_profile
from apps.users.services.sessions import Caller, TokenPair, locked_user, open_session

EMAIL_TAKEN = "An account with this email address already exists. Log in, or use another address."
USERNAME_TAKEN = "This username is taken. Choose another."
NOT_VERIFIED = (
    "Confirm your email address first: open the link that we sent, or request another at auth/email/resend/."
)
WRONG_CREDENTIALS = "No active account was found with these credentials."


def register(
    *, email: str, password: str, username: str = "", user_agent: str = "", **names: str
) -> tuple[User, TokenPair]:
    """Create an account and open its first session.

    Raises ValidationError if the email address or username is taken, races included.
    """
    fields = names | {"email": email, "password": make_password(password)}
    try:
        return _create_with_session(username=username, user_agent=user_agent, **fields)
    except IntegrityError:
        check_free(email=email, username=username)
    # Two addresses with the same local part registered at once: the second username gets a suffix.
    return _create_with_session(user_agent=user_agent, **fields)


@transaction.atomic
def _create_with_session(*, user_agent: str, **fields: str) -> tuple[User, TokenPair]:
    user = _create(**fields)
    return user, open_session(user=user, user_agent=user_agent)


def register_by_email(*, email: str, password_hash: str, username: str = "", **names: str) -> None:
    """Create an account that its user must verify. If there is one already, only an email says so."""
    existing = User.objects.filter(email=email).first()
    if existing and existing.email_verified_at:
        send_email(template="already_registered", to=existing.email, username=existing.username)
        return
    if existing is None:
        taken = User.objects.with_username(username).exists()
        _create(username="" if taken else username, email=email, password=password_hash, **names)
    send_verification_email(email=email)


@transaction.atomic
def _create(*, email: str, username: str = "", **fields: str) -> User:
    """`password` is a hash."""
    username = username or User.objects.free_username(email)
    return User.objects.create(email=email.lower(), username=username, **fields)


def check_registration(*, email: str, password: str, username: str = "", **names: str) -> None:
    """Raises ValidationError if the email address or username is taken or the password is refused.

    Where verification is required, only an email says that an address is taken, not the response.
    """
    check_free(email="" if is_verification_required() else email, username=username)
    # An unsaved user, because the password must not resemble the other fields.
    user = User(email=email, username=username, **names)
    check_new_password(password, user=user, field="password")


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


def log_in(*, request: Request, login: str, password: str, user_agent: str = "") -> tuple[User, TokenPair]:
    """Open a session for the active user with this email address or username.

    Raises the same AuthenticationFailed for unknown, inactive and mistaken users. Django hashes the password of
    unknown users too, so that the response time does not reveal who has an account.
    """
    found = authenticate(request._request, username=login, password=password)
    if not isinstance(found, User):
        raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
    # The hash is computed before the row is locked, so the row must still have it.
    with transaction.atomic():
        same = User.objects.select_for_update().filter(pk=found.pk, password=found.password, is_active=True)
        user = same.first()
        if user is None:
            raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
        if is_verification_required() and not user.email_verified_at:
            raise PermissionDenied(NOT_VERIFIED, code="email_not_verified")
        return user, open_session(user=user, user_agent=user_agent)


@transaction.atomic
def update_account(
    *, caller: Caller, changes: Mapping[str, Any], profile_changes: Mapping[str, Any]
) -> tuple[User, str]:
    """Store the given fields, and return the user and the old email address if it was changed, otherwise "".

    A new email address counts as not verified. Raises ValidationError if the address or username is taken.
    """
    user = locked_user(caller)
    taken_by_another = {
        "email": changes.get("email", ""),
        "username": changes.get("username", ""),
        "but_user_id": user.pk,
    }
    check_free(**taken_by_another)
    old_email = user.email
    values = dict(changes)
    if values.get("email", old_email) != old_email:
        values["email_verified_at"] = None
    for name, value in values.items():
        setattr(user, name, value)
    try:
        with transaction.atomic():
            user.save(update_fields=[*values])
    except IntegrityError:
        check_free(**taken_by_another)
        raise
    save_profile(user, profile_changes)
    return user, old_email if user.email != old_email else ""


@transaction.atomic
def delete_account(*, caller: Caller, password: str) -> None:
    """Delete the caller's account and all its data. Raises ValidationError if the password is wrong."""
    user = locked_user(caller)
    require_password(password, user=user, field="password")
    delete_user(user)


@transaction.atomic
def delete_user(user: User) -> None:
    """Delete a user and everything that any app stores about them. If one part fails, nothing is deleted."""
    erase_account_data(user)
    user.delete()


def delete_admin_sessions(user: User) -> None:
    """Delete the sessions of Django's admin, whose rows do not refer to their user. There are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

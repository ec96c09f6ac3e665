"""Accounts: registered, authenticated, updated, deleted."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, ValidationError
from rest_framework.request import Request

from apps.core.extensions import AccountData, registered
from apps.users.models import User
from apps.users.services.emails import is_verification_required, send_email, send_verification_email

EMAIL_TAKEN = "An account with this email address already exists. Log in, or use another address."
USERNAME_TAKEN = "This username is taken. Choose another."
NOT_VERIFIED = (
    "Confirm your email address first: open the link that we sent, or request another at auth/email/resend/."
)
WRONG_CREDENTIALS = "No active account was found with these credentials."


def register(*, email: str, password: str, username: str = "", **names: str) -> User:
    """Create an account. Raises ValidationError if the email address or username is taken, races included."""
    fields = names | {"email": email, "password": make_password(password)}
    try:
        return _create(username=username, **fields)
    except IntegrityError:
        check_free(email=email, username=username)
    # Two addresses with the same local part registered at once: the second username gets a suffix.
    return _create(**fields)


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


def check_free(*, email: str = "", username: str = "", but: User | None = None) -> None:
    """Raises ValidationError with a sentence for each field that another account than `but` uses."""
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    errors = {}
    if email and others.filter(email=email.lower()).exists():
        errors["email"] = [EMAIL_TAKEN]
    if username and others.with_username(username).exists():
        errors["username"] = [USERNAME_TAKEN]
    if errors:
        raise ValidationError(errors)


def authenticate_user(*, request: Request, login: str, password: str) -> User:
    """Return the active user with this email address or username. Raises the same error for every other case.

    Django hashes the password for unknown users too, so that the response time does not reveal who has an account.
    """
    user = authenticate(request._request, username=login, password=password)
    if user is None:
        raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
    if is_verification_required() and not user.email_verified_at:
        raise PermissionDenied(NOT_VERIFIED, code="email_not_verified")
    return user


def update_account(*, user: User, changes: dict[str, Any]) -> User:
    """Store the given fields. A new email address counts as not verified."""
    if changes.get("email", user.email) != user.email:
        user.email_verified_at = None
    for field, value in changes.items():
        setattr(user, field, value)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        check_free(email=user.email, username=user.username, but=user)
        raise
    return user


@transaction.atomic
def delete_account(*, user: User) -> None:
    """Delete the account and everything that any app stores about its user. If one part fails, nothing is deleted."""
    for part in registered(AccountData):
        if part.erase:
            part.erase(user)
    user.delete()


def delete_admin_sessions(user: User) -> None:
    """Delete the sessions of Django's admin, whose rows do not refer to their user. There are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

"""Accounts: made, recognised, changed. Erasing has a module of its own."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, ValidationError
from rest_framework.request import Request

from apps.users.models import User
from apps.users.services.mail import send_letter
from apps.users.services.verification import is_verification_required, mail_verification_link

EMAIL_TAKEN = "An account with this e-mail address exists already."
USERNAME_TAKEN = "This username is taken. Choose another."
NOT_VERIFIED = (
    "Confirm your e-mail address first: follow the letter, or ask for another at auth/email/resend/."
)
WRONG_CREDENTIALS = "No active account was found with these credentials."


def register(*, email: str, password: str, username: str = "", **names: str) -> User:
    """A new account. Raises ValidationError when the e-mail or the username is taken, races included."""
    fields = names | {"email": email, "password": make_password(password)}
    try:
        return _create(username=username, **fields)
    except IntegrityError:
        refuse_taken(email=email, username=username)
    # Two people with one local part registered at once; the second username gets a suffix.
    return _create(**fields)


def register_by_letter(*, email: str, password_hash: str, username: str = "", **names: str) -> None:
    """A new account that a letter must verify. If there is one, a letter says so: the answer never does."""
    known = User.objects.filter(email=email).first()
    if known and known.email_verified_at:
        send_letter(name="already_registered", to=known.email, username=known.username)
        return
    if known is None:
        taken = User.objects.with_username(username).exists()
        _create(username="" if taken else username, email=email, password=password_hash, **names)
    mail_verification_link(email=email)


@transaction.atomic
def _create(*, email: str, username: str = "", **fields: str) -> User:
    """`password` is a hash already."""
    username = username or User.objects.free_username(email)
    return User.objects.create(email=email.lower(), username=username, **fields)


def refuse_taken(*, email: str = "", username: str = "", but: User | None = None) -> None:
    """Raises ValidationError with a sentence per field that another account has."""
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    errors = {}
    if email and others.filter(email=email.lower()).exists():
        errors["email"] = [EMAIL_TAKEN]
    if username and others.with_username(username).exists():
        errors["username"] = [USERNAME_TAKEN]
    if errors:
        raise ValidationError(errors)


def recognise(*, request: Request, login: str, password: str) -> User:
    """The active person behind an e-mail address or a username; one same error for everything else.

    Django hashes the password for unknown people too, so that time tells nothing.
    """
    user = authenticate(request._request, username=login, password=password)
    if user is None:
        raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
    if is_verification_required() and not user.email_verified_at:
        raise PermissionDenied(NOT_VERIFIED, code="email_not_verified")
    return user


def change_account(*, user: User, changes: dict[str, Any]) -> User:
    """Writes the given fields. A new e-mail address counts as not verified."""
    if changes.get("email", user.email) != user.email:
        user.email_verified_at = None
    for field, value in changes.items():
        setattr(user, field, value)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        refuse_taken(email=user.email, username=user.username, but=user)
        raise
    return user

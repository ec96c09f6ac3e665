"""Accounts: made, recognised, changed, erased."""

from typing import Any

from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from rest_framework.exceptions import AuthenticationFailed, ValidationError
from rest_framework.request import Request
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from apps.core import registries
from apps.users.models import User

EMAIL_TAKEN = "An account with this e-mail address exists already."
USERNAME_TAKEN = "This username is taken. Choose another."
WRONG_CREDENTIALS = "No active account was found with these credentials."


def register(*, email: str, password: str, username: str = "", **names: str) -> User:
    """A new account. Raises ValidationError when the e-mail or the username is taken, races included."""
    fields = names | ({"username": username} if username else {})
    try:
        with transaction.atomic():
            return User.objects.create_user(email=email, password=password, **fields)
    except IntegrityError:
        refuse_taken(email=email, username=username)
    # Two people with one local part registered at once; the second username gets a suffix.
    return User.objects.create_user(email=email, password=password, **fields)


def refuse_taken(*, email: str = "", username: str = "", but: User | None = None) -> None:
    """Raises ValidationError with a sentence per field that another account has."""
    others = User.objects.exclude(pk=but.pk if but else None)
    errors = {}
    if email and others.filter(email=email.lower()).exists():
        errors["email"] = [EMAIL_TAKEN]
    if username and User.objects.with_username(username).exclude(pk=but.pk if but else None).exists():
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
    return user  # type: ignore[return-value]


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


@transaction.atomic
def erase_account(*, user: User) -> None:
    """The person and everything held on them, in every app."""
    for _, erase in registries.erasers:
        erase(user)
    OutstandingToken.objects.filter(user=user).delete()
    user.delete()

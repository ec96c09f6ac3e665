"""Passwords: checked, changed by their user, or reset through an email."""

from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.users.models import User
from apps.users.services.audit import Kind, record_event
from apps.users.services.emails import Link, password_tokens, send_user_link
from apps.users.services.notices import send_notice
from apps.users.services.personal_tokens import revoke_personal_tokens_of
from apps.users.services.second_factor import WRONG_CODE, accepts_code, remove_second_factor
from apps.users.services.sessions import (
    Caller,
    TokenPair,
    end_sessions_of,
    locked_user,
    open_session,
    prove_again,
)

NOT_YOUR_PASSWORD = "This is not the password of your account."  # noqa: S105


def require_password(password: str, *, user: User, field: str) -> None:
    """Raises ValidationError for `field` unless this is the user's password."""
    if not user.check_password(password):
        raise ValidationError({field: [NOT_YOUR_PASSWORD]})


def check_new_password(password: str, *, user: User, field: str) -> None:
    """Run Django's password validators. Raises ValidationError for `field`."""
    try:
        password_validation.validate_password(password, user)
    except DjangoValidationError as error:
        raise ValidationError({field: error.messages}) from error


@transaction.atomic
def change_password(*, caller: Caller, old_password: str, new_password: str) -> TokenPair:
    """Set a new password, end every session and open a new one. Raises what `replace_password` raises."""
    user = replace_password(caller=caller, old_password=old_password, new_password=new_password)
    return open_session(user=user, second_factor_at=caller.second_factor_at)


@transaction.atomic
def replace_password(*, caller: Caller, old_password: str, new_password: str) -> User:
    """Set a new password and end every session. Returns the user.

    Raises ValidationError if the old password is wrong or the new one is refused.
    """
    user = locked_user(caller)
    require_password(old_password, user=user, field="old_password")
    check_new_password(new_password, user=user, field="new_password")
    set_password(user, new_password)
    send_notice(record_event(Kind.PASSWORD_CHANGED, user_id=user.pk, actor_id=user.pk))
    return user


def reauthenticate(*, caller: Caller, password: str = "", code: str = "") -> datetime:
    """Check the caller's password or a code of the second factor, and return until when that counts as a proof.

    Raises ValidationError if it is wrong, Conflict for a code without a second factor, Throttled after wrong codes.
    """
    with transaction.atomic():
        user = locked_user(caller)
        if password:
            require_password(password, user=user, field="password")
        is_proof = bool(password) or accepts_code(user, code)
        if is_proof:
            record_event(Kind.REAUTHENTICATED, user_id=user.pk, actor_id=user.pk)
            until = prove_again(caller=caller)
    if not is_proof:
        raise ValidationError({"code": [WRONG_CODE]})
    return until


def set_password(user: User, password: str | None) -> None:
    """Set the password of a user whose row is locked by the current transaction.

    Ends every session, personal access token, begun login and pending email change. With None the user cannot log in by password.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions_of(user)
    revoke_personal_tokens_of(user)
    user.login_challenges.all().delete()
    user.email_changes.pending().end()


def send_password_reset_email(*, email: str) -> None:
    """Email a link to the active user with this address, if that user has a password."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None and user.has_usable_password():
        send_user_link(user, template="password_reset", page="reset-password", tokens=password_tokens)


@transaction.atomic
def reset_password(*, link: Link, new_password: str) -> None:
    """Set a new password once. The address is verified by it, because the email was read there.

    If it was not verified before, whoever registered the account may not own the address: their second factor goes.
    """
    user = link.locked_user(password_tokens)
    check_new_password(new_password, user=user, field="new_password")
    if user.email_verified_at is None:
        remove_second_factor(user, actor_id=user.pk)
    user.email_verified_at = user.email_verified_at or timezone.now()
    user.save(update_fields=["email_verified_at"])
    set_password(user, new_password)
    record_event(Kind.PASSWORD_RESET, user_id=user.pk, actor_id=user.pk)

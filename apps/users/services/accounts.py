"""Log in, update and delete accounts."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core import exceptions
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from apps.core.extensions import erase_account_data
from apps.users.models import User
from apps.users.services.audit import Kind, record_event
from apps.users.services.clients import Client
from apps.users.services.emails import is_verification_required
from apps.users.services.logins import accounts_for_login, open_login
from apps.users.services.passwords import require_password
from apps.users.services.personal_tokens import revoke_personal_tokens_of
from apps.users.services.profiles import save_profile
from apps.users.services.registration import check_free
from apps.users.services.second_factor import Challenge, begin_challenge, confirmed_device
from apps.users.services.sessions import (
    RIGHTS_CHANGED,
    Caller,
    TokenPair,
    end_sessions_of,
    locked_user,
)

NOT_VERIFIED = (
    "Confirm your email address first: open the link that we sent, or request another at auth/email/resend/."
)
WRONG_CREDENTIALS = "No active account was found with these credentials."


def log_in(*, request: Request, login: str, password: str) -> tuple[User, TokenPair | Challenge]:
    """Open a session for the active user with this email address or username, or ask for their second factor.

    Raises the same AuthenticationFailed for unknown, inactive and mistaken users. Django hashes the password of
    unknown users too, so that the response time does not reveal who has an account.
    """
    found = authenticate(request._request, username=login, password=password)
    if not isinstance(found, User):
        record_failed_login(login)
        raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
    # The hash is computed before the row is locked, so the row must still have it.
    with transaction.atomic():
        same = accounts_for_login().filter(pk=found.pk, password=found.password, is_active=True)
        user = same.first()
        if user is None:
            raise AuthenticationFailed(WRONG_CREDENTIALS, code="no_active_account")
        if is_verification_required() and not user.email_verified_at:
            raise PermissionDenied(NOT_VERIFIED, code="email_not_verified")
        if confirmed_device(user):
            return user, begin_challenge(user)
        return user, open_login(user)


def record_failed_login(login: str, **details: Any) -> None:
    """Record it for unknown accounts too, in as many queries, so that the duration reveals nothing."""
    try:
        user_id = User.objects.get_by_natural_key(login).pk
    except User.DoesNotExist:
        user_id = None
    record_event(Kind.LOGIN_FAILED, user_id=user_id, **details)


@transaction.atomic
def update_account(*, caller: Caller, changes: Mapping[str, Any], profile_changes: Mapping[str, Any]) -> User:
    """Store the given fields and return the user. Raises ValidationError if the username is taken."""
    user = locked_user(caller)
    check_free(username=changes.get("username", ""), but_user_id=user.pk)
    for name, value in changes.items():
        setattr(user, name, value)
    try:
        with transaction.atomic():
            user.save(update_fields=[*changes])
    except IntegrityError:
        check_free(username=changes.get("username", ""), but_user_id=user.pk)
        raise
    save_profile(user, profile_changes)
    return user


@transaction.atomic
def delete_account(*, caller: Caller, password: str) -> None:
    """Delete the caller's account and all its data. Raises ValidationError if the password is wrong."""
    user = locked_user(caller)
    require_password(password, user=user, field="password")
    delete_user(user)


@transaction.atomic
def delete_user(user: User, *, actor_id: int | None = None) -> None:
    """Delete a user and everything that any app stores about them. If one part fails, nothing is deleted.

    `actor_id` is the staff user who does it, None if it is the user.
    """
    erase_account_data(user)
    user.delete()
    record_event(Kind.ERASED, user_id=None, actor_id=actor_id, client=None if actor_id else Client())


def lock_for_editing(*, actor: User, user_id: int) -> tuple[User, User | None]:
    """Lock the rows of a staff user and of the account that they edit; return both as they are now.

    The account is None if it does not exist. Raises Django's PermissionDenied if the staff user was demoted or
    deactivated or got another password since the request was authenticated.
    """
    locked = User.objects.select_for_update().filter(pk__in={actor.pk, user_id}).order_by("pk")
    rows = {user.pk: user for user in locked}
    now = rows.get(actor.pk)
    if now is None or not (now.is_active and now.is_staff) or now.password != actor.password:
        raise exceptions.PermissionDenied(RIGHTS_CHANGED)
    return now, rows.get(user_id)


def apply_admin_edit(user: User, *, actor_id: int, columns: Collection[str], rights: Collection[str]) -> None:
    """Store the edited columns of a user whose row is locked, and what follows from them.

    `rights` are the names of the changed fields that grant rights. A new email address is unverified and ends every email change, also the links that would revert one. A deactivated
    user loses every login and personal access token.
    """
    columns = set(columns)
    if "email" in columns:
        user.email_verified_at = None
        columns.add("email_verified_at")
        user.email_changes.all().end()
    user.save(update_fields=columns)
    if "is_active" in columns and not user.is_active:
        end_sessions_of(user)
        revoke_personal_tokens_of(user)
    fields = sorted({*columns, *rights})
    if fields:
        record_event(Kind.EDITED_BY_STAFF, user_id=user.pk, actor_id=actor_id, fields=fields)
    if rights:
        record_event(Kind.RIGHTS_CHANGED, user_id=user.pk, actor_id=actor_id, fields=sorted(rights))


def delete_admin_sessions(user: User) -> None:
    """Delete the sessions of Django's admin, whose rows do not refer to their user. There are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

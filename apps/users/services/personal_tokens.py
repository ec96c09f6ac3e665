"""Personal access tokens: created, found by their secret, checked against their scopes, revoked."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework_simplejwt.exceptions import InvalidToken

from apps.users.models import PersonalAccessToken, User
from apps.users.models.personal_tokens import SHOWN_PREFIX_LENGTH, TOKEN_PREFIX
from apps.users.services.audit import Kind, record_event
from apps.users.services.notices import send_notice
from apps.users.services.sessions import Caller, locked_user, require_recent_proof

SECRET_BYTES = 32
MOST_TOKENS = 50
LAST_USE_PRECISION = timedelta(minutes=1)

TOO_MANY = f"An account has at most {MOST_TOKENS} personal access tokens. Revoke one first."
PAST = "The time of expiry must be in the future."
INVALID = "This personal access token is wrong, expired or revoked."


def create_personal_token(
    *, caller: Caller, name: str, scopes: Collection[str], expires_at: datetime | None = None
) -> tuple[PersonalAccessToken, str]:
    """Create a token, and return its row and its text, which is stored nowhere.

    Raises ReauthenticationRequiredError without a recent proof, ValidationError for a time of expiry in the past or too
    many tokens.
    """
    require_recent_proof(caller)
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": [PAST]})
    text = f"{TOKEN_PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
    with transaction.atomic():
        user = locked_user(caller)
        if user.personal_tokens.count() >= MOST_TOKENS:
            raise ValidationError({"non_field_errors": [TOO_MANY]})
        token = user.personal_tokens.create(
            name=name,
            scopes=sorted(set(scopes)),
            expires_at=expires_at,
            digest=digest_of(text),
            prefix=text[:SHOWN_PREFIX_LENGTH],
            second_factor_at=caller.second_factor_at,
        )
        event = {"token": token.prefix, "scopes": token.scopes}
        send_notice(record_event(Kind.TOKEN_CREATED, user_id=user.pk, actor_id=user.pk, **event))
    return token, text


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token_of(text: str) -> PersonalAccessToken:
    """Find a valid token with its user and profile, and note its use. One query, and a write once a minute.

    Raises InvalidToken if it is wrong, expired or revoked, or its user is not active.
    """
    tokens = PersonalAccessToken.objects.valid().select_related("user__profile")
    token = tokens.filter(digest=digest_of(text)).first()
    if token is None:
        raise InvalidToken(INVALID)
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - LAST_USE_PRECISION:
        outdated = Q(last_used_at=None) | Q(last_used_at__lt=now - LAST_USE_PRECISION)
        PersonalAccessToken.objects.filter(outdated, pk=token.pk).update(last_used_at=now)
    return token


@transaction.atomic
def revoke_personal_token(*, caller: Caller, token_id: int) -> None:
    """Raises Http404 if the caller has no such token."""
    token = locked_user(caller).personal_tokens.filter(pk=token_id).first()
    if token is None:
        raise Http404
    delete_personal_token(token, actor_id=caller.user_id)


def delete_personal_token(token: PersonalAccessToken, *, actor_id: int) -> None:
    token.delete()
    record_event(Kind.TOKEN_REVOKED, user_id=token.user_id, actor_id=actor_id, token=token.prefix)


def revoke_personal_tokens_of(user: User) -> None:
    """Revoke every token of a user whose row is locked by the current transaction."""
    prefixes = list(user.personal_tokens.values_list("prefix", flat=True))
    if prefixes:
        user.personal_tokens.all().delete()
        record_event(Kind.TOKEN_REVOKED, user_id=user.pk, tokens=prefixes)


def delete_expired_personal_tokens() -> str:
    """Delete the tokens that have expired, and return how many as a sentence for the job log."""
    deleted, _ = PersonalAccessToken.objects.filter(expires_at__lt=timezone.now()).delete()
    return f"Deleted {deleted} expired personal access tokens"

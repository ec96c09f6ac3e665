"""Login sessions: opened, refreshed by rotation, ended, and checked again before a command writes.

There is one LoginSession row per login, and all its tokens name it in the claim `sid`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token, UntypedToken
from rest_framework_simplejwt.utils import datetime_from_epoch, get_md5_hash_password

from apps.users.models import USER_AGENT_MAX_LENGTH, LoginSession, LoginSessionQuerySet, User

SESSION_CLAIM = "sid"

SESSION_ENDED = "This login has ended. Log in again."
USER_INACTIVE = "This account is not active."
TOKEN_OUTDATED = "The password was changed after this login. Log in again."  # noqa: S105
RIGHTS_CHANGED = "Your rights have changed since this request started. Send it again."
TOKEN_USED = "This refresh token was already used, so its login has ended. Log in again."  # noqa: S105
REFRESH_MISSING = 'Send the refresh token as {"refresh": "…"}, or as the cookie that the login set.'


class SessionRefreshToken(RefreshToken):
    """A refresh token that names its login session, as do the access tokens made from it."""

    @classmethod
    def for_session(cls, session: LoginSession) -> Self:
        token: Self = cls.for_user(session.user)  # type: ignore[assignment]
        token[SESSION_CLAIM] = str(session.pk)
        return token

    @classmethod
    def decode(cls, encoded: str) -> Self:
        """Raises InvalidToken unless this is one of our refresh tokens and has not expired."""
        try:
            return cls(encoded)  # type: ignore[arg-type]
        except TokenError as error:
            raise InvalidToken(str(error)) from error


@dataclass(frozen=True)
class TokenPair:
    access: str
    refresh: str
    refresh_expires_at: datetime

    @classmethod
    def of(cls, refresh: SessionRefreshToken) -> "TokenPair":
        return cls(str(refresh.access_token), str(refresh), datetime_from_epoch(refresh["exp"]))


def request_user(request: Request) -> User:
    """The authenticated user of a request. Raises NotAuthenticated."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


@dataclass(frozen=True)
class Caller:
    """Who a request was authenticated as: the user, the login session, and what must not change before it writes.

    `session_id` is "" if the access token names no session.
    """

    user_id: int
    session_id: str
    password_hash: str = field(repr=False)
    rights: tuple[bool, bool]

    @classmethod
    def of(cls, request: Request) -> "Caller":
        user = request_user(request)
        token: Any = request.auth  # the stubs know only tokens of DRF itself
        session_id = token.get(SESSION_CLAIM, "") if token else ""
        return cls(user.pk, session_id, user.password, (user.is_staff, user.is_superuser))


def locked_user(caller: Caller) -> User:
    """Lock the caller's row until the transaction ends, and return it as it is now.

    Every command that changes an account starts with this. Between the authentication of its request and the write
    any time may pass, as a client decides when it sends the body. Raises InvalidToken (401) if meanwhile the user
    was deleted, deactivated or got other rights, the password was changed, or the login session has ended.
    """
    user = User.objects.select_for_update().filter(pk=caller.user_id).first()
    if user is None:
        raise InvalidToken(SESSION_ENDED)
    if not user.is_active:
        raise InvalidToken(USER_INACTIVE)
    if user.password != caller.password_hash:
        raise InvalidToken(TOKEN_OUTDATED)
    if (user.is_staff, user.is_superuser) != caller.rights:
        raise InvalidToken(RIGHTS_CHANGED)
    # A query of its own: inside the first one it would not see what the transaction that held the lock has written.
    ended = caller.session_id and not user.login_sessions.filter(pk=caller.session_id, ended_at=None).exists()
    if ended:
        raise InvalidToken(SESSION_ENDED)
    return user


def authenticated_session(token: Token) -> LoginSession:
    """Load the session of a token with its user and profile, in one query.

    Raises InvalidToken if the session has ended, the user is not active, or the password has changed since.
    """
    sessions = LoginSession.objects.select_related("user__profile")
    session = sessions.filter(pk=token.get(SESSION_CLAIM)).first()
    if session is None or session.ended_at or str(session.user_id) != token.get(api_settings.USER_ID_CLAIM):
        raise InvalidToken(SESSION_ENDED)
    if not session.user.is_active:
        raise InvalidToken(USER_INACTIVE)
    if token.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(session.user.password):
        raise InvalidToken(TOKEN_OUTDATED)
    return session


def open_session(*, user: User, user_agent: str = "") -> TokenPair:
    """Create a session for a user whose row is new or locked by the current transaction."""
    session = LoginSession(user=user, user_agent=user_agent[:USER_AGENT_MAX_LENGTH])
    refresh = SessionRefreshToken.for_session(session)
    session.current_jti = refresh["jti"]
    session.expires_at = datetime_from_epoch(refresh["exp"])
    session.save(force_insert=True)
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    return TokenPair.of(refresh)


def rotate(*, encoded: str) -> TokenPair:
    """Exchange the current refresh token of a session for a new pair. Raises InvalidToken.

    An older refresh token ends the session, because two parties have used it: it may be stolen. Of two
    requests that send the same token at once, the later one counts as such a replay.
    """
    refresh = SessionRefreshToken.decode(encoded)
    session = authenticated_session(refresh)
    current = _current_session(session, refresh)
    refresh.set_jti()
    refresh.set_exp()
    refresh.set_iat()
    is_rotated = current.update(
        current_jti=refresh["jti"],
        last_used_at=timezone.now(),
        expires_at=datetime_from_epoch(refresh["exp"]),
    )
    if not is_rotated:
        _end(LoginSession.objects.filter(pk=session.pk))
        raise InvalidToken(TOKEN_USED)
    return TokenPair.of(refresh)


def revoke(*, encoded: str) -> None:
    """End the session of its current refresh token. Raises InvalidToken."""
    refresh = SessionRefreshToken.decode(encoded)
    if not _end(_current_session(authenticated_session(refresh), refresh)):
        raise InvalidToken(TOKEN_USED)


def _current_session(session: LoginSession, refresh: SessionRefreshToken) -> LoginSessionQuerySet:
    """The session's row, if the token is its current one and its user is still as `authenticated_session` read it.

    Updating it locks, checks and writes in one statement. The user is checked by EXISTS, not by a join: Django turns a
    join in an update into a subquery of ids, and PostgreSQL would not check the columns again after waiting for a lock.
    """
    unchanged_user = User.objects.filter(
        pk=OuterRef("user_id"), is_active=True, password=session.user.password
    )
    return LoginSession.objects.filter(
        Exists(unchanged_user), pk=session.pk, current_jti=refresh["jti"], ended_at=None
    )


def verify(*, encoded: str) -> None:
    """Raises InvalidToken unless the access or refresh token would be accepted now."""
    try:
        token = UntypedToken(encoded)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken(str(error)) from error
    if SESSION_CLAIM not in token and token["token_type"] == AccessToken.token_type:
        JWTAuthentication().get_user(token)
        return
    session = authenticated_session(token)
    if token["token_type"] == SessionRefreshToken.token_type and token["jti"] != session.current_jti:
        raise InvalidToken(TOKEN_USED)


def log_out(*, caller: Caller, encoded: str = "") -> None:
    """End the caller's session that a refresh token names, or without one the session of the request.

    Raises ValidationError if neither names a session.
    """
    session_id = SessionRefreshToken.decode(encoded).get(SESSION_CLAIM) if encoded else caller.session_id
    if not session_id:
        raise ValidationError({"refresh": [REFRESH_MISSING]})
    end_session(caller=caller, session_id=session_id)


@transaction.atomic
def end_session(*, caller: Caller, session_id: str) -> None:
    """End one session of the caller. A session that has ended or belongs to another user is left as it is."""
    _end(locked_user(caller).login_sessions.filter(pk=session_id))


@transaction.atomic
def end_all_sessions(*, caller: Caller) -> None:
    end_sessions_of(locked_user(caller))


def end_sessions_of(user: User) -> None:
    """End every session of a user whose row is locked by the current transaction."""
    _end(user.login_sessions.all())


def _end(sessions: LoginSessionQuerySet) -> int:
    """End the sessions that are alive and return how many. All their tokens are rejected from now on."""
    now = timezone.now()
    return sessions.alive().update(ended_at=now, updated_at=now)


def delete_expired_sessions() -> str:
    """Delete the sessions whose tokens have all expired, and return how many as a sentence for the job log."""
    deleted, _ = LoginSession.objects.filter(expires_at__lt=timezone.now()).delete()
    return f"Deleted {deleted} expired login sessions"

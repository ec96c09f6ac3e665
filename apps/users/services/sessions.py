"""Login sessions: opened, refreshed by rotation, ended, and checked again before a command writes.

There is one LoginSession row per login, and all its tokens name it in the claim `sid`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token, UntypedToken
from rest_framework_simplejwt.utils import datetime_from_epoch, datetime_to_epoch, get_md5_hash_password

from apps.core.prepared import PreparedGet
from apps.users.models import USER_AGENT_MAX_LENGTH, LoginSession, LoginSessionQuerySet, User
from apps.users.services.audit import Kind, record_event
from apps.users.services.clients import Client, current_client

SESSION_CLAIM = "sid"
PROOF_LIFETIME = timedelta(minutes=10)
LOST_RESPONSE = timedelta(seconds=30)

SESSION_ENDED = "This login has ended. Log in again."
USER_INACTIVE = "This account is not active."
TOKEN_OUTDATED = "The password was changed after this login. Log in again."  # noqa: S105
RIGHTS_CHANGED = "Your rights have changed since this request started. Send it again."
TOKEN_USED = "This refresh token was already used, so its login has ended. Log in again."  # noqa: S105
NO_SESSION = "This token belongs to no login. Log in again instead."
TOKEN_SUPERSEDED = "This refresh token was exchanged a moment ago. Use the newer one."  # noqa: S105
PROOF_MISSING = "Confirm your password or second factor at auth/reauthenticate/ first."
REFRESH_MISSING = 'Send the refresh token as {"refresh": "…"}, or as the cookie that the login set.'


SESSION_AND_USER = PreparedGet(
    lambda: LoginSession.objects.select_related("user__profile", "user__data_version")
)


class TokenSupersededError(InvalidToken):
    """The refresh token was replayed, perhaps because a response was lost; its login goes on."""

    default_code = "token_superseded"


class ReauthenticationRequiredError(PermissionDenied):
    """403, because the token itself is valid: a client must not refresh it or log out."""

    default_detail = PROOF_MISSING
    default_code = "reauthentication_required"


class SessionRefreshToken(RefreshToken):
    """A refresh token that names its login session, as do the access tokens made from it."""

    @classmethod
    def for_session(cls, session: LoginSession) -> Self:
        token: Self = cls.for_user(session.user)  # type: ignore[assignment]
        token[SESSION_CLAIM] = str(session.pk)
        token.expire_by(session.created_at or timezone.now())
        return token

    def expire_by(self, login_at: datetime) -> None:
        """Set the time of expiry: after the usual lifetime, but not after the end of the login's own lifetime."""
        self.set_exp()
        end = login_at + timedelta(days=settings.LOGIN_MAX_DAYS)
        self["exp"] = min(self["exp"], datetime_to_epoch(end))

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

    `session_id` is "" if the access token names no session; such a token proves who the user is when it is made.
    `proved_at` is the last time that the user proved it, `second_factor_at` that of the login's second factor.
    """

    user_id: int
    session_id: str
    password_hash: str = field(repr=False)
    rights: tuple[bool, bool]
    proved_at: datetime | None = None
    second_factor_at: datetime | None = None

    @classmethod
    def of(cls, request: Request) -> "Caller":
        user = request_user(request)
        token: Any = request.auth  # the stubs know only tokens of DRF itself
        rights = (user.is_staff, user.is_superuser)
        session = user.login_session
        if session is None:
            made_at = datetime_from_epoch(token["iat"]) if isinstance(token, Token) else None
            return cls(user.pk, "", user.password, rights, made_at)
        proved_at = session.proved_at or session.created_at
        return cls(user.pk, str(session.pk), user.password, rights, proved_at, session.second_factor_at)


def require_recent_proof(caller: Caller) -> None:
    """Raises ReauthenticationRequiredError unless the user proved who they are within PROOF_LIFETIME."""
    if caller.proved_at is None or caller.proved_at < timezone.now() - PROOF_LIFETIME:
        raise ReauthenticationRequiredError


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
    session = SESSION_AND_USER.get(token.get(SESSION_CLAIM))
    if session is None or session.ended_at or session.expires_at <= timezone.now():
        raise InvalidToken(SESSION_ENDED)
    if str(session.user_id) != token.get(api_settings.USER_ID_CLAIM):
        raise InvalidToken(SESSION_ENDED)
    if not session.user.is_active:
        raise InvalidToken(USER_INACTIVE)
    if token.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(session.user.password):
        raise InvalidToken(TOKEN_OUTDATED)
    return session


def columns_of(client: Client) -> dict[str, str]:
    """What a session stores of the client of its latest request."""
    return {"user_agent": client.user_agent[:USER_AGENT_MAX_LENGTH], "network": client.network}


def open_session(*, user: User, second_factor_at: datetime | None = None) -> TokenPair:
    """Create a session for a user whose row is new or locked by the current transaction."""
    now = timezone.now()
    session = LoginSession(
        user=user, proved_at=now, second_factor_at=second_factor_at, **columns_of(current_client.get())
    )
    refresh = SessionRefreshToken.for_session(session)
    session.current_jti = refresh["jti"]
    session.expires_at = datetime_from_epoch(refresh["exp"])
    session.save(force_insert=True)
    user.last_login = now
    user.save(update_fields=["last_login"])
    return TokenPair.of(refresh)


def rotate(*, encoded: str) -> tuple[User, TokenPair]:
    """Exchange the current refresh token of a session for a new pair. Raises InvalidToken.

    An older refresh token ends the session, because two parties have used it: it may be stolen. Only the previous
    one, sent again by the same client within LOST_RESPONSE, is rejected without ending it.
    """
    refresh = SessionRefreshToken.decode(encoded)
    session = authenticated_session(refresh)
    current, used_jti = _current_session(session, refresh), refresh["jti"]
    refresh.set_jti()
    refresh.set_iat()
    refresh.expire_by(session.created_at)
    is_rotated = current.update(
        current_jti=refresh["jti"],
        previous_jti=used_jti,
        last_used_at=timezone.now(),
        expires_at=datetime_from_epoch(refresh["exp"]),
        **columns_of(current_client.get()),
    )
    if not is_rotated:
        _reject_replay(session, used_jti)
    return session.user, TokenPair.of(refresh)


def _reject_replay(session: LoginSession, used_jti: str) -> None:
    """Raises InvalidToken. Ends the session unless its latest refresh was this client's own, a moment ago."""
    lost_response = LoginSession.objects.alive().filter(
        pk=session.pk,
        previous_jti=used_jti,
        last_used_at__gt=timezone.now() - LOST_RESPONSE,
        **columns_of(current_client.get()),
    )
    if lost_response.exists():
        raise TokenSupersededError(TOKEN_SUPERSEDED)
    if _end(LoginSession.objects.filter(pk=session.pk)):
        record_event(Kind.REFRESH_REPLAYED, user_id=session.user_id)
    raise InvalidToken(TOKEN_USED)


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


@transaction.atomic
def log_out(*, caller: Caller, encoded: str = "") -> None:
    """End the caller's session that a refresh token names, or without one the session of the request.

    Raises ValidationError if neither names a session.
    """
    session_id = SessionRefreshToken.decode(encoded).get(SESSION_CLAIM) if encoded else caller.session_id
    if not session_id:
        raise ValidationError({"refresh": [REFRESH_MISSING]})
    _end(locked_user(caller).login_sessions.filter(pk=session_id))


@transaction.atomic
def end_session(*, caller: Caller, session_id: str) -> bool:
    """End one session of the caller. Returns False if it has ended before or belongs to another user.

    Raises ReauthenticationRequiredError if it is another session than that of the request, without a recent proof.
    """
    if session_id != caller.session_id:
        require_recent_proof(caller)
    return bool(_end(locked_user(caller).login_sessions.filter(pk=session_id)))


@transaction.atomic
def end_all_sessions(*, caller: Caller, but_own: bool = False) -> None:
    """End the sessions of the caller, but not that of the request if `but_own`.

    Raises ReauthenticationRequiredError without a recent proof.
    """
    require_recent_proof(caller)
    sessions = locked_user(caller).login_sessions.all()
    _end(sessions.exclude(pk=caller.session_id) if but_own and caller.session_id else sessions)


def prove_again(*, caller: Caller) -> datetime:
    """Store that the user has just proved who they are, and return until when that counts.

    Only a session can store it: raises ValidationError for tokens without one.
    """
    now = timezone.now()
    own = LoginSession.objects.alive().filter(pk=caller.session_id) if caller.session_id else None
    if not (own and own.update(proved_at=now)):
        raise ValidationError({"non_field_errors": [NO_SESSION]})
    return now + PROOF_LIFETIME


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

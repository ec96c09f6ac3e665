"""Login sessions: opened, refreshed by rotation, ended. One LoginSession row per login; its tokens name it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.contrib.auth.models import update_last_login
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken, Token, UntypedToken
from rest_framework_simplejwt.utils import datetime_from_epoch, get_md5_hash_password

from apps.users.models import USER_AGENT_MAX_LENGTH, LoginSession, LoginSessionQuerySet, User

SESSION_CLAIM = "sid"


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


@transaction.atomic
def open_session(*, user: User, user_agent: str = "") -> TokenPair:
    session = LoginSession(user=user, user_agent=user_agent[:USER_AGENT_MAX_LENGTH])
    refresh = SessionRefreshToken.for_session(session)
    session.current_jti = refresh["jti"]
    session.expires_at = datetime_from_epoch(refresh["exp"])
    session.save(force_insert=True)
    update_last_login(type(user), user)
    return TokenPair.of(refresh)


def rotate(*, encoded: str) -> TokenPair:
    """Exchange the current refresh token of a session for a new pair. Raises InvalidToken.

    An older refresh token ends the session, because two parties have used it: it may be stolen. Of two
    requests that send the same token at once, the later one counts as such a replay.
    """
    refresh = SessionRefreshToken.decode(encoded)
    session = authenticated_session(refresh)
    used_jti = refresh["jti"]
    refresh.set_jti()
    refresh.set_exp()
    refresh.set_iat()
    is_current = LoginSession.objects.filter(pk=session.pk, current_jti=used_jti, ended_at=None).update(
        current_jti=refresh["jti"],
        last_used_at=timezone.now(),
        expires_at=datetime_from_epoch(refresh["exp"]),
    )
    if not is_current:
        end_sessions(sessions=LoginSession.objects.filter(pk=session.pk))
        raise InvalidToken("This refresh token was already used, so its login has ended. Log in again.")
    return TokenPair.of(refresh)


def authenticated_session(token: Token) -> LoginSession:
    """Load the session of a token with its user and profile, in one query.

    Raises InvalidToken if the session has ended, the user is not active, or the password has changed since.
    """
    sessions = LoginSession.objects.select_related("user__profile")
    session = sessions.filter(pk=token.get(SESSION_CLAIM)).first()
    if session is None or session.ended_at or str(session.user_id) != token.get(api_settings.USER_ID_CLAIM):
        raise InvalidToken("This login has ended. Log in again.")
    if not session.user.is_active:
        raise InvalidToken("This account is not active.")
    if token.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(session.user.password):
        raise InvalidToken("The password was changed after this login. Log in again.")
    return session


def verify(*, encoded: str) -> None:
    """Raises InvalidToken unless the access or refresh token would be accepted now."""
    try:
        token = UntypedToken(encoded)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken(str(error)) from error
    session = authenticated_session(token)
    if token["token_type"] == SessionRefreshToken.token_type and token["jti"] != session.current_jti:
        raise InvalidToken("This refresh token was already used.")


def end_sessions(*, sessions: LoginSessionQuerySet) -> int:
    """End the sessions that are alive and return how many. All their tokens are rejected from now on."""
    now = timezone.now()
    return sessions.alive().update(ended_at=now, updated_at=now)


def end_session_of(*, refresh: SessionRefreshToken) -> None:
    end_sessions(sessions=LoginSession.objects.filter(pk=refresh.get(SESSION_CLAIM)))


def delete_expired_sessions() -> str:
    """Delete the sessions whose tokens have all expired, and return how many as a sentence for the job log."""
    deleted, _ = LoginSession.objects.filter(expires_at__lt=timezone.now()).delete()
    return f"Deleted {deleted} expired login sessions"

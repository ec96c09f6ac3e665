"""Logins: opened, carried on by rotation, ended. One row of LoginSession per login."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import update_last_login
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import Token, UntypedToken
from rest_framework_simplejwt.utils import datetime_from_epoch, get_md5_hash_password

from apps.users.models import LoginSession, User
from apps.users.models.account import LoginSessionQuerySet
from apps.users.tokens import SESSION_CLAIM, SessionRefreshToken

USER_AGENT_MAX_LENGTH = 255


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
    """A new pair for the newest refresh token of a living login; the old one is dead from then on.

    Whoever presents an older one ends the whole login: it was copied, and nobody can say by whom.
    Of two requests that race with one token the later is such a one.
    """
    refresh = SessionRefreshToken.read(encoded)
    session = living_session(refresh)
    pair = _advance(session, refresh)
    if pair is None:
        end_sessions(sessions=LoginSession.objects.filter(pk=session.pk))
        raise InvalidToken("This refresh token was used before, so its login has been ended. Log in again.")
    return pair


@transaction.atomic
def _advance(session: LoginSession, refresh: SessionRefreshToken) -> TokenPair | None:
    used_jti = refresh["jti"]
    refresh.set_jti()
    refresh.set_exp()
    refresh.set_iat()
    current = LoginSession.objects.filter(pk=session.pk, current_jti=used_jti, ended_at=None)
    moved = current.update(
        current_jti=refresh["jti"],
        last_used_at=timezone.now(),
        expires_at=datetime_from_epoch(refresh["exp"]),
    )
    if not moved:
        return None
    return TokenPair.of(refresh)


def living_session(token: Token) -> LoginSession:
    """The login that a token descends from, its person and profile loaded, in one query.

    Raises InvalidToken if that login, the person, or the password it was made with is no more.
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
    """Raises InvalidToken unless the token, access or refresh, would be taken right now."""
    try:
        token = UntypedToken(encoded)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken(str(error)) from error
    session = living_session(token)
    if token["token_type"] == SessionRefreshToken.token_type and token["jti"] != session.current_jti:
        raise InvalidToken("Token is blacklisted")


def end_sessions(*, sessions: LoginSessionQuerySet) -> int:
    """Ends the sessions that are still alive and returns how many: all their tokens are rejected from now on."""
    now = timezone.now()
    return sessions.alive().update(ended_at=now, updated_at=now)


def end_session_of(*, refresh: SessionRefreshToken) -> None:
    end_sessions(sessions=LoginSession.objects.filter(pk=refresh.get(SESSION_CLAIM)))


def forget_expired() -> str:
    """Deletes the login sessions whose tokens have all expired."""
    deleted, _ = LoginSession.objects.filter(expires_at__lt=timezone.now()).delete()
    return f"Deleted {deleted} expired login sessions"

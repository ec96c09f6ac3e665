"""The refresh token of a login. What may be done with it is decided in services/sessions.py."""

from typing import Self

from django.utils import timezone
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken, Token
from rest_framework_simplejwt.utils import datetime_from_epoch

from apps.users.models import LoginSession

SESSION_CLAIM = "sid"


class SessionRefreshToken(RefreshToken):
    """A refresh token that names its login, and so do the access tokens made from it."""

    def check_blacklist(self) -> None:
        """Left to the rotation: a dead token must be recognised as one of its login, not just refused."""

    @classmethod
    def for_session(cls, session: LoginSession) -> Self:
        token = Token.for_user.__func__(cls, session.user)  # type: ignore[attr-defined]
        token[SESSION_CLAIM] = str(session.pk)
        return token

    @classmethod
    def read(cls, encoded: str) -> Self:
        """Raises InvalidToken unless this is a refresh token of ours that has not expired."""
        try:
            return cls(encoded)  # type: ignore[arg-type]
        except TokenError as error:
            raise InvalidToken(str(error)) from error

    def keep_track(self, session: LoginSession) -> None:
        """Makes the token known to simplejwt's blacklist, without the token itself: a stolen copy of
        the database must not log anybody in."""
        OutstandingToken.objects.create(
            user=session.user,
            jti=self["jti"],
            created_at=timezone.now(),
            expires_at=datetime_from_epoch(self["exp"]),
        )

"""The refresh token of a login. What may be done with it is decided in services/sessions.py."""

from typing import Self

from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from apps.users.models import LoginSession

SESSION_CLAIM = "sid"


class SessionRefreshToken(RefreshToken):
    """A refresh token that names its login, and so do the access tokens made from it."""

    @classmethod
    def for_session(cls, session: LoginSession) -> Self:
        token = cls.for_user(session.user)
        token[SESSION_CLAIM] = str(session.pk)
        return token

    @classmethod
    def read(cls, encoded: str) -> Self:
        """Raises InvalidToken unless this is a refresh token of ours that has not expired."""
        try:
            return cls(encoded)  # type: ignore[arg-type]
        except TokenError as error:
            raise InvalidToken(str(error)) from error

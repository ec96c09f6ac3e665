"""Bearer tokens: how a request is authenticated, and how the OpenAPI schema describes it."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token

from apps.users.models import User
from apps.users.services.sessions import SESSION_CLAIM, authenticated_session


class LoginAuthentication(JWTAuthentication):
    """Accept an access token only while its login session, its password and its user are valid.

    A token without a session (made by a script with simplejwt's own classes) gets simplejwt's checks alone.
    """

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]
        if SESSION_CLAIM not in validated_token:
            return super().get_user(validated_token)  # type: ignore[return-value]
        session = authenticated_session(validated_token)
        session.user.login_session = session
        session.user.second_factor_at = session.second_factor_at
        return session.user


class LoginScheme(SimpleJWTScheme):
    target_class = "apps.users.authentication.LoginAuthentication"
    name = "jwtAuth"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        description = "The `access` token from login or registration, without the word Bearer."
        return super().get_security_definition(auto_schema) | {"description": description}

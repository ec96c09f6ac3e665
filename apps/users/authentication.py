"""Bearer tokens: how a request is authenticated, and how the OpenAPI schema describes it."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token

from apps.users.models import PersonalAccessToken, User
from apps.users.models.personal_tokens import TOKEN_PREFIX
from apps.users.services.personal_tokens import token_of
from apps.users.services.sessions import SESSION_CLAIM, authenticated_session

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
ACCOUNT_ACTION = "A personal access token cannot do this. Log in instead."
BAD_HEADER = (
    "Send “Bearer”, a space and the access token of a login (auth/login/) in the Authorization header."
)
SCOPE_MISSING = "This personal access token lacks the scope “{}”."


class LoginAuthentication(JWTAuthentication):
    """Accept an access token only while its login session, its password and its user are valid.

    A token without a session (made by a script with simplejwt's own classes) gets simplejwt's checks alone.
    """

    def get_raw_token(self, header: bytes) -> bytes | None:
        words = header.split()
        if words[:1] == [b"Bearer"] and len(words) != 2:
            raise AuthenticationFailed(BAD_HEADER)
        return super().get_raw_token(header)

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]
        if SESSION_CLAIM not in validated_token:
            return super().get_user(validated_token)  # type: ignore[return-value]
        session = authenticated_session(validated_token)
        session.user.login_session = session
        session.user.second_factor_at = session.second_factor_at
        return session.user


class PersonalTokenAuthentication(BaseAuthentication):
    """Accept a personal access token for the requests that its scopes allow. Other tokens are left to the next class.

    Views say by `personal_token_methods` which methods such tokens may use; all, if they do not say it.
    """

    def authenticate(self, request: Request) -> tuple[User, PersonalAccessToken] | None:
        words = get_authorization_header(request).split()
        is_ours = (
            len(words) == 2 and words[0].lower() == b"bearer" and words[1].startswith(TOKEN_PREFIX.encode())
        )
        if not is_ours:
            return None
        token = token_of(words[1].decode("latin-1"))
        check_scope(token, request)
        token.user.second_factor_at = token.second_factor_at
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def check_scope(token: PersonalAccessToken, request: Request) -> None:
    """Raises PermissionDenied if the token may not do what the request asks."""
    view = request.parser_context["view"]
    methods = getattr(view, "personal_token_methods", None)
    if methods is not None and request.method not in methods:
        raise PermissionDenied(ACCOUNT_ACTION, code="personal_token_refused")
    scope = needed_scope(request, view)
    if scope not in token.scopes:
        raise PermissionDenied(SCOPE_MISSING.format(scope), code="scope_missing")


def needed_scope(request: Request, view: Any) -> str:
    for permission in view.permission_classes:
        if hasattr(permission, "personal_token_scope"):
            return permission.personal_token_scope
    is_read = request.method in SAFE_METHODS
    return PersonalAccessToken.Scope.READ if is_read else PersonalAccessToken.Scope.WRITE


class LoginScheme(SimpleJWTScheme):
    target_class = "apps.users.authentication.LoginAuthentication"
    name = "jwtAuth"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        description = "The `access` token from login or registration, without the word Bearer."
        return super().get_security_definition(auto_schema) | {"description": description}


class PersonalTokenScheme(OpenApiAuthenticationExtension):
    target_class = "apps.users.authentication.PersonalTokenAuthentication"
    name = "personalToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        description = "A personal access token from `auth/personal-tokens/`, without the word Bearer."
        return {"type": "http", "scheme": "bearer", "description": description}

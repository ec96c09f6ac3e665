"""Who asks: the person of a living login."""

from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token

from apps.users.models import User
from apps.users.services.sessions import living_session
from apps.users.tokens import SESSION_CLAIM


class LoginAuthentication(JWTAuthentication):
    """simplejwt's bearer token, but dead as soon as its login, its password or its person is.

    A token that a script made with simplejwt's own classes has no login: simplejwt's checks hold for it.
    """

    def get_user(self, validated_token: Token) -> User:
        if SESSION_CLAIM not in validated_token:
            return super().get_user(validated_token)
        return living_session(validated_token).user

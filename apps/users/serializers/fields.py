"""Fields that several serializers of this app take."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import RegexValidator
from rest_framework import serializers

from apps.users.models import User

# Far beyond any password manager's, and short enough that hashing it costs nothing more.
PASSWORD_MAX_LENGTH = 256

# No @: an e-mail address and a username must never be mistaken for one another at the login.
username_validator = RegexValidator(
    r"^[\w.+-]+\Z", "Use letters, digits and . _ + - only, without spaces or @.", code="invalid"
)


class PasswordField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "write_only": True,
            "trim_whitespace": False,
            "max_length": PASSWORD_MAX_LENGTH,
            "style": {"input_type": "password"},
        } | kwargs
        super().__init__(**kwargs)


def check_new_password(password: str, *, user: User, field: str) -> None:
    """Django's password validators, as a 400 of the given field."""
    try:
        password_validation.validate_password(password, user)
    except DjangoValidationError as error:
        raise serializers.ValidationError({field: error.messages}) from error

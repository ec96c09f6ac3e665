"""Fields that several serializers of this app take."""

from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

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

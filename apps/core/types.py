"""Types of accounts for every app: settings.AUTH_USER_MODEL, which no app but users may import."""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:
    from django.contrib.auth.models import _AnyUser as AnyUser  # a user or an anonymous visitor
    from django.contrib.auth.models import _User as User
else:
    User = AnyUser = AbstractBaseUser

__all__ = ["AnyUser", "User"]

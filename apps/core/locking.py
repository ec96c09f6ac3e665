"""Row locks. Every service takes them in one order: the user's row, then rows of that user by id, then movies by id."""

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework.exceptions import AuthenticationFailed

ACCOUNT_GONE = "This account does not exist any more."


def lock_user(user_id: int) -> AbstractBaseUser:
    """Lock the user's row until the end of the transaction, so that writes of one user follow each other.

    Raises AuthenticationFailed (401) if the account was deleted while the request was on its way.
    """
    user = get_user_model().objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        raise AuthenticationFailed(ACCOUNT_GONE)
    return user

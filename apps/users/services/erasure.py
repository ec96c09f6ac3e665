"""Erasing a person: the account, and everything that every app holds on it."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from apps.core.extensions import AccountData, registered
from apps.users.models import User


@transaction.atomic
def erase_account(*, user: User) -> None:
    """All of it or, when one part fails, nothing."""
    erase_data(user)
    user.delete()


def erase_data(user: User) -> None:
    """Delete what the cascade from the user's row does not reach."""
    for part in registered(AccountData):
        if part.erase:
            part.erase(user)


def erase_admin_sessions(user: User) -> None:
    """Only the admin makes these, so there are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

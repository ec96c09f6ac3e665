"""Erasing a person: the account, and everything that every app holds on it."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from apps.core import extensions
from apps.users.models import User


@transaction.atomic
def erase_account(*, user: User) -> None:
    """All of it or, when one part fails, nothing."""
    for _, erase in extensions.erasers:
        erase(user)
    user.delete()


def erase_admin_sessions(user: User) -> None:
    """Only the admin makes these, so there are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

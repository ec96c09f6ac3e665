"""Passwords: changed by their owner. Every older token dies with the old password."""

from django.db import transaction

from apps.users.models import User
from apps.users.services.sessions import TokenPair, end_sessions, open_session


@transaction.atomic
def change_password(*, user: User, new_password: str, user_agent: str = "") -> TokenPair:
    set_password(user=user, password=new_password)
    return open_session(user=user, user_agent=user_agent)


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(sessions=user.login_sessions.all())

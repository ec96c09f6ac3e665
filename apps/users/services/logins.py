"""The last step of every login: the session, its audit event, and an email if the client is new."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.users.models import AuditEvent, LoginSession, User
from apps.users.services.audit import Kind, record_event
from apps.users.services.clients import current_client, describe_client
from apps.users.services.notices import send_notice
from apps.users.services.sessions import TokenPair, open_session


def accounts_for_login() -> QuerySet[User]:
    """Lock the rows that are read, with all that a login needs to know.

    `is_known_client` says whether the user has a login with the program of this request, or logged in from its address
    before.
    """
    client = current_client.get()
    sessions = LoginSession.objects.filter(user=OuterRef("pk"), user_agent=client.user_agent)
    logins = AuditEvent.objects.filter(user=OuterRef("pk"), kind=Kind.LOGIN, address_hash=client.address_hash)
    accounts = User.objects.select_for_update(of=("self",)).select_related("profile", "totp_device")
    return accounts.annotate(is_known_client=Q(Exists(sessions)) | Q(Exists(logins)))


def open_login(user: User, *, had_second_factor: bool = False) -> TokenPair:
    """Open the session of a user of `accounts_for_login` who has proved who they are.

    Records it, and emails the user if the client is new. A first login emails nobody.
    """
    is_new = user.last_login is not None and not user.is_known_client  # type: ignore[attr-defined]
    details: dict[str, Any] = {"second_factor": True} if had_second_factor else {}
    if is_new:
        details["new_client"] = describe_client(current_client.get().user_agent)
    pair = open_session(user=user, second_factor_at=timezone.now() if had_second_factor else None)
    event = record_event(Kind.LOGIN, user_id=user.pk, actor_id=user.pk, **details)
    if is_new:
        send_notice(event)
    return pair

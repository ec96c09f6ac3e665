"""Accounts, logins and audit events."""

from apps.users.models.accounts import (
    AVATAR_URL_MAX_LENGTH,
    BIO_MAX_LENGTH,
    EmailChange,
    EmailChangeQuerySet,
    EmailRequest,
    User,
    UserManager,
    UserProfile,
)
from apps.users.models.audit import AuditEvent
from apps.users.models.logins import (
    NETWORK_MAX_LENGTH,
    USER_AGENT_MAX_LENGTH,
    LoginSession,
    LoginSessionQuerySet,
)

__all__ = [
    "AVATAR_URL_MAX_LENGTH",
    "BIO_MAX_LENGTH",
    "NETWORK_MAX_LENGTH",
    "USER_AGENT_MAX_LENGTH",
    "AuditEvent",
    "EmailChange",
    "EmailChangeQuerySet",
    "EmailRequest",
    "LoginSession",
    "LoginSessionQuerySet",
    "User",
    "UserManager",
    "UserProfile",
]

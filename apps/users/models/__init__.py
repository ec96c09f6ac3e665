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
from apps.users.models.personal_tokens import PersonalAccessToken
from apps.users.models.second_factor import LoginChallenge, RecoveryCode, TotpDevice

__all__ = [
    "AVATAR_URL_MAX_LENGTH",
    "BIO_MAX_LENGTH",
    "NETWORK_MAX_LENGTH",
    "USER_AGENT_MAX_LENGTH",
    "AuditEvent",
    "EmailChange",
    "EmailChangeQuerySet",
    "EmailRequest",
    "LoginChallenge",
    "LoginSession",
    "LoginSessionQuerySet",
    "PersonalAccessToken",
    "RecoveryCode",
    "TotpDevice",
    "User",
    "UserManager",
    "UserProfile",
]

"""Everything stored about a user, collected from every app: as JSON, or as a zip of CSV files."""

import csv
import io
import zipfile
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.admin.models import LogEntry
from django.utils import timezone

from apps.core.extensions import AccountData, registered
from apps.users.models import EmailRequest, User
from apps.users.services.second_factor import confirmed_device

PROFILE_FIELDS = (
    "bio",
    "avatar_url",
    "favorite_genres",
    "preferred_language",
    "mature_content",
    "is_public",
    "time_zone",
)


def export_json(user: User) -> dict[str, Any]:
    parts = {part.name: part.export(user) for part in registered(AccountData) if part.export}
    return {"exported_at": timezone.now()} | parts


def export_csv_zip(user: User, zone: ZoneInfo) -> bytes:
    """Return a zip in the format of Letterboxd's importer: one CSV file per kind of row, with dates of this zone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        files = (file for part in registered(AccountData) for file in part.csv_files.items())
        for name, rows in files:
            sheet = io.StringIO()
            csv.writer(sheet).writerows(rows(user, zone))
            archive.writestr(name, sheet.getvalue())
    return buffer.getvalue()


def export_account(user: User) -> dict[str, Any]:
    fields = ("id", "email", "username", "first_name", "last_name", "is_staff", "is_active", "origin")
    dates = ("date_joined", "last_login", "email_verified_at")
    account = {name: getattr(user, name) for name in (*fields, *dates)}
    return account | {"roles": sorted(user.groups.values_list("name", flat=True))}


def export_profile(user: User) -> dict[str, Any]:
    return {name: getattr(user.profile, name) for name in (*PROFILE_FIELDS, "created_at", "updated_at")}


def export_logins(user: User) -> list[dict[str, Any]]:
    fields = ("created_at", "last_used_at", "expires_at", "ended_at", "user_agent", "network")
    return list(user.login_sessions.values(*fields))


def export_personal_tokens(user: User) -> list[dict[str, Any]]:
    fields = ("name", "scopes", "prefix", "created_at", "last_used_at", "expires_at")
    return list(user.personal_tokens.values(*fields))


def export_second_factor(user: User) -> dict[str, Any]:
    """Whether there is one, since when, and how many recovery codes: no secret."""
    device = confirmed_device(user)
    codes = list(user.recovery_codes.values("created_at", "used_at"))
    dates = {"enabled_at": device.confirmed_at, "last_used_at": device.last_used_at} if device else {}
    return {"enabled": device is not None, **dates, "recovery_codes": codes}


def export_email_changes(user: User) -> list[dict[str, Any]]:
    changes = user.email_changes.values("old_email", "new_email", "created_at", "confirmed_at", "ended_at")
    return [dict(change) for change in changes]


def export_email_requests(user: User) -> list[dict[str, Any]]:
    """Emails that were requested for the user's address and are not sent yet."""
    requests = EmailRequest.objects.filter(email__iexact=user.email)
    return [dict(request) for request in requests.values("kind", "email", "details", "created_at")]


def export_staff_actions(user: User) -> list[dict[str, Any]]:
    """The changes that a staff user made in the admin."""
    entries = LogEntry.objects.filter(user=user)
    return [dict(entry) for entry in entries.values("action_time", "object_repr", "change_message")]

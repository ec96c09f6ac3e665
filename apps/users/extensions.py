"""What users contributes to the extension points of apps.core.extensions."""

from datetime import timedelta

from django.db.models import Model

from apps.core.extensions import (
    AccountData,
    BackgroundTask,
    DashboardPanel,
    Extension,
    Job,
    ServicePart,
    TrackedTables,
    UserSettings,
    UserTables,
)
from apps.core.http.known_logins import LOGINS
from apps.users.models import LoginSession, User, UserProfile
from apps.users.serializers.accounts import NameSerializer
from apps.users.serializers.profiles import ProfileSerializer
from apps.users.services import (
    accounts,
    audit,
    data_export,
    email_changes,
    email_requests,
    emails,
    notices,
    personal_tokens,
    second_factor,
    sessions,
)
from apps.users.services.dashboard import users_panel


def fields_besides(model: type[Model], *counted: str) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in counted]


EXTENSIONS: tuple[Extension, ...] = (
    TrackedTables(
        name=LOGINS,
        tables={
            LoginSession: fields_besides(LoginSession, "user", "ended_at"),
            User: fields_besides(User, "password", "is_active"),
        },
        counts_new=False,
    ),
    UserTables(name="account", tables={User: "id", UserProfile: "user_id", User.groups.through: "user_id"}),
    AccountData(
        name="account",
        export=data_export.export_account,
        settings=UserSettings(
            model=User, owner="pk", fields=("first_name", "last_name"), serializer=lambda: NameSerializer
        ),
    ),
    AccountData(
        name="profile",
        export=data_export.export_profile,
        settings=UserSettings(
            model=UserProfile,
            fields=data_export.PROFILE_FIELDS,
            ignored=("time_zone",),
            serializer=lambda: ProfileSerializer,
        ),
    ),
    AccountData(name="email_changes", export=data_export.export_email_changes),
    AccountData(
        name="email_requests",
        export=data_export.export_email_requests,
        erase=email_requests.erase_email_requests,
    ),
    AccountData(name="logins", export=data_export.export_logins),
    AccountData(name="personal_tokens", export=data_export.export_personal_tokens),
    AccountData(name="second_factor", export=data_export.export_second_factor),
    AccountData(name="security_events", export=audit.export_events, erase=audit.anonymize_events),
    AccountData(
        name="staff_actions",
        export=data_export.export_staff_actions,
        erase=accounts.delete_admin_sessions,
    ),
    BackgroundTask(name="users.send_requested_email", run=email_requests.send_requested_email),
    BackgroundTask(name="users.send_verification_email", run=emails.send_verification_email),
    BackgroundTask(
        name="users.send_email_change_confirmation", run=email_changes.send_email_change_confirmation
    ),
    BackgroundTask(name="users.send_email_change_reversal", run=email_changes.send_email_change_reversal),
    BackgroundTask(name="users.send_security_notice", run=notices.send_security_notice),
    ServicePart(name="people", count=User.objects.count),
    DashboardPanel(name="Users", permission="users.view_user", build=users_panel),
    Job(name="forget_expired_logins", run=sessions.delete_expired_sessions, every=timedelta(days=1)),
    Job(
        name="delete_old_email_requests",
        run=email_requests.delete_old_email_requests,
        every=timedelta(hours=1),
    ),
    Job(
        name="delete_expired_personal_tokens",
        run=personal_tokens.delete_expired_personal_tokens,
        every=timedelta(days=1),
    ),
    Job(name="delete_old_login_challenges", run=second_factor.delete_old_challenges, every=timedelta(days=1)),
    Job(name="delete_old_audit_events", run=audit.delete_old_events, every=timedelta(days=1)),
    Job(name="delete_old_email_changes", run=email_changes.delete_old_email_changes, every=timedelta(days=1)),
)

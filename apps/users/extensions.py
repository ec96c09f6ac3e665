"""What users contributes to the extension points of apps.core.extensions."""

from datetime import timedelta

from apps.core.extensions import AccountData, DashboardPanel, Extension, Job, ServicePart
from apps.users.models import User
from apps.users.services import erasure, exports, sessions
from apps.users.services.dashboard import users_panel

EXTENSIONS: tuple[Extension, ...] = (
    AccountData(name="account", export=exports.export_account),
    AccountData(name="profile", export=exports.export_profile),
    AccountData(name="logins", export=exports.export_logins),
    AccountData(
        name="staff_actions",
        export=exports.export_staff_actions,
        erase=erasure.erase_admin_sessions,
    ),
    ServicePart(name="people", count=User.objects.count),
    DashboardPanel(name="Users", permission="users.view_user", build=users_panel),
    Job(name="forget_expired_logins", run=sessions.forget_expired, every=timedelta(days=1)),
)

from datetime import timedelta

from django.apps import AppConfig

from apps.core import extensions


class UsersConfig(AppConfig):
    name = "apps.users"

    def ready(self) -> None:
        from apps.core.observability.dashboard import PanelSource, panels
        from apps.users import receivers, schema  # noqa: F401
        from apps.users.models import User
        from apps.users.services import erasure, exports, sessions
        from apps.users.services.dashboard import people_panel

        extensions.exporters.register("account", exports.export_account)
        extensions.exporters.register("profile", exports.export_profile)
        extensions.exporters.register("logins", exports.export_logins)
        extensions.exporters.register("staff_actions", exports.export_staff_actions)
        extensions.erasers.register("admin_sessions", erasure.erase_admin_sessions)
        forgetting = extensions.Job(sessions.forget_expired, every=timedelta(days=1))
        extensions.scheduled_jobs.register("forget_expired_logins", forgetting)
        extensions.public_counts.register("people", User.objects.count)
        panels.register("People", PanelSource("users.view_user", people_panel))

from datetime import timedelta

from django.apps import AppConfig

from apps.core import registries


class UsersConfig(AppConfig):
    name = "apps.users"

    def ready(self) -> None:
        from apps.core.dashboard import PanelSource, panels
        from apps.users import receivers, schema  # noqa: F401
        from apps.users.models import User
        from apps.users.services import erasure, exports, sessions
        from apps.users.services.dashboard import people_panel

        registries.exporters.register("account", exports.export_account)
        registries.exporters.register("profile", exports.export_profile)
        registries.exporters.register("logins", exports.export_logins)
        registries.exporters.register("staff_actions", exports.export_staff_actions)
        registries.erasers.register("tokens", erasure.erase_tokens)
        registries.erasers.register("admin_sessions", erasure.erase_admin_sessions)
        forgetting = registries.Job(sessions.forget_expired, every=timedelta(days=1))
        registries.scheduled_jobs.register("forget_expired_logins", forgetting)
        registries.public_counts.register("people", User.objects.count)
        panels.register("People", PanelSource("users.view_user", people_panel))

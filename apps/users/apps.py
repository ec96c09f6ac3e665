from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "apps.users"

    def ready(self) -> None:
        from apps.core.extensions import register
        from apps.users import receivers  # noqa: F401
        from apps.users.extensions import EXTENSIONS

        register(*EXTENSIONS)

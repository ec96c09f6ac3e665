from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "apps.users"

    def ready(self) -> None:
        from apps.core.registries import landing_figures
        from apps.users import receivers, schema  # noqa: F401
        from apps.users.models import User

        landing_figures.register("people", User.objects.count)

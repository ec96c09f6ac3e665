from django.apps import AppConfig


class FavoritesConfig(AppConfig):
    name = "apps.favorites"
    verbose_name = "Library"

    def ready(self) -> None:
        from apps.core.extensions import register
        from apps.favorites import receivers
        from apps.favorites.extensions import EXTENSIONS

        receivers.connect()
        register(*EXTENSIONS)

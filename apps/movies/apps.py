from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"
    verbose_name = "Catalogue"  # in the admin: "Movies" is its largest table

    def ready(self) -> None:
        from apps.core.extensions import register
        from apps.movies import checks, receivers  # noqa: F401
        from apps.movies.extensions import EXTENSIONS

        register(*EXTENSIONS)

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "apps.recommendations"

    def ready(self) -> None:
        from apps.core.extensions import register
        from apps.recommendations import checks, receivers  # noqa: F401
        from apps.recommendations.extensions import EXTENSIONS

        receivers.connect(self)
        register(*EXTENSIONS)

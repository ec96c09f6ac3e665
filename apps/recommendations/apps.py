from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "apps.recommendations"

    def ready(self) -> None:
        from apps.recommendations import receivers, registrations

        receivers.connect(self)
        registrations.register()

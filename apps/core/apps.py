from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core import job_log
        from apps.core.registries import gauges

        job_log.listen()
        gauges.register("job_queue_length", job_log.queue_length)
        gauges.register("jobs_overdue", job_log.jobs_overdue)
        gauges.register("jobs_failing", job_log.jobs_failing)

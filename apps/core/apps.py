from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core.admin.dashboard import health_panel
        from apps.core.extensions import Job, gauges, scheduled_jobs
        from apps.core.jobs import job_log
        from apps.core.observability.dashboard import PanelSource, make_panels, panels

        job_log.listen()
        gauges.register("job_queue_length", job_log.queue_length)
        gauges.register("jobs_overdue", job_log.jobs_overdue)
        gauges.register("jobs_failing", job_log.jobs_failing)
        panels.register("Health", PanelSource("core.view_scheduledjob", health_panel))
        scheduled_jobs.register("dashboard", Job(make_panels, every=timedelta(hours=1)))

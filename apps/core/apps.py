from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core import job_log
        from apps.core.admin.dashboard import health_panel
        from apps.core.dashboard import PanelSource, make_panels, panels
        from apps.core.registries import Job, gauges, scheduled_jobs

        job_log.listen()
        gauges.register("job_queue_length", job_log.queue_length)
        gauges.register("jobs_overdue", job_log.jobs_overdue)
        gauges.register("jobs_failing", job_log.jobs_failing)
        panels.register("Health", PanelSource("core.view_scheduledjob", health_panel))
        scheduled_jobs.register("dashboard", Job(make_panels, every=timedelta(hours=1)))

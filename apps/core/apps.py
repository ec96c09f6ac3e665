from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core.admin.dashboard import health_panel
        from apps.core.extensions import DashboardPanel, Job, ServicePart, register
        from apps.core.jobs import job_log
        from apps.core.observability import checks  # noqa: F401
        from apps.core.observability.dashboard import build_panels

        job_log.connect()
        register(
            ServicePart(
                name="jobs",
                gauges={
                    "job_queue_length": job_log.queue_length,
                    "jobs_overdue": job_log.jobs_overdue,
                    "jobs_failing": job_log.jobs_failing,
                },
            ),
            DashboardPanel(name="Health", permission="core.view_scheduledjob", build=health_panel),
            Job(name="dashboard", run=build_panels, every=timedelta(hours=1)),
        )

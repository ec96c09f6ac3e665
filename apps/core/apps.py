from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core import lookups  # noqa: F401
        from apps.core.admin.dashboard import health_panel
        from apps.core.caching import versions
        from apps.core.extensions import AccountData, DashboardPanel, Job, ServicePart, register
        from apps.core.http import idempotency, query_watchdog
        from apps.core.jobs import background, broker, execution, job_log
        from apps.core.observability import checks  # noqa: F401
        from apps.core.observability.dashboard import build_panels

        job_log.connect()
        pre_migrate.connect(versions.on_migrating, sender=self)
        post_migrate.connect(versions.on_migrated, sender=self)
        register(
            ServicePart(
                name="jobs",
                gauges={
                    "job_queue_length": broker.queue_length,
                    "jobs_overdue": job_log.jobs_overdue,
                    "jobs_failing": job_log.jobs_failing,
                },
            ),
            ServicePart(
                name="tasks",
                probe=execution.queue_probe,
                gauges={
                    "queued_tasks_pending": lambda: execution.queue_report().pending,
                    "queued_tasks_retrying": lambda: execution.queue_report().retrying,
                    "queued_tasks_failed": lambda: execution.queue_report().failed,
                    "queued_tasks_oldest_seconds": lambda: execution.queue_report().oldest_seconds,
                },
                warm_up=background.start_runner,
            ),
            ServicePart(name="query-watchdog", warm_up=query_watchdog.start),
            DashboardPanel(name="Health", permission="core.view_scheduledjob", build=health_panel),
            AccountData(name="idempotency_keys", export=idempotency.export_keys),
            Job(name="dashboard", run=build_panels, every=timedelta(hours=1)),
            Job(
                name="delete-idempotency-records",
                run=idempotency.delete_old_records,
                every=timedelta(days=1),
            ),
            Job(name="delete-finished-tasks", run=execution.delete_finished_tasks, every=timedelta(days=1)),
        )

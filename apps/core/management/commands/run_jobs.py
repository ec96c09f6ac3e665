"""For cron, where no Celery beat runs: run the queued tasks and scheduled jobs that are due, in this process."""

import argparse
import logging

from django.core.management.base import BaseCommand, CommandError

from apps.core.extensions import Job, registered
from apps.core.jobs.execution import run_due_tasks
from apps.core.jobs.schedule import due_jobs, run_job
from apps.core.models import ScheduledJob

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the background tasks and the scheduled jobs that are due."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--list", action="store_true", help="list the jobs and whether they are due, and run none"
        )

    def handle(self, **options: object) -> None:
        due = due_jobs()
        if options["list"]:
            for job in registered(Job):
                self.stdout.write(f"{job.name}: every {job.every}{', due now' if job.name in due else ''}")
            return
        tasks = run_due_tasks()
        if tasks:
            self.stdout.write(
                f"Background tasks: {', '.join(f'{n} {word}' for word, n in sorted(tasks.items()))}."
            )
        failed = [name for name in due if not self.runs_well(name)]
        self.stdout.write(f"{len(due) - len(failed)} jobs done, {len(failed)} failed.")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. They are due again in ten minutes or sooner.")

    def runs_well(self, name: str) -> bool:
        try:
            if run_job(name):
                result = ScheduledJob.objects.values_list("last_result", flat=True).get(name=name)
                self.stdout.write(f"{name}: {result or 'done'}")
        except Exception:
            logger.exception("Job failed", extra={"job": name})
            return False
        return True

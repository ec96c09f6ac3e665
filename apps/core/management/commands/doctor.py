"""One look at a whole deployment."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.observability.checkups import examine


class Command(BaseCommand):
    help = (
        "Check settings, database, migrations, cache, broker, jobs, TMDb, model and disk; fail on an error."
    )
    requires_system_checks = []  # they are among what is told

    def handle(self, *args: Any, **options: Any) -> None:
        styles = {"ok": self.style.SUCCESS, "warning": self.style.WARNING, "error": self.style.ERROR}
        counts: Counter[str] = Counter()
        for subject, finding in examine():
            counts[finding.level] += 1
            level = styles.get(finding.level, str)(f"{finding.level:8}")
            self.stdout.write(f"{level}{subject:13} {finding.said}")
            if finding.advice:
                self.stdout.write(f"{'':21} -> {finding.advice}")
        if counts["error"]:
            raise CommandError(f"{counts['error']} errors, {counts['warning']} warnings.")
        self.stdout.write(f"Nothing is broken; {counts['warning']} warnings.")

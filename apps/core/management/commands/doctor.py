"""Check a deployment: Django's system checks and those tagged `operations`."""

from collections import Counter
from typing import Any

from django.core import checks
from django.core.management.base import BaseCommand, CommandError

from apps.core.observability.checks import run_operations_checks

LEVELS = {checks.DEBUG: "ok", checks.INFO: "note", checks.WARNING: "warning", checks.ERROR: "error"}


class Command(BaseCommand):
    help = (
        "Check settings, database, migrations, cache, broker, jobs, TMDb, model and disk; fail on an error."
    )
    requires_system_checks = []  # the command runs them itself

    def handle(self, *args: Any, **options: Any) -> None:
        styles = {"ok": self.style.SUCCESS, "warning": self.style.WARNING, "error": self.style.ERROR}
        counts: Counter[str] = Counter()
        for message in run_operations_checks():
            level = LEVELS.get(message.level, "error")
            counts[level] += 1
            self.stdout.write(f"{styles.get(level, str)(f'{level:8}')}{message.obj!s:13} {message.msg}")
            if message.hint:
                self.stdout.write(f"{'':21} -> {message.hint}")
        if counts["error"]:
            raise CommandError(f"{number(counts['error'], 'error')}, {number(counts['warning'], 'warning')}.")
        self.stdout.write(f"No errors; {number(counts['warning'], 'warning')}.")


def number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.recommendations.services.serving.shared_state import build_shared
from apps.recommendations.services.serving.versions import read_versions


class Command(BaseCommand):
    help = (
        "Read the catalogue and the model into the arrays that all web processes of this machine share. Web processes "
        "run it themselves when a large catalogue or the model has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--low-priority", action="store_true", help="leave the processors to web processes"
        )

        parser.add_argument(
            "--max-age",
            type=int,
            default=0,
            help="seconds; read only what has changed if the present arrays are younger, by default everything",
        )

    def handle(self, *args: Any, low_priority: bool, max_age: int, **options: Any) -> None:
        if low_priority:
            os.nice(5)
        path = build_shared(read_versions(), max_age=max_age)
        self.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB")

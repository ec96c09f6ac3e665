from argparse import ArgumentTypeError
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from apps.core.jobs.commands import Progress, positive_integer
from apps.core.jobs.processes import default_processes
from apps.recommendations.services.generation import (
    ACTIVE_DAYS,
    BATCH_SIZE,
    personal_lists,
    refresh_in_processes,
    refresh_lists,
    users_to_serve,
    write_lists,
)
from apps.recommendations.services.serving.ranked_lists import LIST_SIZE


def output_file(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise ArgumentTypeError(f"must be a file in a folder that exists, not {text}")
    return path


class Command(BaseCommand):
    help = (
        "Generate and store the lists of all active users. With --output, write the lists that the API returns as "
        "JSON lines instead, for example for emails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group()
        who.add_argument(
            "--active-days",
            type=positive_integer,
            default=ACTIVE_DAYS,
            help="users who were active in the last so many days",
        )
        who.add_argument(
            "--all", action="store_true", help="all users with a history, including imported ones"
        )
        parser.add_argument(
            "--limit",
            type=positive_integer,
            default=20,
            help=f"movies per line of --output, at most {LIST_SIZE}",
        )
        parser.add_argument("--output", type=output_file, help="file to write; nothing is stored")
        parser.add_argument(
            "--processes",
            type=positive_integer,
            default=default_processes(),
            help="that generate stored lists at the same time; by default one per core, on SQLite one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        users = users_to_serve(active_days=None if options["all"] else options["active_days"])
        try:
            with Progress(self.stdout, total=users.count(), unit="users") as bar:
                done = self.generate(users, bar.advance, options)
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Run the command again to continue.", returncode=130) from error
        seconds = perf_counter() - started
        self.stdout.write(f"{done} lists in {seconds:.1f} s, {done / seconds:.0f} per second")

    def generate(self, users: QuerySet, progress: Any, options: dict[str, Any]) -> int:
        output: Path | None = options["output"]
        if output is None:
            processes = min(options["processes"], users.count() // BATCH_SIZE)
            if processes > 1:
                return refresh_in_processes(users=users, processes=processes, progress=progress)
            return refresh_lists(users=users, progress=progress)
        lists = personal_lists(users=users, limit=options["limit"], progress=progress)
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("w", encoding="utf-8") as file:
                lines = write_lists(lists, file)
            part.replace(output)  # readers never see an unfinished file
        finally:
            part.unlink(missing_ok=True)
        return lines

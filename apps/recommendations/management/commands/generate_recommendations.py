from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import QuerySet
from tqdm import tqdm

from apps.recommendations.services.arguments import positive
from apps.recommendations.services.generation import (
    ACTIVE_DAYS,
    people_to_serve,
    personal_lists,
    refresh_lists,
    write_lists,
)
from apps.recommendations.services.recommendation_engine import LIST_SIZE


class Command(BaseCommand):
    help = (
        "Make everybody's list ahead of time and store it; with --output write lists as JSON lines for mails "
        "instead: the same lists that the API gives."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--active-days", type=positive, default=ACTIVE_DAYS, help="active in so many days")
        who.add_argument("--all", action="store_true", help="everybody with a history, imported people too")
        parser.add_argument(
            "--limit", type=positive, default=20, help=f"movies a line of --output, {LIST_SIZE} at most"
        )
        parser.add_argument("--output", type=Path, help="file to write; nothing is stored then")

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        people = people_to_serve(active_days=None if options["all"] else options["active_days"])
        try:
            with tqdm(total=people.count(), unit=" people", disable=None) as bar:
                done = self.make(people, bar.update, options["output"], options["limit"])
        except (OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; run it again to go on.", returncode=130) from error
        seconds = perf_counter() - started
        self.stdout.write(f"{done} lists in {seconds:.1f} s, {done / seconds:.0f} a second")

    def make(self, people: QuerySet, progress: Any, output: Path | None, limit: int) -> int:
        if output is None:
            return refresh_lists(people=people, progress=progress)
        lists = personal_lists(people=people, limit=limit, progress=progress)
        part = output.with_name(f"{output.name}.part")
        with part.open("w", encoding="utf-8") as file:
            lines = write_lists(lists, file)
        part.replace(output)  # a reader never meets half a file
        return lines

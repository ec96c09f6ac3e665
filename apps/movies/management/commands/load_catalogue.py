"""Load the bundled catalogue. Running it again changes nothing."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.jobs.commands import Progress
from apps.movies.services.bundled_catalogue import is_loaded, load_catalogue


class Command(BaseCommand):
    help = "Load the bundled catalogue (thousands of real movies, facts only). Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="do nothing if neither the bundle nor the catalogue has changed since the last load",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_changed"] and is_loaded():
            return
        started = perf_counter()
        try:
            with Progress(self.stdout, unit="movies") as progress:
                loaded = load_catalogue(progress=progress.show)
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; nothing was loaded.", returncode=130) from error
        self.stdout.write(
            f"Catalogue: {loaded.movies} movies, {loaded.created} new, {loaded.changed} changed, "
            f"{loaded.newer} newer from TMDb, in {perf_counter() - started:.1f} s"
        )

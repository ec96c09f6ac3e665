from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.jobs.commands import Progress, positive_integer
from apps.recommendations.services.learning.movielens import import_movielens
from apps.recommendations.services.learning.movielens_files import MovieLensError, MovieLensFolder


class Command(BaseCommand):
    help = (
        "Import MovieLens ratings (ratings.csv, movies.csv, links.csv, or the :: files of 1M) for training and "
        "evaluation. The imported users cannot log in. Running it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the files are")
        parser.add_argument(
            "--limit-users", type=positive_integer, help="import only the first so many users of the file"
        )

    def handle(self, *args: Any, folder: Path, limit_users: int | None, **options: Any) -> None:
        started = perf_counter()
        try:
            # How many ratings the first users have is known only at the end.
            total = 0 if limit_users else MovieLensFolder(folder).size()
            with Progress(self.stdout, total=total, unit="ratings") as bar:
                counts = import_movielens(
                    folder=folder,
                    limit_users=limit_users,
                    progress=lambda step, done: bar.advance(done) if step == "ratings" else None,
                )
        except MovieLensError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Run the command again to continue.", returncode=130) from error
        self.stdout.write(
            f"{counts.ratings} ratings of {counts.users} users and {counts.movies} movies "
            f"({counts.movies_created} new), {counts.unreadable} unreadable lines, "
            f"{counts.of_unknown_movies} ratings of movies that are not in the file, in {perf_counter() - started:.1f} s"
        )

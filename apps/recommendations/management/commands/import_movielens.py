from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from apps.recommendations.services.arguments import positive
from apps.recommendations.services.learning.movielens import import_movielens
from apps.recommendations.services.learning.movielens_files import MovieLensError, MovieLensFolder


class Command(BaseCommand):
    help = (
        "Read MovieLens ratings (ratings.csv, movies.csv, links.csv, or the :: files of 1M) for training and "
        "evaluation. Its people cannot log in. Safe to run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--limit-users", type=positive, help="only the first so many people of the file")

    def handle(self, *args: Any, folder: Path, limit_users: int | None, **options: Any) -> None:
        started = perf_counter()
        try:
            with tqdm(total=MovieLensFolder(folder).size(), unit=" ratings", disable=None) as bar:
                counts = import_movielens(
                    folder=folder,
                    limit_users=limit_users,
                    progress=lambda step, done: bar.update(done if step == "ratings" else 0),
                )
        except (MovieLensError, OSError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; run it again to go on.", returncode=130) from error
        self.stdout.write(
            f"{counts.ratings} ratings of {counts.people} people and {counts.movies} movies "
            f"({counts.movies_made} new), {counts.unreadable} lines unreadable, "
            f"{counts.of_unknown_movies} of movies not in the list, in {perf_counter() - started:.1f} s"
        )

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from apps.core.jobs.commands import Progress, positive_integer
from apps.recommendations.services.learning.trainers import TrainerError
from apps.recommendations.services.learning.training import NothingToLearnError, train_recommender


class Command(BaseCommand):
    help = "Train the model on all ratings, favorites and watches, and publish it for all processes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample-users", type=positive_integer, help="train on so many random users")
        parser.add_argument(
            "--dry-run", action="store_true", help="train and print the result, but publish nothing"
        )

    def handle(self, *args: Any, sample_users: int | None, dry_run: bool, **options: Any) -> None:
        with Progress(self.stdout) as bar:
            try:
                trained = train_recommender(
                    sample_users=sample_users,
                    dry_run=dry_run,
                    progress=bar.step,
                )
            except (NothingToLearnError, TrainerError, DatabaseError) as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt as error:
                raise CommandError("Stopped. The previous model is still served.", returncode=130) from error
        facts = trained.facts
        self.stdout.write(
            f"{trained.artifact or 'Dry run, nothing published'}: {facts['interactions']} interactions, "
            f"{facts['users']} users, {facts['items']} movies, {facts['megabytes']} MB, "
            f"{facts['seconds']} s, at most {facts['peak_megabytes']} MB of memory"
        )

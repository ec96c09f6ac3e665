from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.jobs.commands import Progress, minutes
from apps.recommendations.ranking import SPLITS
from apps.recommendations.services.learning.evaluation import NothingToMeasureError
from apps.recommendations.services.learning.trainers import TrainerError
from apps.recommendations.services.learning.tuning import Tuned, tune_recommender


class Command(BaseCommand):
    help = (
        "Search for better weights and training settings on held-out ratings of this installation, store them as the "
        "profile `tuned`, make it the default and train a model for it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--split", choices=SPLITS, default="rolling", help="which ratings are held out")
        parser.add_argument(
            "--minutes",
            type=minutes,
            help="stop the search after so many minutes; to confirm its result and to train takes longer",
        )
        parser.add_argument("--dry-run", action="store_true", help="print the result, store nothing")
        parser.add_argument(
            "--no-activate", action="store_true", help="store the profile, but do not make it the default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(self.stdout) as bar:
            try:
                tuned = tune_recommender(
                    split=options["split"],
                    minutes=options["minutes"],
                    activate=not options["no_activate"],
                    dry_run=options["dry_run"],
                    progress=bar.step,
                )
            except (NothingToMeasureError, TrainerError) as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt as error:
                raise CommandError("Stopped. The profiles are unchanged.", returncode=130) from error
        self.report(tuned)

    def report(self, tuned: Tuned) -> None:
        tuning = tuned.tuning
        for attempt in tuning.attempts:
            self.stdout.write(f"{attempt.ndcg:.4f}  {attempt.change}")
        outcome = "better" if tuning.improved else "not confirmed to be better; the settings are unchanged"
        self.stdout.write(f"nDCG@10 {tuning.start_ndcg:.4f} → {tuning.ndcg:.4f}: {outcome}")
        stored = f"Stored as the profile {tuned.row}." if tuned.row else "Dry run: no profile was stored."
        self.stdout.write(stored)

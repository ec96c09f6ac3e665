from argparse import ArgumentTypeError
from math import isfinite
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from apps.recommendations.ranking import SPLITS
from apps.recommendations.services.learning.evaluation import NothingToMeasureError
from apps.recommendations.services.learning.trainers import TrainerError
from apps.recommendations.services.learning.tuning import Tuned, tune_recommender


def minutes(text: str) -> float:
    try:
        given = float(text)
    except ValueError as error:
        raise ArgumentTypeError("a number of minutes is expected") from error
    if not (isfinite(given) and given > 0):
        raise ArgumentTypeError("more than 0 minutes are needed")
    return given


class Command(BaseCommand):
    help = (
        "Search weights and training settings on held-out ratings of this installation, write them as the "
        "profile `tuned`, make it the default and train the model for it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--split", choices=SPLITS, default="time", help="what is held out to choose by")
        parser.add_argument("--minutes", type=minutes, help="stop searching after so long")
        parser.add_argument("--dry-run", action="store_true", help="tell what was found, write nothing")
        parser.add_argument(
            "--no-activate", action="store_true", help="write the profile, leave the default as it is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(bar_format="{desc} {elapsed}", disable=None) as bar:
            try:
                tuned = tune_recommender(
                    split=options["split"],
                    minutes=options["minutes"],
                    activate=not options["no_activate"],
                    dry_run=options["dry_run"],
                    progress=lambda step, share: bar.set_description_str(f"{step} ({share:.0%})"),
                )
            except (NothingToMeasureError, TrainerError, DatabaseError) as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt as error:
                raise CommandError("Stopped; the profile in force stays.", returncode=130) from error
        self.tell(tuned)

    def tell(self, tuned: Tuned) -> None:
        tuning = tuned.tuning
        for attempt in tuning.attempts:
            self.stdout.write(f"{attempt.ndcg:.4f}  {attempt.change}")
        outcome = "better, taken" if tuning.improved else "nothing surely better, the start stays"
        self.stdout.write(f"nDCG@10 {tuning.start_ndcg:.4f} → {tuning.ndcg:.4f}: {outcome}")
        self.stdout.write(f"Profile: {tuned.row or 'not written (dry run)'}")

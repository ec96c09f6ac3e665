import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from apps.recommendations.models import EvaluationRun, WeightProfile
from apps.recommendations.ranking import SPLITS, ProfileError
from apps.recommendations.services.arguments import positive
from apps.recommendations.services.learning.evaluation import (
    NothingToMeasureError,
    Options,
    evaluate_recommender,
    profile_named,
)


class Command(BaseCommand):
    help = "Measure a weight profile on held-out ratings with the code that serves, and keep the table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--split", choices=SPLITS, default="time", help="hold out everybody's last or random 20 %%"
        )
        parser.add_argument("--profile", help="name of a weight profile; the default one if left out")
        parser.add_argument(
            "--baselines", action="store_true", help="beside classic, item-kNN, most liked, random"
        )
        parser.add_argument("--users", type=positive, help="ask for at most so many people")
        parser.add_argument(
            "--cold-start", action="store_true", help="also with only the first 3, 5, 10 ratings known"
        )
        parser.add_argument("--json", action="store_true", help="the stored run as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Options(
            split=options["split"],
            people=options["users"],
            baselines=options["baselines"],
            cold_start=options["cold_start"],
        )
        with tqdm(bar_format="{desc} {elapsed}", disable=None) as bar:
            run = self.measured(options["profile"], wanted, bar)
        if options["json"]:
            self.stdout.write(
                json.dumps({"profile": run.profile, "split": run.split, "results": run.results})
            )
        else:
            self.stdout.write(table(run))

    def measured(self, name: str | None, wanted: Options, bar: Any) -> EvaluationRun:
        try:
            profile, row = profile_named(name)
            return evaluate_recommender(
                profile=profile,
                row=row,
                options=wanted,
                progress=lambda step, share: bar.set_description_str(f"{step} ({share:.0%})"),
            )
        except (WeightProfile.DoesNotExist, ProfileError, NothingToMeasureError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; nothing was kept.", returncode=130) from error


def table(run: EvaluationRun) -> str:
    """Mean ± half of the 95 % confidence interval of each measure, a line a system."""
    lines = []
    for known, rows in run.results.items():
        people = rows[0]["people"]
        lines.append(f"split by {run.split}, {people} people, {known} of their training ratings known")
        names = [name for name in rows[0] if name not in ("name", "people", "coverage@10")]
        lines.append(f"{'':14}" + "".join(f"{name:>20}" for name in [*names, "coverage@10"]))
        for row in rows:
            cells = [f"{row[name]['mean']:.4f} ±{row[name]['interval']:.4f}" for name in names]
            lines.append(
                f"{row['name']:14}" + "".join(f"{c:>20}" for c in [*cells, f"{row['coverage@10']:.4f}"])
            )
    return "\n".join(lines)

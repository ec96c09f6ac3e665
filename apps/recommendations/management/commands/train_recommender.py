from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.jobs.commands import Progress, minutes, positive_integer
from apps.recommendations.ranking import Tuning
from apps.recommendations.services.learning.trainers import TrainerError
from apps.recommendations.services.learning.training import (
    NothingToLearnError,
    Trained,
    train_recommender,
)
from apps.recommendations.services.learning.tuning import MINUTES, changes_of, train_and_tune


class Command(BaseCommand):
    help = "Train the model on all ratings, favorites and watches, and publish it for all processes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample-users", type=positive_integer, help="train on so many random users")
        parser.add_argument(
            "--dry-run", action="store_true", help="train and print the result, but publish nothing"
        )

        when = parser.add_mutually_exclusive_group()
        when.add_argument("--tune", action="store_true", help="search for better settings first, in any case")
        when.add_argument(
            "--no-tune",
            action="store_true",
            help="do not search, even if nothing was tuned yet or the data has doubled since",
        )
        parser.add_argument(
            "--minutes", type=minutes, default=MINUTES, help="stop the search after so many minutes"
        )
        parser.add_argument(
            "--no-card", action="store_true", help="do not evaluate the model for its model card"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(self.stdout) as bar:
            try:
                trained, tuning = self.train(bar.step, **options)
            except (NothingToLearnError, TrainerError) as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt as error:
                raise CommandError("Stopped. The previous model is still served.", returncode=130) from error
        if tuning is not None:
            self.stdout.write(tuning_line(changes_of(tuning)))
        facts = trained.facts
        self.stdout.write(
            f"{trained.artifact or 'Dry run, nothing published'}: {facts['interactions']} interactions, "
            f"{facts['users']} users, {facts['items']} movies, {facts['megabytes']} MB, "
            f"{facts['seconds']} s, at most {facts['peak_megabytes']} MB of memory"
        )
        if facts["trust"] < 1:
            self.stdout.write(
                f"Learned signals weigh {facts['trust']:g} of their weight: as far as they help on held-out ratings."
            )
        if "card" in facts:
            self.stdout.write("\n".join(card_lines(facts["card"])))

    def train(self, progress: Any, **options: Any) -> tuple[Trained, Tuning | None]:
        card = not options["no_card"]
        if options["sample_users"] is not None or options["dry_run"]:  # neither is a model to tune for
            trained = train_recommender(
                sample_users=options["sample_users"],
                dry_run=options["dry_run"],
                card=card,
                progress=progress,
            )
            return trained, None
        asked = True if options["tune"] else False if options["no_tune"] else None
        return train_and_tune(tune_now=asked, minutes=options["minutes"], card=card, progress=progress)


def tuning_line(found: dict[str, Any]) -> str:
    before, after = found["ndcg@10"]
    if not found["improved"]:
        return (
            f"Tuning: nothing was confirmed to be better (nDCG@10 {before:.4f}); the settings are unchanged."
        )
    return (
        f"Tuning: {', '.join(found['changes'])}; nDCG@10 {before:.4f} → {after:.4f} on the confirming half."
    )


def card_lines(card: dict[str, Any]) -> list[str]:
    """The measures of a model card, one system per line."""
    lines = [f"Held out, split by {card['split']}, {card['users']} users:"]
    for name, measures in card["measures"].items():
        ndcg, head, coverage = measures["ndcg@10"], measures["head_share@10"], measures["coverage@10"]
        lines.append(
            f"  {name:20} nDCG@10 {ndcg['mean']:.4f} ±{ndcg['interval']:.4f}, most liked 1 % "
            f"{head['mean']:.2f} of the lists, coverage {coverage:.3f}"
        )
    if match := card["match"]:
        auc, votes, error = match["auc"], match["auc_of_votes"], match["calibration_error"]
        lines.append(
            f"  match: AUC within users {auc['mean']:.3f} ±{auc['interval']:.3f} (votes alone {votes['mean']:.3f}), "
            f"calibration error {error['mean']:.3f} ±{error['interval']:.3f}"
        )
    return lines

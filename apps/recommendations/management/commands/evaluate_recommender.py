import json
from dataclasses import asdict, astuple
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.jobs.commands import Progress, positive_integer
from apps.recommendations.models import EvaluationRun, WeightProfile
from apps.recommendations.ranking import SPLITS, ProfileError
from apps.recommendations.services.learning.evaluation import (
    NothingToMeasureError,
    Options,
    evaluate_recommender,
    profile_named,
)
from apps.recommendations.services.learning.logged import (
    LoggedEvaluation,
    NothingLoggedError,
    evaluate_logged,
)
from apps.recommendations.services.learning.verdict import verdict


class Command(BaseCommand):
    help = "Evaluate a weight profile on held-out ratings with the served code, and store the table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--split",
            choices=SPLITS,
            default="rolling",
            help="rolling: train on everything before a moment, measure what follows, at several moments; "
            "time, random: hold out the last or a random 20 %% of each user's own ratings",
        )
        parser.add_argument("--profile", help="name of a weight profile; by default the default profile")
        parser.add_argument(
            "--baselines", action="store_true", help="also evaluate the baselines and the profile `classic`"
        )
        parser.add_argument("--users", type=positive_integer, help="evaluate at most so many users")
        parser.add_argument(
            "--cold-start",
            action="store_true",
            help="also evaluate with only the first 1, 3, 5 and 10 ratings known",
        )
        parser.add_argument(
            "--logged",
            action="store_true",
            help="estimate from the exposure log how users respond to what the profile prefers; stores nothing",
        )
        parser.add_argument("--json", action="store_true", help="print the stored evaluation as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["logged"]:
            self.handle_logged(options)
        else:
            self.handle_held_out(options)

    def handle_held_out(self, options: dict[str, Any]) -> None:
        wanted = Options(
            split=options["split"],
            max_users=options["users"],
            baselines=options["baselines"],
            cold_start=options["cold_start"],
        )
        with Progress(self.stderr if options["json"] else self.stdout) as bar:
            run = self.evaluate(options["profile"], wanted, bar)
        if options["json"]:
            self.stdout.write(
                json.dumps({"profile": run.profile, "split": run.split, "results": run.results})
            )
        else:
            self.stdout.write("\n".join([table(run), *verdict(run)]))

    def handle_logged(self, options: dict[str, Any]) -> None:
        try:
            profile, _ = profile_named(options["profile"])
            found = evaluate_logged(profile=profile, max_users=options["users"])
        except (WeightProfile.DoesNotExist, ProfileError, NothingLoggedError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(asdict(found)) if options["json"] else logged_table(found))

    def evaluate(self, name: str | None, wanted: Options, bar: Any) -> EvaluationRun:
        try:
            profile, row = profile_named(name)
            return evaluate_recommender(
                profile=profile,
                row=row,
                options=wanted,
                progress=bar.step,
            )
        except (WeightProfile.DoesNotExist, ProfileError, NothingToMeasureError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Nothing was stored.", returncode=130) from error


def table(run: EvaluationRun) -> str:
    """Mean ± half of the 95 % confidence interval of each measure, one line per system."""
    lines = []
    if run.options.get("split", run.split) != run.split:
        lines.append("The ratings span too little time for a rolling split.")
    for known, rows in run.results.items():
        users = rows[0]["users"]
        lines.append(f"split by {run.split}, {users} users, {known} of their training ratings known")
        names = [name for name in rows[0] if name not in ("name", "users", "coverage@10", "match")]
        lines.append(f"{'':20}" + "".join(f"{name:>20}" for name in [*names, "coverage@10"]))
        for row in rows:
            cells = [f"{row[name]['mean']:.4f} ±{row[name]['interval']:.4f}" for name in names]
            lines.append(
                f"{row['name']:20}" + "".join(f"{c:>20}" for c in [*cells, f"{row['coverage@10']:.4f}"])
            )
        lines += [line for row in rows if "match" in row for line in match_lines(row["name"], row["match"])]
    return "\n".join(lines)


def logged_table(found: LoggedEvaluation) -> str:
    """Share of the explored movies that users responded to, with its 95 % interval over users."""
    lines = [
        f"{found.shown} explored places, {found.users} users, responses within the window of attribution"
    ]
    for name, estimate in ((found.profile, found.own), ("no preference", found.equal)):
        share, low, high = (100 * value for value in astuple(estimate.reward))
        lines.append(
            f"{name:20}{share:8.2f} % ({low:.2f} to {high:.2f}), as {estimate.effective:.0f} equal places"
        )
    return "\n".join(lines)


def match_lines(name: str, match: dict[str, Any]) -> list[str]:
    """What `match` says of held-out ratings, and what they were."""
    auc, votes, error = match["auc"], match["auc_of_votes"], match["calibration_error"]
    curve = ", ".join(f"{mean:.2f} → {share:.2f} ({count})" for mean, share, count in match["curve"])
    return [
        f"{name}: match, {match['ratings']} held-out ratings: AUC within users {auc['mean']:.3f} ±{auc['interval']:.3f}, "
        f"of votes alone {votes['mean']:.3f}; calibration error {error['mean']:.3f} ±{error['interval']:.3f}",
        f"chance told → share rated 8 or more: {curve}",
    ]

"""Create or remove demo users."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.jobs.commands import Progress
from apps.recommendations.services.learning.demo_users import (
    TooFewMovies,
    demo_users,
    remove_demo,
    seed_demo,
)

MOST_USERS = 1_000_000
STOPPED = "Stopped. Finished users are stored; run the command again to continue."


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= MOST_USERS):
        raise ArgumentTypeError(f"must be a whole number up to {MOST_USERS:,}")
    return int(text)


class Command(BaseCommand):
    help = "Create demo users with coherent tastes (marked as demo, without logins), or remove them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--users", type=count, default=0, help="number of demo users")
        parser.add_argument("--seed", type=count, default=1, help="the same seed creates the same users")
        parser.add_argument("--remove", action="store_true", help="remove all demo users first")

    def handle(self, *args: Any, users: int, seed: int, remove: bool, **options: Any) -> None:
        if not users and not remove:
            raise CommandError("Use --users N to create demo users, or --remove to remove them.")
        try:
            if remove:
                self.remove()
            if users:
                self.create(users, seed)
        except TooFewMovies as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError(STOPPED, returncode=130) from error

    def remove(self) -> None:
        with Progress(self.stdout, total=demo_users().count(), unit="users") as bar:
            removed = remove_demo(progress=bar.advance)
        self.stdout.write(f"Removed {removed} demo users and all their data.")

    def create(self, users: int, seed: int) -> None:
        with Progress(self.stdout, total=users, unit="users") as bar:
            counts = seed_demo(users=users, seed=seed, progress=bar.advance)
        self.stdout.write(
            f"Created {counts['users']} demo users with {counts['ratings']} ratings, {counts['favorites']} "
            f"favorites and {counts['watches']} watches; {counts['existing']} existed already."
        )

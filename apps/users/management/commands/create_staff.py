"""Create a member of the staff with a role, or give one to an account."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.users.services.staff import STAFF_ROLES, StaffError, create_staff


class Command(BaseCommand):
    help = "Create a staff account with a role, or make an existing account one. Asks for the password of a new account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--role", required=True, choices=sorted(STAFF_ROLES), help="what the account may do"
        )
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, email: str, role: str, password_stdin: bool, **options: Any) -> None:
        def password() -> str:
            return input() if password_stdin else getpass(f"Password for {email}: ")

        try:
            user, created = create_staff(email=email, role=role, password=password)
        except (StaffError, EOFError) as error:
            raise CommandError(str(error) or "There is no password on standard input.") from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Nothing was created.", returncode=130) from error
        made = "Created" if created else "The account existed already:"
        self.stdout.write(
            f"{made} {user.email} (username {user.username}) is {role}, and may log in at /admin/."
        )

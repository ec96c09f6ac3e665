"""Create a member of the staff with a role, or give one to an account."""

import sys
from argparse import ArgumentParser
from functools import partial
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from apps.users.services.staff import STAFF_ROLES, create_staff


def password_from_stdin() -> str:
    return input()


def password_from_terminal(email: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to ask for the password. Pass it with --password-stdin.")
    typed = getpass(f"Password for {email}: ")
    if getpass("Password again: ") != typed:
        raise CommandError("The two passwords differ. Nothing was created.")
    return typed


class Command(BaseCommand):
    help = "Create a staff account with a role, or make an existing account one. Asks for the password of a new account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address of the account")
        parser.add_argument(
            "--role", required=True, choices=sorted(STAFF_ROLES), help="what the account may do"
        )
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, email: str, role: str, password_stdin: bool, **options: Any) -> None:
        password = password_from_stdin if password_stdin else partial(password_from_terminal, email)
        try:
            user, created = create_staff(email=email, role=role, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except EOFError as error:
            raise CommandError("There is no password to read.") from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Nothing was created.", returncode=130) from error
        made = "Created." if created else "The account existed already."
        self.stdout.write(
            f"{made} {user.email} (username {user.username}) is {role}, and may log in at /admin/."
        )

"""What `make run` starts: everything from an empty folder to a server, in one command."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from apps.core.extensions import warm_up
from apps.core.jobs.scheduler import start_scheduler
from apps.core.observability.health import migrations_probe

WELCOME = """
  Demo     http://{address}/demo/
  API      http://{address}/api/v1/
  Guide    http://{address}/api/guide/
  Swagger  http://{address}/api/docs/
  Admin    http://{address}/admin/      make an account: {python} manage.py createsuperuser
  Stop     Ctrl-C
"""


class Command(BaseCommand):
    help = "Migrate, load the bundled catalogue, and serve on 127.0.0.1:PORT for development."
    requires_system_checks = []  # migrate and runserver do them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="migrate and load the catalogue first, as `start` alone does (not again when the code has changed)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"127.0.0.1:{settings.PORT}"
        if options["prepare"]:
            if not migrations_probe()[0]:
                call_command("migrate", verbosity=0, interactive=False)
            call_command("load_catalogue", if_changed=True)
            self.stdout.write(WELCOME.format(address=address, python=".venv/bin/python"))
        warm_up()
        start_scheduler()
        call_command("runserver", address)

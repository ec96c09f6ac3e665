"""Check that TMDb responds and accepts the key."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core.http.exceptions import UpstreamError
from apps.movies.services.tmdb_http import TimeoutBudget
from apps.movies.services.tmdb_service import TMDbService

ONE_QUESTION = TimeoutBudget(total=None, connect=5.0, read=10.0, tries=1)


class Command(BaseCommand):
    help = "Test the TMDb key and whether TMDb can be reached."

    def handle(self, **options: object) -> None:
        started = time.monotonic()
        try:
            TMDbService(ONE_QUESTION).configuration()
        except UpstreamError as error:
            asked = f" (asked at {settings.TMDB_API_BASE_URL})" if settings.TMDB_API_KEY else ""
            raise CommandError(f"{error}{asked}") from None
        milliseconds = (time.monotonic() - started) * 1000
        self.stdout.write(f"TMDb accepts the key and responds in {milliseconds:.0f} ms.")

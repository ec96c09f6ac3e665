"""Fill and refresh the catalogue from TMDb."""

import argparse
import signal
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.http.exceptions import UpstreamError
from apps.core.jobs.commands import Progress, positive_integer
from apps.movies.services.id_export import UnreadableExport, most_popular_first
from apps.movies.services.sync import OLDEST, TMDbSync, lacking_details
from apps.movies.services.sync_jobs import changes_since
from apps.movies.services.sync_runs import AlreadyRunning, recorded_run
from apps.movies.services.tmdb_service import LAST_PAGE, LISTS

INTERRUPTED = 130  # what a shell expects of a command that was stopped by Ctrl-C
MISSING_SHOWN = 20


def page_count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PAGE:
        raise argparse.ArgumentTypeError(f"give a number of pages from 1 to {LAST_PAGE}, not {text!r}")
    return int(text)


def popularity(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"give a number from 0 on, not {text!r}")
    return value


def past_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day > timezone.now().date():
        raise argparse.ArgumentTypeError(f"give a day that has begun, like 2026-01-31, not {text!r}")
    return day


class Command(BaseCommand):
    help = (
        "Fetch genres and lists from TMDb (all lists, unless --category names some), or what has changed, "
        "or a whole export of ids. The same command resumes an interrupted run."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--genres-only", action="store_true", help="only the genres")
        what.add_argument(
            "--changes",
            action="store_true",
            help="only movies that TMDb has changed or that we have stored for too long",
        )
        what.add_argument(
            "--ids-file",
            type=Path,
            metavar="FILE",
            help="TMDb's daily export of movie ids (JSON lines, gzipped or not)",
        )
        parser.add_argument(
            "--pages", type=page_count, default=5, help="pages of each list (20 movies each; default 5)"
        )
        parser.add_argument(
            "--category",
            nargs="+",
            action="extend",
            choices=LISTS,
            metavar="LIST",
            help=f"lists: {', '.join(LISTS)}",
        )
        parser.add_argument(
            "--details",
            action="store_true",
            help="also fetch each movie's people, tags, videos and providers",
        )
        parser.add_argument("--since", type=past_day, metavar="DAY", help="with --changes: from this day on")
        parser.add_argument(
            "--min-popularity",
            type=popularity,
            default=0.0,
            help="with --ids-file: leave out less popular movies",
        )
        parser.add_argument("--limit", type=positive_integer, help="with --ids-file: so many movies at most")
        parser.add_argument(
            "--workers",
            type=int,
            default=4,
            choices=range(1, 17),
            metavar="1–16",
            help="details fetched at the same time",
        )
        parser.add_argument("--quiet", action="store_true", help="print errors only")

    def handle(self, **options: Any) -> None:
        if options["since"] and not options["changes"]:
            raise CommandError("--since needs --changes.")
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, signal.default_int_handler)
        kind, chosen = self.plan(options)
        started = timezone.now()
        try:
            with recorded_run(kind=kind, options=chosen, resume=True) as run:
                sync = TMDbSync(run, workers=options["workers"])
                self.show(sync, getattr(self, kind.replace("-", "_"))(sync, chosen), quiet=options["quiet"])
        except (AlreadyRunning, UpstreamError, UnreadableExport) as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Fetched movies are stored; run the same command to continue.")
            sys.exit(INTERRUPTED)
        self.summarise(sync, seconds=(timezone.now() - started).total_seconds(), quiet=options["quiet"])

    def plan(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The kind of run and all that makes it what it is: a broken run is known by both."""
        if options["genres_only"]:
            return "genres", {}
        if options["changes"]:
            return "changes", {"since": (options["since"] or changes_since()).isoformat()}
        if options["ids_file"]:
            names = ("ids_file", "min_popularity", "limit")
            return "ids-file", {name: options[name] for name in names} | {
                "ids_file": str(options["ids_file"])
            }
        categories = list(dict.fromkeys(options["category"] or LISTS))
        return "lists", {"categories": categories, "pages": options["pages"], "details": options["details"]}

    def genres(self, sync: TMDbSync, chosen: dict[str, Any]) -> Iterator[None]:
        yield from sync.genres()

    def lists(self, sync: TMDbSync, chosen: dict[str, Any]) -> Iterator[None]:
        yield from sync.genres()
        yield from sync.lists(chosen["categories"], chosen["pages"])
        if chosen["details"]:
            wanted = lacking_details(sorted(sync.stats.seen), younger_than=timedelta(days=1))
            yield from sync.details(wanted)

    def changes(self, sync: TMDbSync, chosen: dict[str, Any]) -> Iterator[None]:
        yield from sync.details(sync.changed_since(date.fromisoformat(chosen["since"])))

    def ids_file(self, sync: TMDbSync, chosen: dict[str, Any]) -> Iterator[None]:
        ids = most_popular_first(Path(chosen["ids_file"]), min_popularity=chosen["min_popularity"])
        wanted = lacking_details(ids[: chosen["limit"]], younger_than=OLDEST)
        yield from sync.genres()
        yield from sync.details(wanted)

    def show(self, sync: TMDbSync, steps: Iterator[None], *, quiet: bool) -> None:
        with Progress(self.stdout, unit="pages and movies", quiet=quiet) as progress:
            for _ in steps:
                stats = sync.stats
                progress.show(stats.settled, stats.planned, f"{stats.upserted + stats.details} movies")

    def summarise(self, sync: TMDbSync, *, seconds: float, quiet: bool) -> None:
        stats = sync.stats
        lines = [
            f"Genres: {stats.genres}",
            f"Upserted: {stats.upserted} ({stats.created} new, {stats.updated} changed)",
            f"Unique movies: {len(stats.seen)}",
            f"Details: {stats.details} ({stats.gone} no longer at TMDb)",
            f"Failed pages: {len(stats.failed)}",
            f"Seconds: {seconds:.1f}",
        ]
        if stats.resumed:
            lines.insert(0, f"Resumed an interrupted run: {stats.resumed} pages had been fetched.")
        if not quiet:
            self.stdout.write("\n".join(lines))
        if stats.failed:
            shown = [f"{name}: {error}" for name, error in list(stats.failed.items())[:MISSING_SHOWN]]
            more = len(stats.failed) - len(shown)
            shown += [f"and {more} more, listed in the admin under sync runs"] if more else []
            raise CommandError(
                "Missing:\n  " + "\n  ".join(shown) + "\nRun the same command again to fetch them."
            )

"""Make the vectors that search by meaning compares. Running it again encodes what has changed."""

import argparse
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.jobs.commands import Progress
from apps.movies.services.meaning.encoder import MeaningUnavailable, load_encoder
from apps.movies.services.meaning.vectors import encode_movies, forget_vectors


class Command(BaseCommand):
    help = "Encode the movies' texts with the model of MEANING_MODEL, which is downloaded if it is not here."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="every movie again, after another model took the place of the former",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            encoder = load_encoder(may_download=True, threads=os.cpu_count() or 1)
            if options["all"]:
                forget_vectors(encoder.name)
            with Progress(self.stdout) as progress:
                encoded = encode_movies(
                    encoder=encoder, progress=lambda done, total: progress.show(done, total, encoder.name)
                )
        except MeaningUnavailable as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; run the same command to encode the rest.", returncode=130) from error
        self.stdout.write(f"{encoded} movies encoded with {encoder.name}.")

"""What `manage.py doctor` says of the catalogue and of TMDb."""

from collections.abc import Iterator

from apps.core.extensions import Finding
from apps.movies.models import Movie
from apps.movies.services.tmdb_errors import TMDbError, TMDbUnauthorized
from apps.movies.services.tmdb_service import TMDbService


def catalogue_checkup() -> Iterator[Finding]:
    count = Movie.objects.count()
    if count:
        yield Finding("ok", f"{count} movies")
    else:
        yield Finding("error", "There are no movies.", "Run: python manage.py load_catalogue")


def tmdb_checkup() -> Iterator[Finding]:
    if not TMDbService.is_configured():
        advice = "Set TMDB_API_KEY for fresh lists, posters and details."
        yield Finding("note", "No key: everything is answered from our own data.", advice)
        return
    try:
        TMDbService().configuration()
    except TMDbUnauthorized as error:
        yield Finding("error", str(error), "Take a key from themoviedb.org, Settings, API.")
    except TMDbError as error:
        yield Finding(
            "warning", str(error), "Older copies are served meanwhile. Is the way out of here open?"
        )
    else:
        yield Finding("ok", "answers and takes the key")

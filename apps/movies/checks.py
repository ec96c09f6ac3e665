"""System checks of the catalogue and of TMDb (apps.core.observability.checks)."""

from collections.abc import Iterator

from django.core import checks
from django.core.checks import CheckMessage

from apps.core.observability.checks import operations_check
from apps.movies.models import Movie
from apps.movies.services.meaning.encoder import MeaningUnavailable, is_configured, load_encoder
from apps.movies.services.meaning.vectors import outdated
from apps.movies.services.tmdb_errors import TMDbError, TMDbUnauthorized
from apps.movies.services.tmdb_service import TMDbService


@operations_check("catalogue")
def check_catalogue() -> Iterator[CheckMessage]:
    count = Movie.objects.count()
    if count:
        yield checks.Debug(f"{count} movies", id="movies.D001")
    else:
        hint = "Run: python manage.py load_catalogue"
        yield checks.Error("There are no movies.", hint=hint, id="movies.E001")


@operations_check("TMDb")
def check_tmdb() -> Iterator[CheckMessage]:
    if not TMDbService.is_configured():
        hint = "Set TMDB_API_KEY for fresh lists, posters and details."
        yield checks.Info("No key: every response is built from local data.", hint=hint, id="movies.I010")
        return
    try:
        TMDbService().configuration()
    except TMDbUnauthorized as error:
        hint = "Get a key from themoviedb.org, Settings, API."
        yield checks.Error(str(error), hint=hint, id="movies.E010")
    except TMDbError as error:
        hint = "Older copies are served meanwhile. Check that this host may reach TMDb."
        yield checks.Warning(str(error), hint=hint, id="movies.W010")
    else:
        yield checks.Debug("responds and accepts the key", id="movies.D010")


@operations_check("search by meaning")
def check_meaning() -> Iterator[CheckMessage]:
    if not is_configured():
        yield checks.Debug("off: MEANING_MODEL is not set", id="movies.D020")
        return
    try:
        encoder = load_encoder()
    except MeaningUnavailable as error:
        yield checks.Error(str(error), id="movies.E020")
        return
    waiting = outdated(encoder.name).count()
    if waiting:
        hint = "Run: python manage.py encode_movies, or let the job movie-vectors do it."
        yield checks.Warning(f"{waiting} movies have no current vector.", hint=hint, id="movies.W020")
    else:
        yield checks.Debug(f"all movies are encoded with {encoder.name}", id="movies.D021")

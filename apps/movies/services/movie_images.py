"""All images of a movie at TMDb, by language. They are cached, not stored as rows."""

from typing import Any

from django.conf import settings

from apps.core.caching.cache import DAY, Namespace
from apps.core.http.exceptions import UpstreamError
from apps.movies.models import Movie
from apps.movies.services import tmdb_mapping
from apps.movies.services.tmdb_errors import TMDbNotFound
from apps.movies.services.tmdb_http import REQUEST, SHORT
from apps.movies.services.tmdb_service import TMDbService

IMAGES = Namespace("tmdb-images", fresh=DAY, stale=7 * DAY, origin="tmdb")
ANY_LANGUAGE = "none"


def movie_images(*, movie_id: int, languages: list[str] | None = None) -> dict[str, list[dict[str, Any]]]:
    """Posters, backdrops and logos; the poster and backdrop that we have if TMDb cannot be asked.

    languages: ISO 639-1, and "none" for images without words; all without it. Raises Movie.DoesNotExist.
    """
    movie = Movie.objects.only("tmdb_id", "poster_path", "backdrop_path").get(pk=movie_id)
    found = _at_tmdb(movie.tmdb_id) if movie.tmdb_id and TMDbService.is_configured() else None
    if found is None:
        found = {"posters": _own(movie.poster_path), "backdrops": _own(movie.backdrop_path), "logos": []}
    if languages is None:
        return found
    return {
        kind: [image for image in rows if (image["language"] or ANY_LANGUAGE) in languages]
        for kind, rows in found.items()
    }


def _at_tmdb(tmdb_id: int) -> dict[str, list[dict[str, Any]]] | None:
    def ask(budget: Any) -> dict[str, list[dict[str, Any]]]:
        try:
            return tmdb_mapping.images(TMDbService(budget).images(tmdb_id))
        except TMDbNotFound:
            return {"posters": [], "backdrops": [], "logos": []}

    try:
        inputs = [settings.TMDB_API_BASE_URL, tmdb_id]
        return IMAGES.fetch(inputs, lambda: ask(REQUEST), refill=lambda: ask(SHORT)).value
    except UpstreamError:
        return None


def _own(path: str) -> list[dict[str, Any]]:
    image = {"path": path, "language": "", "width": 0, "height": 0, "vote_average": 0.0}
    return [image] if path else []

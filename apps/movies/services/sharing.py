"""Movies on pages behind shared links."""

from django.urls import reverse

from apps.movies.models import Movie
from apps.movies.services.posters import poster_address


def share_entry(movie: Movie) -> dict[str, str]:
    """The movie as `core/share.html` lists it."""
    return {
        "title": movie.title,
        "poster": poster_address(movie),
        "href": reverse("shared-movie", args=[movie.pk]),
    }

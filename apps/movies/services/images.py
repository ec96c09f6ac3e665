"""URLs of images. A path comes from TMDb and begins with a slash, or names an uploaded poster (uploaded_posters.py)."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core.http.absolute_urls import absolute_url

UPLOADED = "/uploaded/"  # how the paths of uploaded posters begin
POSTER_SIZE, BACKDROP_SIZE, PROFILE_SIZE, LOGO_SIZE = "w500", "w1280", "w185", "w92"
# The sizes that TMDb offers of each kind of picture.
SIZES = {
    "poster": ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
    "backdrop": ["w300", "w780", "w1280", "original"],
    "profile": ["w45", "w185", "h632", "original"],
    "logo": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
}


def image_facts() -> dict[str, Any]:
    """The parts from which a frontend builds image URLs: base_url, a size, a path."""
    return {"base_url": f"{settings.TMDB_IMAGE_BASE_URL.rstrip('/')}/", "sizes": SIZES}


def image_url(path: str, size: str) -> str | None:
    """At TMDb; an uploaded poster is on this server, and its address begins with a slash."""
    if path.startswith(UPLOADED):
        return reverse("uploaded-poster", args=[path.removeprefix(UPLOADED)])
    return f"{settings.TMDB_IMAGE_BASE_URL.rstrip('/')}/{size}{path}" if path else None


def absolute_image_url(path: str, size: str) -> str | None:
    """For responses of the API, whose client may be on another host."""
    url = image_url(path, size)
    return absolute_url(url) if path.startswith(UPLOADED) and url else url

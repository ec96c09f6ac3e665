"""Addresses of TMDb's pictures. A path comes from TMDb and begins with a slash."""

from django.conf import settings

POSTER_SIZE, BACKDROP_SIZE, PROFILE_SIZE, LOGO_SIZE = "w500", "w1280", "w185", "w92"


def image_url(path: str, size: str) -> str | None:
    return f"{settings.TMDB_IMAGE_BASE_URL.rstrip('/')}/{size}{path}" if path else None

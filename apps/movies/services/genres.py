"""The genres: few, and named by most filters."""

from apps.core.caching.versions import leased_versions
from apps.movies.models import Genre


class _Known:
    number: int | None = None
    rows: list[tuple[int, str]] = []


def all_genres() -> list[tuple[int, str]]:
    """Ids and names, of the present version of the catalogue."""
    versions = leased_versions() or {}
    number = versions.get("catalogue")
    if number is None or number != _Known.number:
        _Known.rows, _Known.number = list(Genre.objects.order_by("pk").values_list("pk", "name")), number
    return _Known.rows


def forget_genres() -> None:
    _Known.number, _Known.rows = None, []

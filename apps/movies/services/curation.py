"""Changes of curators. They are locked, so that a sync does not undo them."""

from typing import Any

from django.db import IntegrityError, transaction

from apps.core.http.exceptions import Conflict
from apps.movies.models import Movie
from apps.movies.models.fields import LOCKABLE

RELATED = ("genres", "tags")


def create_movie(*, fields: dict[str, Any]) -> Movie:
    """Create a movie, or restore the deleted one with the same tmdb_id. Raises Conflict."""
    tmdb_id = fields.get("tmdb_id")
    try:
        with transaction.atomic():
            deleted = Movie.all_objects.filter(tmdb_id=tmdb_id, deleted_at__isnull=False)
            movie = (deleted.select_for_update().first() if tmdb_id else None) or Movie(tmdb_id=tmdb_id)
            movie.deleted_at = None
            return _write(movie, fields)
    except IntegrityError as error:
        raise Conflict("A movie with this tmdb_id already exists.") from error


@transaction.atomic
def update_movie(*, movie: Movie, fields: dict[str, Any]) -> Movie:
    return _write(Movie.objects.select_for_update().get(pk=movie.pk), fields)


def _write(movie: Movie, fields: dict[str, Any]) -> Movie:
    locked = fields.get("locked_fields", sorted({*movie.locked_fields, *_changed(movie, fields)}))
    for name, value in fields.items():
        if name not in RELATED:
            setattr(movie, name, value)
    movie.locked_fields = locked
    if movie.pk is None:
        movie.save(force_insert=True)
    else:
        columns = (name for name in fields if name not in RELATED)
        movie.save(update_fields={*columns, "locked_fields", "deleted_at", "updated_at"})
    for name in RELATED:
        if name in fields:
            getattr(movie, name).set(fields[name])
    return movie


def _changed(movie: Movie, fields: dict[str, Any]) -> set[str]:
    return {name for name in set(fields) & set(LOCKABLE) if not _is_same(movie, name, fields[name])}


def _is_same(movie: Movie, name: str, value: Any) -> bool:
    if name not in RELATED:
        return getattr(movie, name) == value
    return movie.pk is not None and set(getattr(movie, name).all()) == set(value)

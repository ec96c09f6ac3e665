"""Changes of curators. They are locked, so that a sync does not undo them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from apps.core.http.exceptions import Conflict
from apps.movies.models import Collection, Genre, Movie, Tag
from apps.movies.models.fields import LOCKABLE

RELATED = ("genres", "tags")


def create_movie(*, fields: dict[str, Any]) -> Movie:
    """Create a movie, or restore the deleted one with the same tmdb_id. Raises Conflict."""
    tmdb_id = fields.get("tmdb_id")
    try:
        with transaction.atomic():
            deleted = Movie.all_objects.filter(tmdb_id=tmdb_id, deleted_at__isnull=False)
            movie = (deleted.select_for_update().first() if tmdb_id else None) or Movie(tmdb_id=tmdb_id)
            if movie.pk is not None:
                movie.restore()
            return _write(movie, fields)
    except IntegrityError as error:
        raise Conflict("A movie with this tmdb_id already exists.") from error


@transaction.atomic
def update_movie(*, movie: Movie, fields: dict[str, Any]) -> Movie:
    return _write(Movie.objects.select_for_update().get(pk=movie.pk), fields)


@dataclass(frozen=True, kw_only=True)
class BulkEdit:
    """What several movies get. Empty: stays as it is."""

    add_genres: Iterable[Genre] = ()
    remove_genres: Iterable[Genre] = ()
    add_tags: Iterable[Tag] = ()
    remove_tags: Iterable[Tag] = ()
    collection: Collection | None = None
    lock: Iterable[str] = ()
    unlock: Iterable[str] = ()
    hidden: bool | None = None


@dataclass(frozen=True, kw_only=True)
class EditedMovie:
    """A movie that changed, with the values of its fields before and after."""

    movie: Movie
    changes: dict[str, tuple[Any, Any]]


@transaction.atomic
def edit_movies(*, movie_ids: Sequence[int], edit: BulkEdit) -> list[EditedMovie]:
    """Edit all of them or none. Returns those that changed. What changes is locked unless it is unlocked here."""
    rows = Movie.all_objects.select_for_update().filter(pk__in=movie_ids).order_by("pk")
    edited = (EditedMovie(movie=movie, changes=_edit(movie, edit)) for movie in rows)
    return [row for row in edited if row.changes]


def _edit(movie: Movie, edit: BulkEdit) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    for name, add, remove in (
        ("genres", edit.add_genres, edit.remove_genres),
        ("tags", edit.add_tags, edit.remove_tags),
    ):
        present = set(getattr(movie, name).all())
        wanted = (present | set(add)) - set(remove)
        if wanted != present:
            changes[name] = (_sorted(present), _sorted(wanted))
    if edit.collection is not None and movie.collection_id != edit.collection.pk:
        changes["collection"] = (movie.collection, edit.collection)
    if edit.hidden is not None and movie.hidden_from_recommendations != edit.hidden:
        changes["hidden_from_recommendations"] = (movie.hidden_from_recommendations, edit.hidden)
    locked = sorted({*movie.locked_fields, *(set(changes) & set(LOCKABLE)), *edit.lock} - set(edit.unlock))
    if locked != sorted(movie.locked_fields):
        changes["locked_fields"] = (sorted(movie.locked_fields), locked)
    if changes:
        _write(movie, {name: after for name, (_, after) in changes.items()} | {"locked_fields": locked})
    return changes


def _sorted(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


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

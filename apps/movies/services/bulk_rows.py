"""Bring rows in line with what is wanted, in a fixed number of queries, writing only what differs.

All of these want to be called inside a transaction, and write in the order of the TMDb ids.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.upsert import upsert

Values = dict[str, Any]


def upsert_by_tmdb_id(model: type[models.Model], wanted: Mapping[int, Values]) -> dict[int, int]:
    """Primary keys by TMDb id. All rows must have the same columns."""
    existing = manager(model).select_for_update().filter(tmdb_id__in=wanted).order_by("tmdb_id")
    rows = {row.tmdb_id: row for row in existing}
    fresh, changed = [], []
    for tmdb_id in sorted(wanted):
        values, row = wanted[tmdb_id], rows.get(tmdb_id)
        if row is None:
            fresh.append(rows.setdefault(tmdb_id, model(**values)))
        elif any(getattr(row, name) != value for name, value in values.items()):
            vars(row).update(values)
            changed.append(row)
    names = [name for values in list(wanted.values())[:1] for name in values]
    write(model, fresh, changed, names)
    return {tmdb_id: row.pk for tmdb_id, row in rows.items()}


def write(model: type[models.Model], fresh: list[Any], changed: list[Any], names: Iterable[str]) -> None:
    """Insert and update; a row that another has inserted meanwhile is updated. Sets the fresh ones' keys."""
    columns = [name for name in names if name != "tmdb_id"]
    if any(field.name == "updated_at" for field in model._meta.fields):
        columns.append("updated_at")
        for row in changed:
            row.updated_at = timezone.now()
    if fresh:
        manager(model).bulk_create(
            fresh, update_conflicts=True, unique_fields=["tmdb_id"], update_fields=columns
        )
    if changed:
        manager(model).bulk_update(changed, columns)


def named_rows(
    model: type[models.Model], names: Mapping[int, str], *, built_in: Collection[int] = ()
) -> tuple[dict[int, int], int]:
    """Primary keys by TMDb id for rows that are a unique name (genres, tags), and how many were written.

    A row with the same name is the same thing: a curator's row gets the TMDb id, and where TMDb has
    one name under two ids both lead to one row. An id without a name is not made, only found. A curator's name stays;
    the name of one of the ids `built_in` is not TMDb's but ours, which renames nothing.
    """
    existing = list(manager(model).filter(Q(tmdb_id__in=names) | Q(name__in=filter(None, names.values()))))
    by_id = {row.tmdb_id: row for row in existing if row.tmdb_id}
    by_name = {row.name: row for row in existing}
    fresh: dict[str, Any] = {}
    changed = []
    for tmdb_id, name in sorted(names.items()):
        row = by_id.get(tmdb_id)
        if row is None and name in by_name and by_name[name].tmdb_id is None:
            row = by_id[tmdb_id] = by_name[name]
            row.tmdb_id = tmdb_id
            changed.append(row)
        elif row is None and name and name not in by_name:
            fresh.setdefault(name, model(tmdb_id=tmdb_id, name=name))
        elif row is None or row.name_locked or tmdb_id in built_in:
            continue
        elif name and row.name != name and name not in by_name:
            row.name = name
            changed.append(row)
    if changed:
        manager(model).bulk_update(changed, ["tmdb_id", "name"])
    if fresh:
        manager(model).bulk_create(fresh.values(), ignore_conflicts=True)
        by_name |= {row.name: row for row in manager(model).filter(name__in=fresh)}
    rows = {tmdb_id: by_id.get(tmdb_id) or by_name.get(name) for tmdb_id, name in names.items()}
    return {tmdb_id: row.pk for tmdb_id, row in rows.items() if row}, len(changed) + len(fresh)


def relink(through: type[models.Model], column: str, wanted: Mapping[int, set[int]]) -> None:
    """Make each movie's links of a many-to-many table exactly the wanted ones. {movie pk: {target pk}}."""
    links = list(manager(through).filter(movie_id__in=wanted).values_list("pk", "movie_id", column))
    existing = {(movie, target) for _, movie, target in links}
    outdated = [pk for pk, movie, target in links if target not in wanted[movie]]
    missing = [
        (movie, target)
        for movie in sorted(wanted)
        for target in sorted(wanted[movie])
        if (movie, target) not in existing
    ]
    if outdated:
        manager(through).filter(pk__in=outdated).delete()
    pair = ("movie", column.removesuffix("_id"))
    upsert(through, pair, missing, unique=pair, update=(), defaults={})


def replace_rows(model: type[models.Model], movie_id: int, wanted: Iterable[Values]) -> None:
    """Replace a movie's rows by the wanted ones; rows that exist already are not written."""
    rows = {tuple(sorted(values.items())): values for values in wanted}
    names = sorted(next(iter(rows.values()), {}))
    existing = {
        row.pk: tuple((name, getattr(row, name)) for name in names)
        for row in manager(model).filter(movie_id=movie_id)
    }
    outdated = [pk for pk, key in existing.items() if key not in rows]
    if outdated:
        manager(model).filter(pk__in=outdated).delete()
    unchanged = set(existing.values())
    missing = [model(movie_id=movie_id, **values) for key, values in rows.items() if key not in unchanged]
    if missing:
        manager(model).bulk_create(missing, batch_size=1000)


def manager(model: type[models.Model]) -> Any:
    """Includes deleted movies: a movie that a curator has deleted is not created again."""
    return getattr(model, "all_objects", model._default_manager)

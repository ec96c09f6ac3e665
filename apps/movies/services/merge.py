"""Merging duplicate movies: everything that refers to a duplicate moves to the movie that is kept."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core.http.exceptions import Conflict
from apps.movies.models import Movie
from apps.movies.models.fields import movie_fields
from apps.movies.services.undo_merge import movie_values, owners_of, record, snapshot
from apps.movies.signals import movies_locking, movies_merged, movies_merging

MERGED_ALREADY = "These movies are merged already. Merges lists it, with Undo."


@transaction.atomic
def merge_movies(*, keep: Movie, duplicates: Iterable[Movie]) -> Movie:
    """Move every row that refers to a duplicate to `keep`, and mark the duplicates as deleted.

    Apps move their rows when they receive `movies_merging`. Of other rows that would violate a unique constraint
    the row of `keep` stays, else the oldest. It can be undone (services.undo_merge). Raises Conflict without a duplicate,
    and if all of them were merged into `keep` before.
    """
    ids = sorted({movie.pk for movie in duplicates} - {keep.pk})
    if not ids:
        raise Conflict("Choose at least one other movie to merge into this one.")
    movies_locking.send(Movie, movie_ids=ids)  # first: users are locked before movies
    owners = owners_of(ids)
    rows_before = snapshot(keep.pk, ids, owners)
    movies_merging.send(Movie, movie=keep, merged_ids=ids)
    rows = list(Movie.all_objects.select_for_update().filter(pk__in=[keep.pk, *ids]).order_by("pk"))
    former = Movie.all_objects.filter(merged_into__in=ids)  # duplicates of an earlier merge
    movies_before = movie_values([*rows, *former])
    movie = next(row for row in rows if row.pk == keep.pk)
    others = [row for row in rows if row.pk != keep.pk]
    if all(row.deleted_at and row.merged_into_id == movie.pk for row in others):
        raise Conflict(MERGED_ALREADY)  # a double click
    for relation in Movie._meta.related_objects:
        move_rows(relation, keep_id=movie.pk, merged_ids=ids)
    for links in (Movie.genres.through, Movie.tags.through, Movie.companies.through):
        move_links(links, keep_id=movie.pk, merged_ids=ids)
    merge_fields(movie, others)
    record(
        movie=movie,
        merged_ids=ids,
        rows=(rows_before, snapshot(keep.pk, ids, owners)),
        movies=(movies_before, movie_values(Movie.all_objects.filter(pk__in=movies_before))),
    )
    movies_merged.send(Movie, movie=movie, merged_ids=ids)
    return movie


def move_rows(relation: Any, *, keep_id: int, merged_ids: list[int]) -> None:
    """Move rows; those that would violate a unique constraint are deleted in favor of the existing one."""
    model, column = relation.related_model, relation.field.name
    moving = model._base_manager.filter(**{f"{column}__in": merged_ids})
    for fields in unique_sets(model, column):
        existing = model._base_manager.filter(**{name: OuterRef(name) for name in fields})
        existing_row = existing.filter(**{column: keep_id})
        older = existing.filter(**{f"{column}__in": merged_ids}, pk__lt=OuterRef("pk"))
        delete(moving.filter(Exists(existing_row) | Exists(older)))
    moving.update(**{column: keep_id})


def delete(rows: QuerySet) -> None:
    """By ids, as some databases refuse a DELETE with a subquery on its own table."""
    rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()


def unique_sets(model: type[models.Model], column: str) -> list[list[str]]:
    """The other fields of each unique constraint that includes the movie; none if a movie has one row at most."""
    constraints = [[column]] if getattr(model._meta.get_field(column), "unique", False) else []
    constraints += [
        list(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and column in constraint.fields
    ]
    return [[name for name in fields if name != column] for fields in constraints]


def move_links(links: Any, *, keep_id: int, merged_ids: list[int]) -> None:
    other = next(field.attname for field in links._meta.fields if field.is_relation and field.name != "movie")
    there = set(links.objects.filter(movie_id=keep_id).values_list(other, flat=True))
    moved = set(links.objects.filter(movie_id__in=merged_ids).values_list(other, flat=True))
    links.objects.filter(movie_id__in=merged_ids).delete()
    links.objects.bulk_create(links(movie_id=keep_id, **{other: value}) for value in sorted(moved - there))


def merge_fields(movie: Movie, others: list[Movie]) -> None:
    """Take values over from the others. They are deleted first, so that a tmdb_id can move."""
    tmdb_id = movie.tmdb_id or next((other.tmdb_id for other in others if other.tmdb_id), None)
    for other in others:
        other.deleted_at = other.deleted_at or timezone.now()
        other.tmdb_id = None if other.tmdb_id == tmdb_id else other.tmdb_id
        other.merged_into = movie
        other.save(update_fields=["deleted_at", "merged_into", "tmdb_id", "updated_at"])
    movie.tmdb_id = tmdb_id
    for name in movie_fields("merge"):
        values = (getattr(other, name) for other in others if getattr(other, name))
        if not getattr(movie, name):
            setattr(movie, name, next(values, getattr(movie, name)))
    movie.locked_fields = sorted(
        {*movie.locked_fields, *(name for other in others for name in other.locked_fields)}
    )
    known = {movie.title} | {entry["title"] for entry in movie.other_titles}
    for other in others:
        for entry in [{"title": other.title, "country": "", "type": ""}, *other.other_titles]:
            if entry["title"] not in known:
                known.add(entry["title"])
                movie.other_titles = [*movie.other_titles, entry]
    movie.deleted_at = movie.merged_into = None
    movie.save(
        update_fields=[
            "merged_into",
            "tmdb_id",
            *movie_fields("merge"),
            "other_titles",
            "locked_fields",
            "deleted_at",
            "updated_at",
        ]
    )

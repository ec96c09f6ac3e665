"""Undoing merges: the rows that a merge moves are recorded, and moved back where nobody has changed them since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.http.exceptions import Conflict
from apps.movies.models import Merge, MergedRow, Movie
from apps.movies.signals import movies_locking, movies_unmerged

UNDO_DAYS = 30
BATCH = 500
LINKS = (Movie.genres.through, Movie.tags.through, Movie.companies.through)
# Not restored: they say when a row was written here, or are computed.
TIMESTAMPS = {"updated_at"}
# What the staff decides about a row of a user. It stays, and is no change of the row by its user.
DECIDED = {"is_withheld"}
COMPUTED = {"community_average", "community_count", "updated_at"}
UNDONE = "This merge was undone already."
TOO_OLD = f"A merge can be undone for {UNDO_DAYS} days."
CHANGED_SINCE = "One of these movies was merged again, restored or deleted since. Undo the later merge first."
Values = dict[str, Any]
Snapshot = dict[str, dict[int, Values]]


def tables() -> Iterator[tuple[type[models.Model], str]]:
    """The tables that refer to movies, with their columns. Vectors are computed again."""
    for relation in Movie._meta.related_objects:
        model: Any = relation.related_model
        is_computed = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
        if model is not Movie and not relation.many_to_many and not is_computed:
            yield model, relation.field.attname
    yield from ((links, "movie_id") for links in LINKS)


def owner_path(model: type[models.Model]) -> str | None:
    """The lookup of the id of the user whose row it is: of the row, or of what it is part of."""
    foreign = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    if any(field.name == "user" for field in foreign):
        return "user_id"
    for field in foreign:
        related: Any = field.related_model
        if related is not Movie and any(part.name == "user" for part in related._meta.concrete_fields):
            return f"{field.name}__user_id"
    return None


def owners_of(movie_ids: list[int]) -> set[int]:
    owners: set[int] = set()
    for model, column in tables():
        path = owner_path(model)
        if path:
            rows = model._base_manager.filter(**{f"{column}__in": movie_ids}).order_by()
            owners |= set(rows.values_list(path, flat=True).distinct())
    return owners


def snapshot(keep_id: int, merged_ids: list[int], owners: set[int]) -> Snapshot:
    """The rows of the merged movies, and those of the movie that stays that are of the same users, or of none."""
    found: Snapshot = {}
    for model, column in tables():
        path = owner_path(model)
        mine = models.Q(**{column: keep_id})
        if path:
            mine &= models.Q(**{f"{path}__in": owners})
        rows = model._base_manager.filter(models.Q(**{f"{column}__in": merged_ids}) | mine).order_by("pk")
        names = [field.attname for field in model._meta.concrete_fields]
        annotated = rows.annotate(owner=models.F(path)) if path else rows
        extra = ["owner"] if path else []
        found[model._meta.label] = {
            values[model._meta.pk.attname]: {name: plain(value) for name, value in values.items()}
            for values in annotated.values(*names, *extra).iterator()
        }
    return found


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def movie_values(rows: Iterable[Movie]) -> dict[int, Values]:
    names = [f.attname for f in Movie._meta.concrete_fields if f.attname not in COMPUTED]
    return {row.pk: {name: plain(getattr(row, name)) for name in names} for row in rows}


def record(
    *, movie: Movie, merged_ids: list[int], rows: tuple[Snapshot, Snapshot], movies: tuple[dict, dict]
) -> Merge:
    """Store what the merge changed: rows and movies before and after it."""
    before, after = movies
    changed = [[pk, before[pk], after[pk]] for pk in before if before[pk] != after[pk]]
    merge = Merge.objects.create(movie=movie, merged_ids=merged_ids, movies=changed)
    entries = []
    for label, old in rows[0].items():
        new = rows[1][label]
        survivors = {
            (value["owner"], value.get("playlist_id")): pk for pk, value in new.items() if "owner" in value
        }
        for pk in sorted(old.keys() | new.keys()):
            was, now = old.get(pk), new.get(pk)
            if was == now:
                continue
            owner = (was or now or {}).get("owner")
            is_single = label != "movies.WatchHistory"
            place = owner, (was or {}).get("playlist_id")
            survivor = survivors.get(place) if now is None and owner and is_single else None
            entries.append(
                MergedRow(
                    merge=merge,
                    user_id=owner,
                    model_label=label,
                    row_id=pk,
                    before=was,
                    after=now,
                    survivor_id=survivor,
                )
            )
    MergedRow.objects.bulk_create(entries, batch_size=BATCH)
    return merge


@transaction.atomic
def undo_merge(*, merge_id: int) -> Movie:
    """Bring the merged movies back, and move their rows back. Rows that were changed or deleted since stay so.

    Returns the movie that they were merged into. Raises NotFound (404) and Conflict (409).
    """
    found = Merge.objects.filter(pk=merge_id).first()
    if found is None:
        raise NotFound
    ids = [found.movie_id, *found.merged_ids]
    movies_locking.send(Movie, movie_ids=ids)  # users are locked before movies
    rows = Movie.all_objects.filter(pk__in={*ids, *(pk for pk, *_ in found.movies)})
    movies = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    check(merge, movies)
    restore_movies(merge, movies)
    by_label: dict[str, list[MergedRow]] = defaultdict(list)
    for row in merge.rows.order_by("pk"):
        by_label[row.model_label].append(row)
    for label, entries in by_label.items():
        restore_rows(apps.get_model(label), entries)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    merge.rows.all().delete()
    movies_unmerged.send(Movie, movie_ids=ids, merged_at=merge.created_at)
    return Movie.all_objects.get(pk=merge.movie_id)


def check(merge: Merge, movies: dict[int, Movie]) -> None:
    if merge.undone_at is not None:
        raise Conflict(UNDONE)
    if merge.created_at < timezone.now() - timedelta(days=UNDO_DAYS):
        raise Conflict(TOO_OLD)
    is_kept = movies[merge.movie_id].deleted_at is None
    if not is_kept or any(movies[pk].merged_into_id != merge.movie_id for pk in merge.merged_ids):
        raise Conflict(CHANGED_SINCE)


def restore_movies(merge: Merge, movies: dict[int, Movie]) -> None:
    """Fields that have been changed since stay. The movie that stayed is first: it may have taken a TMDb id over."""
    for pk, before, after in sorted(merge.movies, key=lambda entry: entry[0] != merge.movie_id):
        row = movies.get(pk)
        if row is None:
            continue
        now = movie_values([row])[pk]
        names = [n for n in before if before[n] != after[n] and now[n] == after[n]]
        for name in names:
            setattr(row, name, to_python(Movie, name, before[name]))
        row.save(update_fields=[*names, "updated_at"])


def to_python(model: type[models.Model], name: str, value: Any) -> Any:
    field: Any = next(field for field in model._meta.concrete_fields if field.attname == name)
    return field.to_python(value)


def restore_rows(model: type[models.Model], entries: list[MergedRow]) -> None:
    """Moved rows first: they make room for rows that were deleted in their favor."""
    current = {row.pk: row for row in model._base_manager.filter(pk__in=[e.row_id for e in entries])}
    survivor_ids = {entry.survivor_id for entry in entries if entry.survivor_id}
    survivors = set(model._base_manager.filter(pk__in=survivor_ids).values_list("pk", flat=True))
    names = [field.attname for field in model._meta.concrete_fields]
    moved, added, deleted = [], [], []
    for entry in entries:
        row: Any = current.get(entry.row_id)
        if entry.after is None:
            if row is None and (entry.survivor_id is None or entry.survivor_id in survivors):
                values = entry.before or {}
                added.append(model(**{name: to_python(model, name, values[name]) for name in names}))
        elif row is not None and is_unchanged(row, entry.after, names):
            if entry.before is None:
                deleted.append(row.pk)
                continue
            decided = {name for name in DECIDED & set(names) if getattr(row, name) != entry.after[name]}
            for name in set(names) - TIMESTAMPS - decided:
                setattr(row, name, to_python(model, name, entry.before[name]))
            moved.append(row)
    model._base_manager.filter(pk__in=deleted).delete()
    fields = [n for n in names if n not in TIMESTAMPS and n != model._meta.pk.attname]
    model._base_manager.bulk_update(moved, fields, batch_size=BATCH)
    create_again(model, added)


def is_unchanged(row: Any, after: Values, names: list[str]) -> bool:
    """Positions do not count: they follow from the other rows of a list."""
    ignored = TIMESTAMPS | DECIDED | {"position"}
    return all(plain(getattr(row, name)) == after[name] for name in names if name not in ignored)


def create_again(model: type[models.Model], rows: list[Any]) -> None:
    """Rows whose place is taken by now, or that belong to what is gone, are left out."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            related: Any = field.related_model
            wanted = {getattr(row, field.attname) for row in rows} - {None}
            there = set(related._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)) | {None}
            rows = [row for row in rows if getattr(row, field.attname) in there]
    created_at = {row.pk: getattr(row, "created_at", None) for row in rows}
    model._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    if hasattr(model, "created_at"):  # set to now by bulk_create
        for row in rows:
            row.created_at = created_at[row.pk]
        model._base_manager.bulk_update(rows, ["created_at"], batch_size=BATCH)


def forget_merges() -> str:
    """Delete merges that cannot be undone any more. A scheduled job."""
    old = Merge.objects.filter(created_at__lt=timezone.now() - timedelta(days=UNDO_DAYS))
    return f"{old.delete()[1].get(Merge._meta.label, 0)} merges forgotten"


def export_merged_rows(user: Any) -> list[Values]:
    rows = MergedRow.objects.filter(user=user).select_related("merge")
    return [
        {"table": row.model_label, "before": row.before, "merged_at": row.merge.created_at} for row in rows
    ]

"""The one write path of a user's library: favorites, ratings, watchlist, viewings and feedback.

Single requests, `sync/`, imports and the admin pass changes to `apply`. It locks the user's row, reads the current
rows, writes in a number of queries that does not grow with the number of changes (up to BATCH), and applies the
effects listed in `Effects`. Merges follow the same rules in services.merging.

The newest rating wins: one that is dated before the stored one does not change it. A rating without a date is dated
now. Of two ratings with the same date the one applied last wins.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.extensions import Extension, registered
from apps.core.locking import lock_user
from apps.core.time_zones import noon, zone_of_user
from apps.favorites.models import (
    Favorite,
    LastActivity,
    Rating,
    Removal,
    WatchlistItem,
    WithheldReview,
)
from apps.favorites.services.activity import touch
from apps.favorites.services.community import refresh_community
from apps.favorites.services.ordering import move_to
from apps.favorites.services.reviews import withhold_known_texts
from apps.favorites.services.viewings import DATE_FIELDS, EMPTY_DETAILS, Diary, complete, date_fields
from apps.favorites.signals import ratings_written
from apps.movies.models import UserMovieModel, WatchHistory
from apps.movies.models.history import COMPLETED_PROGRESS

BATCH = 500
# Up to this number of movies, queries filter by movie; beyond it they read all rows of the user.
FILTERED_MOVIES_MAX = 1000
Kind = LastActivity.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one movie in a user's library. Fields that are None are not changed."""

    movie_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFavorite(Change):
    """added_at: when that was, by default now. One that is there keeps its time."""

    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Change):
    """Rate or review a movie. A review without a rating changes only a rating that exists.

    rated_at: a time, or a day of the user's time zone; by default now.
    only_existing: raise NotFound (404) if there is no rating, instead of creating one.
    """

    rating: float | None = None
    review: str | None = None
    rated_at: datetime | date | None = None
    is_public: bool | None = None
    has_spoilers: bool | None = None
    only_existing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToWatchlist(Change):
    """position: from 1, the end by default. only_existing: as for Rate. added_at: as for AddFavorite."""

    position: int | None = None
    added_at: datetime | None = None
    note: str | None = None
    only_existing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Change):
    """Add a viewing to the diary. If it repeats one (services.viewings), that one is completed instead.

    watched_at: a time, or a day of the user's time zone; by default now, unless the movie was seen before.
    day_unknown: the movie was seen, nobody knows when.
    progress: in percent; from COMPLETED_PROGRESS on the movie counts as watched and leaves the watchlist.
    repeat: add a row even if there is the same viewing.
    only_empty: of a viewing that is there change only empty fields.
    stated_at: when the user said so; a viewing that was changed later stays as it is.
    stored_at: the time of a viewing on a day (by default its noon) or on an unknown day (by default now).
    distinct: a row that another change of the call repeats is not the same viewing as this one.
    rating: of this viewing. Also rates the movie, dated as the viewing, unless `rates_movie` is False.
    """

    watched_at: datetime | date | None = None
    day_unknown: bool = False
    progress: int = 100
    rating: float | None = None
    review: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""
    liked: bool = False
    is_rewatch: bool | None = None
    repeat: bool = False
    only_empty: bool = False
    stated_at: datetime | None = None
    stored_at: datetime | None = None
    distinct: bool = False
    rates_movie: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EditViewing(Change):
    """Set fields of a row of the diary. Raises NotFound (404) if it does not exist.

    values: progress and fields of viewings.EMPTY_DETAILS, and `watched_at`: a time, a day, or None if unknown.
        A new rating also rates the movie, dated as the viewing.
    """

    viewing_id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Change):
    """Remove the user's rows of one kind and movie; with `viewing_id` only that row of the watch history.

    must_exist: raise NotFound (404) if there is none.
    """

    kind: str
    viewing_id: int | None = None
    must_exist: bool = False


@dataclass(slots=True)
class WriteCounts:
    """The result of a write for one kind: ids of movies with new and changed rows, and all rows by movie id.

    rows_added, rows_updated: numbers of rows of the diary, which has several of one movie.
    """

    added: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    removed: int = 0
    rows: dict[int, Any] = field(default_factory=dict)
    rows_added: int = 0
    rows_updated: int = 0


@dataclass
class Effects:
    """The effects of a write on other rows, applied once at its end."""

    user_id: int
    changed_kinds: set[str] = field(default_factory=set)
    community_movies: set[int] = field(default_factory=set)
    given_ratings: dict[int, tuple[float, datetime]] = field(default_factory=dict)
    deleted_ratings: set[int] = field(default_factory=set)
    completed_movies: set[int] = field(default_factory=set)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The user's time zone, read when a day is written."""
        return zone_of_user(self.user_id)

    def apply(self) -> None:
        """Rows of the user are written first and movies last, in the order of locks of all services."""
        if self.completed_movies:
            watched = WatchlistItem.objects.filter(user=self.user_id, movie_id__in=self.completed_movies)
            if watched.delete()[0]:
                self.changed_kinds.add(Kind.WATCHLIST)
        touch(user_id=self.user_id, kinds=self.changed_kinds)
        if self.given_ratings or self.deleted_ratings:
            ratings_written.send(
                sender=Rating,
                user_id=self.user_id,
                given=self.given_ratings,
                deleted=self.deleted_ratings,
            )
        refresh_community(self.community_movies)


Writer = Callable[[int, Sequence[Any], Effects], WriteCounts]


@dataclass(frozen=True, kw_only=True)
class LibraryWriter(Extension):
    """A writer for a class of changes that an app above this one contributes. `name` is its kind in the result.

    hide: user id, movie ids → the changes that hide these movies from recommendations, where the user has not said
        otherwise.
    restore: user id, [(movie id, values of an export by name)] → the changes that restore them. The values are text:
        `fields`, `created_at` and `updated_at`.
    model, fields: the table that it writes, with a user and a movie, and its columns that a user may change.
    """

    change: type[Change]
    write: Writer
    model: type[UserMovieModel] | None = None
    fields: tuple[str, ...] = ()
    hide: Callable[[int, set[int]], Sequence[Change]] | None = None
    restore: Callable[[int, Sequence[tuple[int, Mapping[str, str]]]], Sequence[Change]] | None = None


@transaction.atomic
def apply(*, user_id: int, changes: Iterable[Change]) -> dict[str, WriteCounts]:
    """Apply the changes in one transaction: removals first, then additions. Returns the counts by kind.

    Movies that are watched in the same call are not added to the watchlist. Raises AuthenticationFailed (401)
    if the account does not exist and NotFound (404) if a row that must exist does not.
    """
    by_type: dict[type[Change], list[Any]] = defaultdict(list)
    for change in changes:
        by_type[type(change)].append(change)
    lock_user(user_id)
    effects = Effects(user_id)
    counts: dict[str, WriteCounts] = defaultdict(WriteCounts)
    for kind, removals in _by_kind(by_type.pop(Remove, [])).items():
        counts[kind].removed = _remove(user_id, kind, removals, effects)
    watched = {change.movie_id for change in by_type[Watch] if change.progress >= COMPLETED_PROGRESS}
    by_type[AddToWatchlist] = [item for item in by_type[AddToWatchlist] if item.movie_id not in watched]
    by_type[Rate] += _ratings_of_viewings(user_id, by_type)
    for kind, change_type, write in _writers():
        if by_type[change_type]:
            written = write(user_id, by_type[change_type], effects)
            counts[kind].added |= written.added
            counts[kind].updated |= written.updated
            counts[kind].rows |= written.rows
            counts[kind].rows_added += written.rows_added
            counts[kind].rows_updated += written.rows_updated
            if kind in Kind.values and (written.added or written.updated):
                effects.changed_kinds.add(kind)
    effects.apply()
    return counts


def _writers() -> list[tuple[str, type[Change], Writer]]:
    contributed = ((part.name, part.change, part.write) for part in registered(LibraryWriter))
    return [
        (Kind.FAVORITES, AddFavorite, _add_favorites),
        (Kind.RATINGS, Rate, _rate),
        (Kind.WATCHLIST, AddToWatchlist, _add_to_watchlist),
        (Kind.WATCHED, EditViewing, _edit_viewings),
        (Kind.WATCHED, Watch, _watch),
        *contributed,
    ]


def _by_kind(removals: Iterable[Remove]) -> dict[str, list[Remove]]:
    grouped: dict[str, list[Remove]] = defaultdict(list)
    for removal in removals:
        grouped[removal.kind].append(removal)
    return grouped


def _rows_for_movies(rows: QuerySet, movie_ids: set[int]) -> QuerySet:
    return rows.filter(movie_id__in=movie_ids) if len(movie_ids) <= FILTERED_MOVIES_MAX else rows


MODELS: dict[str, type[UserMovieModel]] = {
    Kind.FAVORITES: Favorite,
    Kind.RATINGS: Rating,
    Kind.WATCHED: WatchHistory,
    Kind.WATCHLIST: WatchlistItem,
}


def _remove(user_id: int, kind: str, removals: Sequence[Remove], effects: Effects) -> int:
    movie_ids = {removal.movie_id for removal in removals if removal.viewing_id is None}
    viewing_ids = {removal.viewing_id for removal in removals if removal.viewing_id is not None}
    model = MODELS[kind]
    rows = model._default_manager.filter(user=user_id)
    deleted = rows.filter(movie_id__in=movie_ids) | rows.filter(pk__in=viewing_ids)
    found = list(deleted.order_by("pk").values_list("pk", "movie_id"))
    viewings = WatchHistory.objects.filter(pk__in=[pk for pk, _ in found] if kind == Kind.WATCHED else [])
    rated = list(viewings.exclude(rating=None))
    if len(found) < sum(removal.must_exist for removal in removals):
        raise NotFound
    if found:
        model._default_manager.filter(pk__in=[pk for pk, _ in found]).delete()
        effects.changed_kinds.add(kind)
        _note_removals(user_id, kind, movie_ids & {movie_id for _, movie_id in found})
    if rated:
        _rate_by_remaining_viewings(user_id, rated, effects)
    if kind == Kind.RATINGS:
        effects.deleted_ratings |= {movie_id for _, movie_id in found}
        effects.community_movies |= effects.deleted_ratings
    return len(found)


def _note_removals(user_id: int, kind: str, movie_ids: set[int]) -> None:
    now = timezone.now()
    Removal.objects.bulk_create(
        [
            Removal(user_id=user_id, kind=kind, movie_id=movie_id, removed_at=now)
            for movie_id in sorted(movie_ids)
        ],
        update_conflicts=True,
        unique_fields=["user", "kind", "movie"],
        update_fields=["removed_at"],
        batch_size=BATCH,
    )


def _rate_by_remaining_viewings(user_id: int, deleted: list[WatchHistory], effects: Effects) -> None:
    """Where a movie's rating came from a deleted viewing, the newest rated viewing that is left gives it, if any."""
    values = {(row.movie_id, row.rating, row.watched_at) for row in deleted}
    ratings = Rating.objects.filter(user=user_id, movie_id__in={row.movie_id for row in deleted})
    orphans = {row.movie_id: row for row in ratings if (row.movie_id, row.rating, row.rated_at) in values}
    remaining = WatchHistory.objects.dated().filter(user=user_id, movie_id__in=orphans, rating__isnull=False)
    newest = {row.movie_id: row for row in remaining.order_by("watched_at", "pk")}
    changed = [orphans[movie_id] for movie_id in newest]
    for row in changed:
        viewing = newest[row.movie_id]
        row.rating, row.rated_at, row.updated_at = viewing.rating, viewing.watched_at, timezone.now()
        effects.community_movies.add(row.movie_id)
        effects.given_ratings[row.movie_id] = row.rating, row.rated_at
        effects.changed_kinds.add(Kind.RATINGS)
    Rating.objects.bulk_update(changed, ["rating", "rated_at", "updated_at"], batch_size=BATCH)


def _add_favorites(user_id: int, changes: Sequence[AddFavorite], effects: Effects) -> WriteCounts:
    wanted = {change.movie_id: change.added_at for change in reversed(changes)}
    rows = {row.movie_id: row for row in _rows_for_movies(Favorite.objects.filter(user=user_id), set(wanted))}
    order = [
        movie_id for movie_id in dict.fromkeys(change.movie_id for change in changes) if movie_id not in rows
    ]
    new = [Favorite(user_id=user_id, movie_id=movie_id) for movie_id in order]
    Favorite.objects.bulk_create(new, batch_size=BATCH)
    added = {row.movie_id: row for row in new}
    _date_additions(new, wanted)
    return WriteCounts(added=set(added), rows=rows | added)


def _date_additions(rows: Sequence[Any], added_at: Mapping[int, datetime | None]) -> None:
    """Set when rows were added; `bulk_create` sets it to now. added_at: movie id → time, if it is another one."""
    dated = [row for row in rows if added_at[row.movie_id] is not None]
    for row in dated:
        row.created_at = added_at[row.movie_id]
    if dated:
        type(dated[0])._default_manager.bulk_update(dated, ["created_at"], batch_size=BATCH)


RATING_FIELDS = ("rating", "review", "rated_at", "is_public", "has_spoilers")


def _rate(user_id: int, changes: Sequence[Rate], effects: Effects) -> WriteCounts:
    now = timezone.now()
    movie_ids = {change.movie_id for change in changes}
    rows = {row.movie_id: row for row in _rows_for_movies(Rating.objects.filter(user=user_id), movie_ids)}
    before = {
        movie_id: (rows[movie_id].rating, rows[movie_id].is_public)
        for movie_id in movie_ids
        if movie_id in rows
    }
    written: dict[int, Rating] = {}
    withheld = _withheld(user_id, movie_ids - set(rows))
    for change in changes:
        rated_at = change.rated_at
        if isinstance(rated_at, date) and not isinstance(rated_at, datetime):
            rated_at = noon(rated_at, effects.zone)
        row = rows.get(change.movie_id)
        if row is None:
            if change.only_existing:
                raise NotFound
            if change.rating is None:
                continue
            row = Rating(user_id=user_id, movie_id=change.movie_id, rating=change.rating)
            row.rated_at, row.is_withheld = rated_at or now, change.movie_id in withheld
            rows[change.movie_id] = row
            written[change.movie_id] = row
        if _update_rating(row, change, rated_at, now):
            written[change.movie_id] = row
    withhold_known_texts([row for row in written.values() if row.review and not row.is_withheld])
    _upsert_ratings(list(written.values()), before)
    for movie_id, row in written.items():
        rating, is_public = before.get(movie_id, (None, None))
        if (rating, is_public) != (row.rating, row.is_public):
            effects.community_movies.add(movie_id)
        if rating != row.rating:
            effects.given_ratings[movie_id] = row.rating, row.rated_at
    added, updated = set(written) - set(before), set(written) & set(before)
    return WriteCounts(added=added, updated=updated, rows=rows)


def _withheld(user_id: int, movie_ids: set[int]) -> set[int]:
    """Of these movies those of which others do not see what the user writes."""
    if not movie_ids:
        return set()
    withheld = _rows_for_movies(WithheldReview.objects.filter(user=user_id), movie_ids)
    return set(withheld.order_by().values_list("movie_id", flat=True))


def _update_rating(row: Rating, change: Rate, rated_at: datetime | None, now: datetime) -> bool:
    """Set the fields of the row, unless it is newer than the change. Returns whether the row has changed."""
    given = {name: getattr(change, name) for name in ("review", "is_public", "has_spoilers")}
    if rated_at is not None and rated_at < row.rated_at:
        if not change.review or row.review:  # an older rating only adds a missing review
            return False
    elif change.rating is not None:
        given["rating"] = change.rating
        given["rated_at"] = rated_at or (max(now, row.rated_at) if change.rating != row.rating else None)
    changed = {name: value for name, value in given.items() if value not in (None, getattr(row, name))}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _upsert_ratings(rows: list[Rating], before: Collection[int]) -> None:
    """Insert and update in one query per BATCH rows, as updates of single rows are slow."""
    created_at = {row.movie_id: row.created_at for row in rows if row.movie_id in before}
    for row in rows:
        row.pk = None
    Rating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "movie"],
        update_fields=[*RATING_FIELDS, "is_withheld", "updated_at"],
        batch_size=BATCH,
    )
    for row in rows:  # bulk_create sets created_at in memory, even if it updated the row
        row.created_at = created_at.get(row.movie_id, row.created_at)


def _add_to_watchlist(user_id: int, changes: Sequence[AddToWatchlist], effects: Effects) -> WriteCounts:
    now = timezone.now()
    watchlist = WatchlistItem.objects.filter(user=user_id)
    wanted = {change.movie_id: change for change in changes}
    rows = {row.movie_id: row for row in _rows_for_movies(watchlist, set(wanted))}
    if any(change.only_existing and movie_id not in rows for movie_id, change in wanted.items()):
        raise NotFound
    last = watchlist.aggregate(last=Max("position"))["last"] or 0
    new = [
        WatchlistItem(user_id=user_id, movie_id=movie_id, note=change.note or "", position=position)
        for position, (movie_id, change) in enumerate(
            ((movie_id, change) for movie_id, change in wanted.items() if movie_id not in rows),
            start=last + 1,
        )
    ]
    WatchlistItem.objects.bulk_create(new, batch_size=BATCH)
    _date_additions(new, {movie_id: change.added_at for movie_id, change in wanted.items()})
    noted = [row for row in rows.values() if wanted[row.movie_id].note not in (None, row.note)]
    for row in noted:
        row.note, row.updated_at = wanted[row.movie_id].note or "", now
    WatchlistItem.objects.bulk_update(noted, ["note", "updated_at"], batch_size=BATCH)
    updated = {row.movie_id for row in noted}
    rows |= {row.movie_id: row for row in new}
    for movie_id, change in wanted.items():
        if change.position is not None:
            rows[movie_id] = move_to(watchlist, rows[movie_id], change.position)
            updated.add(movie_id)
    added = {row.movie_id for row in new}
    return WriteCounts(added=added, updated=updated - added, rows=rows)


def _edit_viewings(user_id: int, changes: Sequence[EditViewing], effects: Effects) -> WriteCounts:
    counts, now = WriteCounts(), timezone.now()
    for change in changes:
        row = WatchHistory.objects.filter(user=user_id, pk=change.viewing_id).first()
        if row is None:
            raise NotFound
        values = dict(change.values)
        if "watched_at" in values:
            values |= date_fields(values["watched_at"], now=now, zone=effects.zone)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values, "updated_at"])
        if row.progress >= COMPLETED_PROGRESS:
            effects.completed_movies.add(row.movie_id)
        counts.updated.add(row.movie_id)
        counts.rows[row.movie_id] = row
    return counts


def _watch(user_id: int, changes: Sequence[Watch], effects: Effects) -> WriteCounts:
    now = timezone.now()
    diary = Diary([], effects.zone)
    if not all(change.repeat for change in changes):
        movie_ids = {change.movie_id for change in changes}
        rows = _rows_for_movies(WatchHistory.objects.filter(user=user_id), movie_ids)
        diary = Diary(rows.order_by("pk"), effects.zone)
    counts = WriteCounts()
    new: list[WatchHistory] = []
    changed: dict[int, WatchHistory] = {}
    rows_of_changes = [
        (change, viewing_row(user_id, change, now, effects.zone))
        for change in sorted(changes, key=lambda change: change.watched_at is None)
    ]
    identical = diary.claim_identical([row for change, row in rows_of_changes if change.distinct])
    for change, row in rows_of_changes:
        there = identical.get(id(row))
        if there is None and not change.repeat:
            there = diary.same_as(row, on_any_day=change.watched_at is None)
        if change.distinct:
            diary.claim(there or row)
        if there is None:
            new.append(row)
            diary.add(row)
            counts.added.add(row.movie_id)
        elif change.stated_at and there.pk and there.updated_at > change.stated_at:
            pass
        elif complete(there, row, overwrite=not change.only_empty) and there.pk:
            changed[there.pk] = there
        counts.rows[row.movie_id] = there or row
    WatchHistory.objects.bulk_create(new, batch_size=BATCH)
    for row in changed.values():
        row.updated_at = now
    fields = [*DATE_FIELDS, "progress", *EMPTY_DETAILS, "updated_at"]
    WatchHistory.objects.bulk_update(changed.values(), fields, batch_size=BATCH)
    written = [*new, *changed.values()]
    effects.completed_movies |= {row.movie_id for row in written if row.progress >= COMPLETED_PROGRESS}
    counts.updated = {row.movie_id for row in changed.values()} - counts.added
    counts.rows_added, counts.rows_updated = len(new), len(changed)
    return counts


def viewing_of(user_id: int, change: Watch, diary: Diary) -> WatchHistory | None:
    """The viewing of the diary that the change would complete."""
    row = viewing_row(user_id, change, timezone.now(), diary.zone)
    return diary.same_as(row, on_any_day=change.watched_at is None)


def viewing_row(user_id: int, change: Watch, now: datetime, zone: ZoneInfo) -> WatchHistory:
    """The row, not saved, of a viewing that repeats none."""
    watched = None if change.day_unknown else change.watched_at or now
    details = {name: getattr(change, name) for name in EMPTY_DETAILS}
    dates = date_fields(watched, now=now, zone=zone)
    if change.stored_at is not None and dates["precision"] != WatchHistory.Precision.EXACT:
        dates["watched_at"] = change.stored_at
    return WatchHistory(
        user_id=user_id, movie_id=change.movie_id, progress=change.progress, **details, **dates
    )


def _ratings_of_viewings(user_id: int, by_type: dict[type[Change], list[Any]]) -> Iterator[Rate]:
    """A rating of a viewing is also one of the movie, dated as the viewing; on an unknown day it is dated now."""
    for change in by_type[Watch]:
        if change.rating is not None and change.rates_movie:
            yield Rate(movie_id=change.movie_id, rating=change.rating, rated_at=change.watched_at)
    for change in by_type[EditViewing]:
        if change.values.get("rating") is not None:
            row = WatchHistory.objects.filter(user=user_id, pk=change.viewing_id).first()
            watched = change.values.get("watched_at", row and _date_of(row))
            yield Rate(movie_id=change.movie_id, rating=change.values["rating"], rated_at=watched)


def _date_of(row: WatchHistory) -> datetime | None:
    return None if row.precision == WatchHistory.Precision.UNKNOWN else row.watched_at

"""The exposure log: the one record of what was shown and what happened then.

Impression discount, attribution, results of experiments and statistics read it. What was shown goes through the cache
(buffer.py); what users do is written in the request.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from apps.core.locking import lock_user
from apps.movies.models import Movie
from apps.recommendations.models import ExposureEvent, Recommendation
from apps.recommendations.services.exposures import buffer

IDS = uuid.UUID("0b0f6b0c-6d3f-5b3e-9a38-0d2e3c1d7a55")  # the namespace of ids of entries and of lists
WRITE_EVERY = 100  # pages after which a process writes what the job has not written
PRUNED_AT_ONCE = 10_000
ATTEMPTS = 3
Kind, Surface = ExposureEvent.Kind, ExposureEvent.Surface
ANSWERED = (Kind.OPENED, Kind.TRAILER, Kind.PROGRESS)  # show interest in the movie


@dataclass(frozen=True)
class ShownMovie:
    movie_id: int
    place: int
    recommendation_type: str
    propensity: float | None = None
    row: str = ""


@dataclass(frozen=True)
class ShownPage:
    """A page of one list that a user sees."""

    user_id: int
    surface: str
    list_id: uuid.UUID
    profile: str
    movies: tuple[ShownMovie, ...]

    def record(self) -> None:
        """Buffer the page. The log has a movie once per list and day (UTC), however often it is sent."""
        number = buffer.push((self, timezone.now()))
        if number is not None and number % WRITE_EVERY == 0 and settings.TASKS_IN_THREADS:
            Thread(target=_write_in_thread, name="exposures", daemon=True).start()


@dataclass(frozen=True)
class Action:
    """What a user or visitor did with a movie. client_id: the client's id of the event."""

    client_id: str
    movie_id: int
    kind: str
    happened_at: datetime
    value: float | None = None
    surface: str = Surface.OTHER
    row: str = ""
    place: int | None = None
    list_id: uuid.UUID | None = None


def list_id_of(*parts: object) -> uuid.UUID:
    """The id of a list that is not stored: the same for the same parts."""
    return uuid.uuid5(IDS, "/".join(map(str, parts)))


def write_buffered() -> int:
    """Write the buffered pages; returns the number of entries that are new or were repeated."""
    return sum(_insert([entry for page in pages for entry in _entries(*page)]) for pages in buffer.drain())


def write_actions(
    actions: Sequence[Action], *, user_id: int | None = None, session: uuid.UUID | None = None
) -> int:
    """Write what a user, or a visitor's session, did; returns how many entries are new. A client id counts once.

    Raises AuthenticationFailed (401) if the account was deleted while the request was on its way.
    """
    if any(action.kind == Kind.SHOWN for action in actions):
        write_buffered()  # the server's entries know the profile, so they come first
    with transaction.atomic():
        if user_id is not None:
            lock_user(
                user_id
            )  # first, as the erasure of an account locks it before the rows that are marked here
        return _write_new(actions, user_id, session)


def _write_new(actions: Sequence[Action], user_id: int | None, session: uuid.UUID | None) -> int:
    who = f"user {user_id}" if user_id else f"session {session}"
    entries = [
        ExposureEvent(
            event_id=_action_id(who, action),
            user_id=user_id,
            session=session,
            movie_id=action.movie_id,
            kind=action.kind,
            value=action.value,
            surface=action.surface,
            row=action.row,
            place=action.place,
            list_id=action.list_id,
            happened_at=action.happened_at,
        )
        for action in actions
    ]
    known = ExposureEvent.objects.filter(event_id__in=[entry.event_id for entry in entries])
    known_ids = set(known.values_list("event_id", flat=True))
    new = {entry.event_id: entry for entry in entries if entry.event_id not in known_ids}
    if not new:
        return 0
    _mark_clicked(user_id, [entry.movie_id for entry in new.values() if entry.kind in ANSWERED])
    return _insert(list(new.values()))


def prune() -> str:
    """Delete entries older than settings.EXPOSURE_DAYS; return how many as a sentence for the job log."""
    since = timezone.now() - timedelta(days=settings.EXPOSURE_DAYS)
    old, deleted = ExposureEvent.objects.filter(happened_at__lt=since).order_by("pk"), 0
    while ids := list(old.values_list("pk", flat=True)[:PRUNED_AT_ONCE]):
        deleted += ExposureEvent.objects.filter(pk__in=ids).delete()[0]
    return f"Deleted {deleted} exposure events"


def _mark_clicked(user_id: int | None, movie_ids: list[int]) -> None:
    if user_id and movie_ids:
        rows = Recommendation.objects.filter(user=user_id, movie__in=movie_ids, is_clicked=False)
        rows.update(is_clicked=True, clicked_at=timezone.now())


def _action_id(who: str, action: Action) -> uuid.UUID:
    """A client that says that a movie of a list was shown repeats what the server has recorded."""
    if action.kind == Kind.SHOWN and action.list_id:
        return _shown_id(who, action.list_id, action.row, action.movie_id, action.happened_at)
    return uuid.uuid5(IDS, f"{who}/{action.client_id}")


def _shown_id(who: str, list_id: uuid.UUID, row: str, movie_id: int, at: datetime) -> uuid.UUID:
    return uuid.uuid5(IDS, f"{who}/{list_id}/{row}/{movie_id}/{at.toordinal()}")


def _entries(page: ShownPage, at: datetime) -> Iterable[ExposureEvent]:
    who = f"user {page.user_id}"
    for shown in page.movies:
        yield ExposureEvent(
            event_id=_shown_id(who, page.list_id, shown.row, shown.movie_id, at),
            user_id=page.user_id,
            movie_id=shown.movie_id,
            kind=Kind.SHOWN,
            surface=page.surface,
            row=shown.row,
            place=shown.place,
            list_id=page.list_id,
            profile=page.profile,
            recommendation_type=shown.recommendation_type,
            propensity=shown.propensity,
            happened_at=at,
        )


def _insert(entries: list[ExposureEvent]) -> int:
    """Insert the entries whose user and movie exist, always in one order, so that two processes cannot deadlock."""
    entries.sort(key=lambda entry: entry.event_id)
    for attempt in range(ATTEMPTS):
        users = {entry.user_id for entry in entries} - {None}
        users = set(get_user_model().objects.filter(pk__in=users).values_list("pk", flat=True)) | {None}
        wanted = Movie.all_objects.filter(pk__in={entry.movie_id for entry in entries})
        movies = set(wanted.order_by().values_list("pk", flat=True))
        found = [entry for entry in entries if entry.user_id in users and entry.movie_id in movies]
        try:
            with transaction.atomic():
                ExposureEvent.objects.bulk_create(found, ignore_conflicts=True)
            return len(found)
        except IntegrityError:  # a user or movie was deleted in between
            if attempt == ATTEMPTS - 1:
                raise
    return 0


def _write_in_thread() -> None:
    try:
        write_buffered()
    finally:
        connections.close_all()

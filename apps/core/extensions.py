"""Extension points: core defines them, each app declares its parts in `extensions.py`.

An app below (movies) can so show what the apps above it (favorites, recommendations) know without importing
them. There is one mechanism: `register` in `AppConfig.ready`, `registered(kind)` where the parts are used.
Parts of one kind are in the order of registration, which is the order of INSTALLED_APPS.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Thread
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from rest_framework.serializers import Field

from apps.core.types import User


@dataclass(frozen=True, kw_only=True)
class Extension:
    """One part that an app contributes. `name` is unique among the parts of the same kind."""

    name: str


@dataclass(frozen=True, kw_only=True)
class MoviePart(Extension):
    """Something that an app knows about a movie, for the movie's detail, for `states/` and for `?hide=`.

    rows: user -> queryset of the user's rows, each with a `movie_id`. Makes `name` a state of a movie: true if
        there is a row, or with `number` the value of that numeric field, null if there is no row. All states are
        read together in one query.
    hide_as: the word that makes `?hide=` leave out the movies of `rows`.
    activity: since -> queryset of rows of that time or later, each with a `user_id` and a `movie_id`: what trends here.
    detail: movie -> JSON-ready value, an extra part of the public detail.
    personal_detail: (user, movie id) -> JSON-ready value, an extra part of `me` that costs more than a state.
    personal_field: the serializer field that describes the personal detail in the schema.
    """

    rows: Callable[[User], QuerySet] | None = None
    number: str = ""
    hide_as: str = ""
    activity: Callable[[datetime], QuerySet] | None = None
    detail: Callable[[Any], Any] | None = None
    personal_detail: Callable[[User, int], Any] | None = None
    personal_field: Field | None = None


@dataclass(frozen=True, kw_only=True)
class UserSettings:
    """Fields of a user's row that an import of our own export restores.

    model, owner: a table with at most one row per user, and its column with the user's id.
    fields: what is restored. ignored: fields that are set before a user has chosen anything.
    serializer: () -> the class that validates the fields; its import is deferred, as it may need the models.
    """

    model: type[Model]
    fields: tuple[str, ...]
    serializer: Callable[[], type[Any]]
    owner: str = "user"
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AccountData(Extension):
    """Data about an account, for export, erasure, public profiles and clients that synchronise.

    export: user -> JSON-ready value, stored under `name` in the account's export.
    csv_files: file name -> ((user, time zone) -> rows, the first of which is the header), for the zip of CSV files.
    count: user ids -> {user id: count} in one query, shown on public profiles: counts only public rows.
    erase: user -> None, deletes what no cascade reaches. Runs inside the transaction that deletes the account.
    last_changes: user -> {kind: time of the last change, None if there was none}, for `last-activities/`.
    change_kinds: the kinds of `last_changes`, for the schema.
    settings: what of the export is restored, if that is a row of settings. The export needs its `updated_at`.
    """

    settings: UserSettings | None = None
    export: Callable[[User], Any] | None = None
    csv_files: Mapping[str, Callable[[User, ZoneInfo], Iterable[Sequence[Any]]]] = field(default_factory=dict)
    count: Callable[[list[int]], dict[int, int]] | None = None
    erase: Callable[[User], None] | None = None
    last_changes: Callable[[User], dict[str, datetime | None]] | None = None
    change_kinds: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ServicePart(Extension):
    """A part of this installation as visitors, probes, Prometheus and staff see it.

    info: () -> JSON-ready value, public, stored under `name` in `core/info/`.
    info_field: the serializer field that describes `info` in the schema.
    count: () -> number of rows, public, in `core/info/` and on the landing page.
    landing_movies: () -> {"title", "movies"} for the landing page, each movie {"id", "title", "year", "poster", "score"}.
    probe: () -> (healthy, word) for `/health/`. It must not raise and must be quick.
    gauges: metric name -> (() -> number, None if there is no value), read when `/metrics` is.
    statistics: () -> JSON-ready value for staff in `core/stats/`.
    statistics_field: the serializer field that describes `statistics` in the schema.
    warm_up: () -> None, runs in a web process after it has started. It must return at once; if it returns the thread that
        loads something, the process is not ready before that thread has ended.
    """

    info: Callable[[], Any] | None = None
    info_field: Field | None = None
    count: Callable[[], int] | None = None
    landing_movies: Callable[[], dict[str, Any]] | None = None
    probe: Callable[[], tuple[bool, str]] | None = None
    gauges: Mapping[str, Callable[[], float | None]] = field(default_factory=dict)
    statistics: Callable[[], Any] | None = None
    statistics_field: Field | None = None
    warm_up: Callable[[], Thread | None] | None = None


class JobSkipped(Exception):
    """A scheduled job had nothing to run on; the text says what is missing."""


@dataclass(frozen=True, kw_only=True)
class Job(Extension):
    """Work that is repeated `every` so often by `manage.py run_jobs` or Celery beat.

    run: () -> a summary for the log, or None. It is idempotent. It raises JobSkipped if there is nothing to run on.
    """

    run: Callable[[], Any]
    every: timedelta


@dataclass(frozen=True, kw_only=True)
class BackgroundTask(Extension):
    """Work that runs after the request that asked for it, at least once (core.jobs.queue). `name` is stored in rows.

    run: (**ids) -> None. It is idempotent, and raises to be run again later.
    max_attempts: how often it is tried; 12 take about five hours, 5 about eight minutes.
    on_failed: (**ids) -> None, after the last attempt has failed.
    """

    run: Callable[..., Any]
    max_attempts: int = 12
    on_failed: Callable[..., Any] | None = None


@dataclass(frozen=True, kw_only=True)
class TrackedTables(Extension):
    """Tables whose changes move the data version `name` (core.caching.versions).

    tables: model -> names of fields that may change without moving the version. counts_new: whether new rows move it.
    rows: of the tables whose changes are known row by row (`changed_rows`), the column with the row's id.
    """

    tables: Mapping[type[Model], Collection[str]]
    counts_new: bool = True
    rows: Mapping[type[Model], str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class UserTables(Extension):
    """Tables whose changes move the version of the user whom a row belongs to (core.caching.versions).

    tables: model -> the column with the user's id. is_history: whether they tell what the user likes.
    """

    tables: Mapping[type[Model], str]
    is_history: bool = False


@dataclass(frozen=True, kw_only=True)
class ResponseParameter(Extension):
    """A query parameter `name` that changes the body of every response to GET with certain components of the schema.

    pattern, error: what a value must look like, and the message of the 400 for others. description: for the schema.
    components: names of the components. apply: (data of a response, value) -> None, changes the data in place.
    """

    description: str
    pattern: str
    error: str
    components: Collection[str]
    apply: Callable[[Any, str], None]


@dataclass(frozen=True, kw_only=True)
class DashboardPanel(Extension):
    """A panel of the staff's dashboard; `name` is its title.

    permission: only users who have it see the panel.
    build: () -> core.observability.dashboard.Panel, in at most three queries.
    """

    permission: str
    build: Callable[[], Any]


Kind = TypeVar("Kind", bound=Extension)
_parts: dict[type[Extension], dict[str, Extension]] = {}


def register(*parts: Extension) -> None:
    """Add parts. Raises ImproperlyConfigured if a part of the same kind has the same name."""
    for part in parts:
        if _parts.setdefault(type(part), {}).setdefault(part.name, part) is not part:
            raise ImproperlyConfigured(f"There are two {type(part).__name__} extensions named {part.name!r}.")


def registered(kind: type[Kind]) -> tuple[Kind, ...]:
    """All parts of the kind, in the order of registration."""
    return tuple(_parts.get(kind, {}).values())  # type: ignore[arg-type]


def erase_account_data(user: User) -> None:
    """Delete what the cascade from the user's row does not reach. Call it before the row is deleted."""
    for part in registered(AccountData):
        if part.erase:
            part.erase(user)


_loading: list[Thread] = []


def warm_up(*, wait: float = 0.0) -> None:
    """Start what web processes load ahead of their first request, and wait so many seconds for it at most."""
    give_up = time.monotonic() + wait
    for part in registered(ServicePart):
        if part.warm_up and (thread := part.warm_up()):
            _loading.append(thread)
    for thread in _loading:
        thread.join(max(give_up - time.monotonic(), 0))


def is_warm() -> bool:
    """Whether everything that `warm_up` started has been loaded, or has failed."""
    return not any(thread.is_alive() for thread in _loading)

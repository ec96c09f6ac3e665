"""What every app has a part in. core asks; each app registers its answer in AppConfig.ready.

So an app below (movies) can show what the apps above it (favorites, recommendations) know, without
importing them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, Literal, TypeVar

from django.db.models import QuerySet

Level = Literal["ok", "note", "warning", "error"]
Answer = TypeVar("Answer")


class Registry(Generic[Answer]):
    """Named answers of one kind, in the order in which they were registered."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def register(self, name: str, answer: Answer) -> None:
        if self._answers.setdefault(name, answer) is not answer:
            raise ValueError(f"{name} is registered already")

    def __iter__(self) -> Iterator[tuple[str, Answer]]:
        return iter(self._answers.items())

    def __contains__(self, name: str) -> bool:
        return name in self._answers

    def __getitem__(self, name: str) -> Answer:
        return self._answers[name]


@dataclass(frozen=True)
class MovieState:
    """One thing that a person did with a movie. All states are read together, in one query.

    `rows`: user -> queryset of that person's rows, each with a `movie_id`. A movie with a row is true.
    With `number` (the name of a numeric field) the answer is that field of the row, or null without one.
    """

    rows: Callable[[Any], QuerySet]
    number: str = ""


@dataclass(frozen=True)
class Job:
    """Work that comes round: `run` is idempotent, takes nothing, and returns what it has to say or None."""

    run: Callable[[], Any]
    every: timedelta


@dataclass(frozen=True)
class Finding:
    """What a checkup saw, and what to do about it if that is anything. A note is right in many places."""

    level: Level
    said: str
    advice: str = ""


# What a person did with movies, by the name it has in `me` and in states/.
movie_states: Registry[MovieState] = Registry()
# What `?hide=` takes. user -> queryset of movie ids, used as a subquery.
hideable: Registry[Callable[[Any], Any]] = Registry()
# Extra parts of a movie's public detail. movie -> JSON-ready value.
movie_details: Registry[Callable[[Any], Any]] = Registry()
# Extra parts of `me` in a movie's detail that cost more than a state. (user, movie) -> value.
movie_personal_details: Registry[Callable[[Any, Any], Any]] = Registry()
# Everything held on a person. user -> JSON-ready value.
exporters: Registry[Callable[[Any], Any]] = Registry()
# The same for the zip of CSV files. file name -> (user -> rows, the first of which is the header).
csv_exporters: Registry[Callable[[Any], Iterable[Sequence[Any]]]] = Registry()
# What a public profile counts. user ids -> {user id: count}, in one query; only what a stranger may know.
profile_counts: Registry[Callable[[list[int]], dict[int, int]]] = Registry()
# What a cascade does not reach when a person is erased. user -> None, inside the erasing transaction.
erasers: Registry[Callable[[Any], None]] = Registry()
# Health probes. () -> (ok, word); slow or failing parts must catch and say so themselves.
health_probes: Registry[Callable[[], tuple[bool, str]]] = Registry()
# Public facts for core/info/. () -> JSON-ready value.
info: Registry[Callable[[], Any]] = Registry()
# Figures for staff in core/stats/. () -> JSON-ready value.
figures: Registry[Callable[[], Any]] = Registry()
# What changed when, for last-activities/. user -> {kind: datetime | None}.
last_activities: Registry[Callable[[Any], dict[str, Any]]] = Registry()
# What comes round by itself (`manage.py run_jobs`, or Celery's beat).
scheduled_jobs: Registry[Job] = Registry()
# Figures for /metrics that are read when somebody looks. () -> number, None when there is nothing to say.
gauges: Registry[Callable[[], float | None]] = Registry()
# How much there is, for the landing page and core/info/, by what is counted. () -> how many.
public_counts: Registry[Callable[[], int]] = Registry()
# Movies on the landing page. () -> [{"title", "year", "genres", "poster", "score"}].
showcases: Registry[Callable[[], list[dict[str, Any]]]] = Registry()
# What a web process does behind its start, so that the first request need not wait. () -> None, at once.
starters: Registry[Callable[[], None]] = Registry()
# What `manage.py doctor` looks at. () -> findings; none tells a secret.
checkups: Registry[Callable[[], Iterable[Finding]]] = Registry()

"""All users' events as arrays, for training and evaluation."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Case, F, FloatField, Func, QuerySet, Value, When
from django.db.models.functions import Cast, Least

from apps.favorites.models import Favorite, Rating
from apps.movies.models import WatchHistory
from apps.recommendations.models import ExposureEvent, RecommendationFeedback, TasteSettings
from apps.recommendations.ranking import Interactions, Kind
from apps.recommendations.services.dataset import FEEDBACK_KINDS

STREAM_ROWS = 20_000  # rows in memory at a time
Progress = Callable[[str, int], None]
Entry = ExposureEvent.Kind
# Grades of what users did with a movie, where a rating of 7 is 0.35 and a completed watch 0.5. A share of it for `progress`
# (of 100 %) and `dwell` (of a minute).
ENGAGEMENT = {Entry.OPENED: 0.1, Entry.TRAILER: 0.2, Entry.DWELL: 0.2, Entry.PROGRESS: 0.5}
WHOLE = {Entry.DWELL: 60.0, Entry.PROGRESS: 100.0}


class Seconds(Func):
    """A time in seconds since 1970. Numbers are read in a fraction of the time that dates take."""

    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM %(expressions)s)::float8"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite has times as text in UTC. It rounds them, so the fraction, from the 20th character on, is added here."""
        (sql, params), *_ = (compiler.compile(part) for part in self.get_source_expressions())
        return f"(STRFTIME('%%s', SUBSTR({sql}, 1, 19)) + CAST('0' || SUBSTR({sql}, 20) AS REAL))", (
            *params,
            *params,
        )


def read_interactions(
    *, user_ids: Sequence[int] | None = None, progress: Progress = lambda step, rows: None
) -> Interactions:
    """All events, streamed, without those of users who opted out of training."""
    columns: dict[str, list[np.ndarray]] = {name: [] for name in Interactions.__dataclass_fields__}
    rows = 0
    for source, kind, value, at in _sources():
        wanted = _rows(source, kind, value, at).order_by("pk")
        if user_ids is not None:
            wanted = wanted.filter(user_id__in=user_ids)
        stream = iter(wanted.iterator(chunk_size=STREAM_ROWS))
        while chunk := list(islice(stream, STREAM_ROWS)):
            _append(columns, chunk)
            rows += len(chunk)
            progress("interactions read", rows)
    return Interactions(**{name: _joined(name, parts) for name, parts in columns.items()})


def count_interactions() -> int:
    """How many events `read_interactions` would read."""
    return sum(source.count() for source, *_ in _sources())


def _sources() -> Iterator[tuple[QuerySet, Any, Any, str]]:
    """Rows, kind, value (on the kind's scale) and time field of each source of events."""
    opted_out = TasteSettings.objects.filter(trainable=False).values("user_id")
    for source, kind, value, at in _sources_of_all():
        yield source.exclude(user_id__in=opted_out), Value(int(kind)), value, at


def _sources_of_all() -> Iterator[tuple[QuerySet, Kind, Any, str]]:
    yield Rating.objects.all(), Kind.RATED, Cast(F("rating"), FloatField()), "rated_at"
    yield Favorite.objects.all(), Kind.FAVORITE, _number(1), "created_at"
    share = Cast(F("progress"), FloatField()) / 100.0
    yield WatchHistory.objects.all(), Kind.WATCHED, share, "watched_at"
    for word, kind in FEEDBACK_KINDS.items():
        feedback = RecommendationFeedback.objects.filter(feedback_type=word)
        yield feedback, kind, _number(1), "updated_at"
    events = ExposureEvent.objects.filter(user__isnull=False, kind__in=ENGAGEMENT)
    yield events, Kind.ENGAGED, _engagement(), "happened_at"


def _engagement() -> Case:
    """The grade of an entry of the exposure log."""
    grades = []
    for kind, grade in ENGAGEMENT.items():
        share = Least(F("value") / WHOLE[kind], _number(1)) if kind in WHOLE else _number(1)
        grades.append(When(kind=kind, then=share * grade))
    return Case(*grades, default=_number(0), output_field=FloatField())


def _number(value: float) -> Value:
    return Value(float(value), output_field=FloatField())


def _rows(rows: QuerySet, kind: Any, value: Any, at: str) -> QuerySet:
    named = rows.order_by().annotate(event_kind=kind, event_value=value, event_at=Seconds(F(at)))
    return named.values_list("user_id", "movie_id", "event_kind", "event_value", "event_at", "pk")


def _append(columns: dict[str, list[np.ndarray]], chunk: Sequence[tuple]) -> None:
    users, movies, kinds, values, times, _ = zip(*chunk, strict=True)
    columns["users"].append(np.array(users, dtype=np.int64))
    columns["items"].append(np.array(movies, dtype=np.int64))
    columns["kinds"].append(np.array(kinds, dtype=np.int8))
    columns["values"].append(np.array(values, dtype=np.float32))
    columns["times"].append(np.array(times, dtype=np.float64))


def _joined(name: str, parts: list[np.ndarray]) -> np.ndarray:
    kinds = {"users": np.int64, "items": np.int64, "kinds": np.int8, "values": np.float32}
    return np.concatenate(parts) if parts else np.empty(0, dtype=kinds.get(name, np.float64))

"""What users did with what they were shown: by weight profile, by type and by day, from the exposure log.

A response counts for the exposure that it belongs to, once, and only within WINDOW after it. Likes, dislikes and ratings
are those that a user has given now: what was withdrawn is no response.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count, Exists, F, FloatField, IntegerField, OuterRef, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from apps.favorites.models import Rating
from apps.recommendations.models import ExposureEvent, RecommendationFeedback
from apps.recommendations.ranking import RATING_THRESHOLD_HIGH
from apps.recommendations.ranking.attribution import (
    NO_LIST,
    Estimate,
    Exposures,
    attribute,
    difference,
    first_responses,
    ratio,
    sums_by_user,
)
from apps.recommendations.services.exposures.log import Kind, write_buffered

SUMMARY_DAYS = 30
WINDOW = timedelta(days=7)  # after which an action is no response to an exposure
RESPONSES = ("clicks", "likes", "dislikes", "ratings")
CLICKS, LIKES, DISLIKES, RATINGS = range(len(RESPONSES))
DISLIKED = (RecommendationFeedback.Type.DISLIKE, RecommendationFeedback.Type.NOT_INTERESTED)
STREAM_ROWS = 10_000
Row = Sequence[Any]


@dataclass(frozen=True)
class Summary:
    """Responses to what one profile, or one type of recommendation, showed. click_rate: clicks by impressions."""

    impressions: int
    users: int
    counts: dict[str, int]
    mean_rating: float | None
    click_rate: Estimate


@dataclass(frozen=True, eq=False)
class Results:
    """impressions: (user, profile, type) → number of exposures. responses: one entry per exposure and kind of response.

    Columns of responses: user, profile, type, kind (a place in RESPONSES), value, time in seconds.
    """

    impressions: dict[tuple[int, str, str], int]
    responses: list[tuple[int, str, str, int, float, float]]

    @cached_property
    def profiles(self) -> list[str]:
        return sorted({profile for _, profile, _ in self.impressions})

    @cached_property
    def types(self) -> list[str]:
        return sorted({kind for _, _, kind in self.impressions})

    def of_profile(self, name: str) -> Summary:
        return self._summary(1, name)

    def of_type(self, name: str) -> Summary:
        return self._summary(2, name)

    def difference(self, profile: str, other: str) -> Estimate:
        """Of the click rates of two profiles."""
        return difference(self._clicks_by_user(1, profile), self._clicks_by_user(1, other))

    def by_day(self, kind: int) -> dict[date, int]:
        """The number of responses of a kind by day (UTC)."""
        days: dict[date, int] = {}
        for *_, of_kind, _, seconds in self.responses:
            if of_kind == kind:
                day = datetime.fromtimestamp(seconds, tz=UTC).date()
                days[day] = days.get(day, 0) + 1
        return days

    def total(self, kind: int) -> int:
        return sum(of_kind == kind for *_, of_kind, _, _ in self.responses)

    def _summary(self, column: int, name: str) -> Summary:
        mine = [row for row in self.responses if row[column] == name]
        ratings = [row[4] for row in mine if row[3] == RATINGS]
        clicks, shown = self._clicks_by_user(column, name)
        return Summary(
            impressions=int(shown.sum()),
            users=len(shown),
            counts={word: sum(row[3] == kind for row in mine) for kind, word in enumerate(RESPONSES)},
            mean_rating=sum(ratings) / len(ratings) if ratings else None,
            click_rate=ratio(clicks, shown),
        )

    def _clicks_by_user(self, column: int, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Clicks and impressions of each user who was shown something."""
        shown = [(key[0], 0, count) for key, count in self.impressions.items() if key[column] == name]
        clicked = [(row[0], 1, 0) for row in self.responses if row[3] == CLICKS and row[column] == name]
        users, clicks, impressions = np.array([*shown, *clicked], dtype=np.int64).reshape(-1, 3).T
        clicks_of, impressions_of = sums_by_user(users, clicks, impressions)
        return clicks_of, impressions_of


def read_results(*, days: int = SUMMARY_DAYS) -> Results:
    """In three queries, after the buffered pages were written."""
    write_buffered()
    since = timezone.now() - timedelta(days=days)
    shown = ExposureEvent.objects.filter(kind=Kind.SHOWN, user__isnull=False, happened_at__gte=since).exclude(
        profile=""
    )
    counted = shown.order_by().values("user_id", "profile", "recommendation_type").annotate(n=Count("pk"))
    impressions = {
        (user, profile, kind): count
        for user, profile, kind, count in counted.values_list(
            "user_id", "profile", "recommendation_type", "n"
        )
    }
    return Results(impressions, list(_attributed(shown, since)) if impressions else [])


def answered_exposures(since: datetime) -> set[int]:
    """Ids of the exposures since then with a click, a like, or a rating of RATING_THRESHOLD_HIGH or more."""
    shown = ExposureEvent.objects.filter(kind=Kind.SHOWN, user__isnull=False, happened_at__gte=since)
    return {
        exposure[-1]
        for exposure, (*_, kind, value) in _pairs(shown, since)
        if kind in (CLICKS, LIKES) or (kind == RATINGS and value >= RATING_THRESHOLD_HIGH)
    }


def _attributed(shown: QuerySet, since: datetime) -> Iterator[tuple[int, str, str, int, float, float]]:
    """Each exposure with a response, once per kind of response."""
    for exposure, (*_, at, kind, value) in _pairs(shown, since):
        user, _, _, _, profile, of_type, _ = exposure
        yield user, profile, of_type, kind, value, at.timestamp()


def _pairs(shown: QuerySet, since: datetime) -> Iterator[tuple[Row, Row]]:
    """Rows of an exposure and of a response to it: the first one of each kind."""
    sources = _response_rows(since)
    columns = ("user_id", "movie_id", "list_id", "happened_at", "profile", "recommendation_type", "pk")
    answered = [shown.filter(Exists(_same(source))).order_by().values_list(*columns) for source, _ in sources]
    exposed = list(answered[0].union(*answered[1:]).iterator(chunk_size=STREAM_ROWS))
    rows = [_response_columns(source, columns) for source, columns in sources]
    given = list(rows[0].union(*rows[1:], all=True).iterator(chunk_size=STREAM_ROWS))
    lists: dict[Any, int] = {None: NO_LIST}
    exposures, responses = _arrays(exposed, lists), _arrays(given, lists)
    belongs_to = attribute(exposures, responses, window=WINDOW.total_seconds())
    kinds = np.array([response[4] for response in given], dtype=np.int64)
    for index in first_responses(belongs_to, kinds).tolist():
        yield exposed[belongs_to[index]], given[index]


def _response_rows(since: datetime) -> list[tuple[QuerySet, tuple[Any, ...]]]:
    """Each source of responses with its columns: list, time, kind, value."""
    events = ExposureEvent.objects.filter(
        user__isnull=False, happened_at__gte=since, kind__in=(Kind.OPENED, Kind.TRAILER)
    )
    feedback = RecommendationFeedback.objects.filter(updated_at__gte=since)
    none = Value(None, output_field=UUIDField())
    zero = Value(0.0, output_field=FloatField())
    return [
        (events, (F("list_id"), F("happened_at"), CLICKS, zero)),
        (
            feedback.filter(feedback_type=RecommendationFeedback.Type.LIKE),
            (none, F("updated_at"), LIKES, zero),
        ),
        (feedback.filter(feedback_type__in=DISLIKED), (none, F("updated_at"), DISLIKES, zero)),
        (
            Rating.objects.filter(rated_at__gte=since),
            (none, F("rated_at"), RATINGS, Cast(F("rating"), FloatField())),
        ),
    ]


def _response_columns(rows: QuerySet, columns: tuple[Any, ...]) -> QuerySet:
    in_list, at, kind, value = columns
    named = rows.order_by().annotate(
        in_list=in_list, at=at, response=Value(kind, output_field=IntegerField()), given=value
    )
    return named.values_list("user_id", "movie_id", "in_list", "at", "response", "given")


def _same(rows: QuerySet) -> QuerySet:
    """The rows of the outer query's user and movie."""
    return rows.order_by().filter(user_id=OuterRef("user_id"), movie_id=OuterRef("movie_id"))


def _arrays(rows: Sequence[Sequence[Any]], lists: dict[Any, int]) -> Exposures:
    """lists: numbers of list ids, which are extended."""
    numbers = [lists.setdefault(row[2], len(lists)) for row in rows]
    return Exposures(
        users=np.array([row[0] for row in rows], dtype=np.int64),
        items=np.array([row[1] for row in rows], dtype=np.int64),
        lists=np.array(numbers, dtype=np.int64),
        times=np.array([row[3].timestamp() for row in rows], dtype=float),
    )

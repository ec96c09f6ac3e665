"""A ranked list of one user: what it is generated from, and its rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import History, Kind, Profile, Ranking
from apps.recommendations.services.dataset import Snapshot
from apps.recommendations.services.serving.explanations import (
    DECIMALS,
    details_of,
    explanation_columns,
)
from apps.recommendations.services.serving.user_context import UserContext

LIST_SIZE = 60  # movies of a stored list
LIST_FORMAT = 2  # of the columns of stored lists: those of another format are generated again


@dataclass(frozen=True, eq=False)
class UserFeatures:
    """A user as input of the ranking core.

    history: the events that are part of the taste. exclude: positions of all movies with an event.
    ratings: by movie id. rated_before: positions and values of older ratings. profile: the weight profile that ranks for the user. impressions: by movie id, how often it was
    shown lately without an answer (exposures/impressions.py); read for lists only.
    """

    context: UserContext
    history: History
    exclude: np.ndarray
    ratings: dict[int, float]
    profile: Profile
    impressions: Mapping[int, float] = field(default_factory=dict)
    rated_before: tuple[np.ndarray, np.ndarray] | None = None

    @property
    def is_personal(self) -> bool:
        """Whether anything is known about the user's taste that may be used."""
        settings = self.context.favorite_genres or self.context.boosts
        return self.context.personalised and bool(len(self.history.items) or settings)

    def matches(self, percents: np.ndarray) -> list[int | None]:
        """What is shown of the match scores: none to someone of whom nothing is known and who has no account."""
        known = self.context.user_id or len(self.history.items)
        return percents.tolist() if known else [None] * len(percents)

    @property
    def only_watched(self) -> frozenset[int]:
        """Positions of movies whose watch is the only opinion of the user on them."""
        opinions = self.history.opinions
        return frozenset(opinions.items[opinions.kinds == Kind.WATCHED].tolist())


@dataclass(frozen=True, kw_only=True, eq=False)
class ListRequest:
    """Which list is wanted.

    movie_ids: the movies that filters leave. among: the same as a mask over the catalogue. adult: with adult movies,
    if the profile allows them. explores: whether some places explore (settings.RECOMMENDER_EXPLORATION). explain: False is faster, but gives no rows.
    """

    limit: int = LIST_SIZE
    movie_ids: Sequence[int] | np.ndarray | None = None
    among: np.ndarray | None = None
    diversity: float | None = None
    adult: bool = False
    explores: bool = False
    explain: bool = True


@dataclass(frozen=True, eq=False)
class RankedList:
    """A ranked list of one user, whose rows are built where they are needed. ranking: None for no catalogue."""

    snapshot: Snapshot
    user: UserFeatures
    ranking: Ranking | None

    def __len__(self) -> int:
        return len(self.ranking) if self.ranking is not None else 0

    @cached_property
    def movie_ids(self) -> list[int]:
        return self.snapshot.ids(self.ranking.items) if self.ranking is not None else []

    def propensity(self, place: int) -> float | None:
        """The chance with which an exploring place chose its movie; None for other places."""
        if self.ranking is None or np.isnan(self.ranking.propensities[place]):
            return None
        return round(float(self.ranking.propensities[place]), DECIMALS)

    def rows(self, start: int = 0, stop: int | None = None) -> list[Recommendation]:
        """Unsaved rows of the places from `start` up to `stop`."""
        rows = self.brief_rows(start, stop)
        self.complete(rows)
        return rows

    def brief_rows(self, start: int = 0, stop: int | None = None) -> list[Recommendation]:
        """The same without `details`, which take longer than all the rest."""
        return [Recommendation(**columns) for columns in self._brief_columns(self._places(start, stop))]

    def complete(self, rows: Sequence[Recommendation]) -> None:
        """Adds to rows of this list what `brief_rows` leaves out."""
        for row, details in zip(rows, self.details_of(rows), strict=True):
            row.details = details

    def details_of(self, rows: Sequence[Recommendation]) -> Iterator[str]:
        """Of rows of this list the `details`."""
        place_of = {movie_id: place for place, movie_id in enumerate(self.movie_ids)}
        return self._details([place_of[row.movie_id] for row in rows])

    def columns(self) -> Iterator[dict[str, Any]]:
        """All rows as database columns, for bulk writes."""
        places = self._places()
        for brief, details in zip(self._brief_columns(places), self._details(places), strict=True):
            yield {**brief, "details": details}

    def _places(self, start: int = 0, stop: int | None = None) -> range:
        return range(len(self))[start:stop]

    def _brief_columns(self, places: Sequence[int]) -> Iterator[dict[str, Any]]:
        if self.ranking is None:
            return
        ranking = self.ranking
        explained = explanation_columns(
            ranking,
            places,
            self.snapshot,
            personal=self.user.is_personal,
            only_watched=self.user.only_watched,
        )
        confidences = np.clip(ranking.scores[places], 0, 1).tolist()
        percents = self.user.matches(ranking.match_scores[places])
        for place, explanation, confidence, percent in zip(
            places, explained, confidences, percents, strict=True
        ):
            yield {
                "user_id": self.user.context.user_id or None,  # rows of anonymous visitors are never saved
                "movie_id": self.movie_ids[place],
                "confidence_score": round(confidence, DECIMALS),
                "match_score": percent,
                "profile": self.user.profile.name,
                "propensity": self.propensity(place),
                **explanation,
            }

    def _details(self, places: Sequence[int]) -> Iterator[str]:
        if self.ranking is not None:
            yield from details_of(self.ranking, places, self.snapshot, self.user.ratings)

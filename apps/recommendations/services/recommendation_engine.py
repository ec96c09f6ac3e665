"""One person's list: what it is made from is loaded, ranked by the core, stored, and served until that changes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from functools import cached_property
from typing import Any

import numpy as np
from django.utils import timezone

from apps.core.observability.metrics import recommending
from apps.movies.models import Movie
from apps.recommendations.models import Recommendation, WeightProfile
from apps.recommendations.ranking import (
    History,
    Match,
    Profile,
    Ranking,
    Similar,
    allowed_items,
    match,
    rank,
    score,
    similar,
)
from apps.recommendations.ranking.similar import Method
from apps.recommendations.services.dataset import Event, Kind, history_of
from apps.recommendations.services.serving.explanations import DECIMALS, facts_of
from apps.recommendations.services.serving.impressions import Shown, read_shown
from apps.recommendations.services.serving.model_cache import Held, memory
from apps.recommendations.services.serving.stored_lists import MadeList, list_row, store_lists
from apps.recommendations.services.serving.user_context import NOBODY, Person, read_people
from apps.recommendations.services.serving.versions import read_world
from apps.recommendations.services.serving.weight_profiles import assigned_profile, usable_profile

LIST_SIZE = 60  # movies of a stored list


@dataclass(frozen=True, eq=False)
class Portrait:
    """One person as the ranking core sees them. ratings: by movie id. exclude: positions never to come."""

    person: Person
    history: History
    exclude: np.ndarray
    ratings: dict[int, float]

    @property
    def is_personal(self) -> bool:
        return bool(len(self.history.items)) or bool(self.person.favorite_genres or self.person.boosts)


@dataclass(frozen=True, eq=False)
class Ranked:
    """A ranked list of one person, whose rows are made only where they are looked at. No catalogue, no ranking."""

    engine: "RecommendationEngine"
    portrait: Portrait
    profile: Profile
    ranking: Ranking | None

    def __len__(self) -> int:
        return len(self.ranking) if self.ranking is not None else 0

    @cached_property
    def movie_ids(self) -> list[int]:
        return self.engine.snapshot.ids(self.ranking.items) if self.ranking is not None else []

    def rows(self, start: int = 0, stop: int | None = None) -> list[Recommendation]:
        """Unsaved rows of the places from `start` up to `stop`."""
        return [
            Recommendation(
                **columns | {name: json.loads(columns[name]) for name in ("signals", "because_of")}
            )
            for columns in self.columns(start, stop)
        ]

    def columns(self, start: int = 0, stop: int | None = None) -> Iterator[dict[str, Any]]:
        """The same rows as the database takes them (JSON as text), to be stored by the thousand."""
        if self.ranking is None:
            return
        ranking, places = self.ranking, range(len(self))[start:stop]
        told = facts_of(
            ranking, places, self.engine.snapshot, self.portrait.ratings, self.portrait.is_personal
        )
        confidences = np.clip(ranking.scores[places], 0, 1).tolist()
        percents = ranking.match_scores[places].tolist()
        for place, facts, confidence, percent in zip(places, told, confidences, percents, strict=True):
            yield {
                "user_id": self.portrait.person.user_id or None,  # nobody's row is never saved
                "movie_id": self.movie_ids[place],
                "confidence_score": round(confidence, DECIMALS),
                "match_score": percent,
                "profile": self.profile.name,
                **facts,
            }


class RecommendationEngine:
    """The world at one moment, and lists made from it. Make one for each request or run.

    `wait`: load the newest catalogue and model first, however long that takes (commands and tasks).
    """

    def __init__(self, *, wait: bool = False, today: date | None = None, held: Held | None = None):
        self.held = held or memory.hold(read_world(), wait=wait)
        self.today = today or timezone.now().astimezone(UTC).date()

    @classmethod
    def at_hand(cls) -> "RecommendationEngine | None":
        """With what this process holds already, without a question to the database; None if that is nothing."""
        held = memory.at_hand()
        return cls(held=held) if held is not None else None

    @property
    def snapshot(self) -> Any:
        return self.held.snapshot

    def profile_row(self, user_id: int | None) -> WeightProfile | None:
        return assigned_profile(self.held.world.profiles, user_id)

    def fingerprint(self, person: Person) -> str:
        row = self.profile_row(person.user_id)
        profile = (row.name, row.updated_at) if row else ()
        return person.fingerprint(
            profile, self.held.model_version, len(self.snapshot.catalogue), self.today, LIST_SIZE
        )

    def up_to_date(self, user_id: int) -> Person:
        """The person, whose stored list is made anew first if what it was made from has changed."""
        person = read_people([user_id])[user_id]
        return person if self.is_up_to_date(person) else self.generate(user_id)

    def is_up_to_date(self, person: Person) -> bool:
        return person.made_from == self.fingerprint(person) and bool(person.stored)

    @recommending("generated")
    def generate(self, user_id: int) -> Person:
        """Make and store the person's list."""
        person = read_people([user_id], events=True)[user_id]
        made = self.make_list(person, read_shown([person.user_id], self.today)[person.user_id])
        sizes = store_lists([made], today=self.today)
        return replace(person, made_from=made.fingerprint, made_by=made.profile, stored=sizes[person.user_id])

    def make_list(self, person: Person, shown: Shown) -> MadeList:
        ranked = self.rank(self.portrait(person), limit=LIST_SIZE, shown=shown.counts)
        return MadeList(
            user_id=person.user_id,
            rows=[list_row(columns) for columns in ranked.columns()],
            fingerprint=self.fingerprint(person),
            profile=ranked.profile.name,
            model_version=self.held.model_version,
            shown=shown,
        )

    def portrait(self, person: Person) -> Portrait:
        """Of a person who was read with all events."""
        events = person.events
        counted = [event for event in events if self._counts(person, event)]
        everything = history_of(events, self.snapshot)
        return Portrait(
            person=person,
            history=history_of(counted, self.snapshot) if len(counted) != len(events) else everything,
            exclude=everything.excluded,
            ratings={event.movie_id: event.value for event in events if event.kind == Kind.RATED},
        )

    @staticmethod
    def _counts(person: Person, event: Event) -> bool:
        """What was done before a reset, or without personalisation, is only kept out of the list."""
        return person.personalised and (person.reset_at is None or event.at > person.reset_at)

    def rank(
        self,
        portrait: Portrait,
        *,
        limit: int,
        movie_ids: Sequence[int] | None = None,
        among: np.ndarray | None = None,
        diversity: float | None = None,
        adult: bool = False,
        shown: dict[int, int] | None = None,
        profile: Profile | None = None,
        explain: bool = True,
    ) -> Ranked:
        """movie_ids: what filters leave; among: the same as a mask over the catalogue. shown: on how many days each movie was shown without an answer.

        explain=False is quicker: the same movies, without rows to make of them.
        """
        profile = profile or usable_profile(self.profile_row(portrait.person.user_id or None))
        if not len(self.snapshot.catalogue):
            return Ranked(self, portrait, profile, None)
        ranking = rank(
            self.snapshot.catalogue,
            portrait.history,
            profile,
            today=self.today.toordinal(),
            limit=limit,
            model=self.held.model,
            taste=portrait.person.taste(adult=adult),
            candidates=self._candidates(movie_ids, among),
            exclude=portrait.exclude,
            shown=self._by_position(shown) if shown else None,
            diversity=diversity,
            explain=explain,
        )
        return Ranked(self, portrait, profile, ranking)

    @recommending("popular")
    def rank_for_anybody(self, **options: Any) -> Ranked:
        """For somebody of whom nothing is known."""
        return self.rank(self.portrait(NOBODY), **options)

    @recommending("match")
    def match(self, user_id: int, movie_id: int) -> Match:
        """How well any movie suits the person, seen or not. Movie.DoesNotExist if the catalogue lacks it."""
        portrait = self.portrait(read_people([user_id], events=True)[user_id])
        profile = usable_profile(self.profile_row(user_id))
        return match(
            self.snapshot.catalogue,
            portrait.history,
            profile,
            self.position(movie_id),
            today=self.today.toordinal(),
            model=self.held.model,
            taste=portrait.person.taste(),
        )

    @recommending("similar")
    def similar(
        self,
        movie_id: int,
        *,
        method: Method,
        limit: int,
        movie_ids: Sequence[int] | None = None,
        among: np.ndarray | None = None,
    ) -> Similar:
        """Movie.DoesNotExist if the catalogue lacks the movie."""
        return similar(
            self.snapshot.catalogue,
            self.position(movie_id),
            model=self.held.model,
            method=method,
            limit=limit,
            candidates=self._candidates(movie_ids, among),
        )

    def scores(self, portrait: Portrait) -> np.ndarray:
        """0–1 for every movie of the catalogue."""
        return score(
            self.snapshot.catalogue,
            portrait.history,
            usable_profile(self.profile_row(portrait.person.user_id or None)),
            today=self.today.toordinal(),
            model=self.held.model,
            taste=portrait.person.taste(),
        ).scores

    def allowed(self, portrait: Portrait) -> np.ndarray:
        """Where nothing that the person did or said keeps a movie out; adult ones are out."""
        return allowed_items(
            self.snapshot.catalogue, portrait.history, portrait.person.taste(), exclude=portrait.exclude
        )

    def _candidates(self, movie_ids: Sequence[int] | None, among: np.ndarray | None) -> np.ndarray:
        candidates = self.snapshot.mask(movie_ids)
        return candidates if among is None else candidates & among

    def position(self, movie_id: int) -> int:
        position = int(self.snapshot.positions([movie_id])[0])
        if position < 0:
            raise Movie.DoesNotExist(f"There is no movie {movie_id}.")
        return position

    def _by_position(self, counts: dict[int, int]) -> np.ndarray:
        by_position = np.zeros(len(self.snapshot.catalogue), dtype=np.float32)
        at = self.snapshot.positions(list(counts))
        by_position[at[at >= 0]] = np.array(list(counts.values()), dtype=np.float32)[at >= 0]
        return by_position

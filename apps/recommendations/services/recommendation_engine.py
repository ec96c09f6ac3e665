"""Recommendations of one user: load the context, rank with the core, store the list, serve it until it is outdated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any
from weakref import ref

import numpy as np
from django.conf import settings
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed

from apps.core.locking import ACCOUNT_GONE
from apps.core.observability.metrics import recommending
from apps.movies.models import Movie
from apps.recommendations.ranking import (
    Exploration,
    Match,
    PreparedRanking,
    RankingInput,
    RankRequest,
    Similar,
    Weighing,
    allowed_items,
    describe,
    eligible_items,
    match,
    matches_of,
    prepare_many,
    rank,
    score,
    similar,
    weighing_of,
)
from apps.recommendations.ranking.similar import Method
from apps.recommendations.services.dataset import Event, Kind, Snapshot, history_of
from apps.recommendations.services.exposures.impressions import Impressions, read_impressions
from apps.recommendations.services.serving.model_cache import ServingState, model_cache
from apps.recommendations.services.serving.new_movies import state_with
from apps.recommendations.services.serving.ranked_lists import (
    LIST_FORMAT,
    LIST_SIZE,
    ListRequest,
    RankedList,
    UserFeatures,
)
from apps.recommendations.services.serving.stored_lists import GeneratedList, list_row, store_lists
from apps.recommendations.services.serving.user_context import UserContext, load_user_contexts
from apps.recommendations.services.serving.versions import read_versions
from apps.recommendations.services.serving.weight_profiles import assigned_profile, usable_profile

LIFETIME = timedelta(hours=24)  # of a stored list


class RecommendationEngine:
    """Ranks with one state of catalogue, model and profiles. Create one per request or run.

    wait: load the newest catalogue and model first, however long it takes (commands and tasks).
    """

    def __init__(self, *, wait: bool = False, today: date | None = None, state: ServingState | None = None):
        self.state = state or model_cache.get(read_versions(), wait=wait)
        self.today = today or timezone.now().astimezone(UTC).date()

    @classmethod
    def if_loaded(cls) -> "RecommendationEngine | None":
        """With the cached state of this process, without a query. None if nothing is cached yet."""
        state = model_cache.peek()
        return cls(state=state) if state is not None else None

    def including(self, movie_id: int) -> "RecommendationEngine":
        """With this movie, which the catalogue in memory may not have yet. Raises Movie.DoesNotExist."""
        if self.snapshot.positions([movie_id])[0] >= 0:
            return self
        state = state_with(self.state, movie_id)
        if state is None:
            raise Movie.DoesNotExist(f"There is no movie {movie_id}.")
        return RecommendationEngine(state=state, today=self.today)

    @property
    def snapshot(self) -> Snapshot:
        return self.state.snapshot

    def contexts(self, user_ids: Sequence[int], *, events: bool = True) -> dict[int, UserContext]:
        """By user id, in one query."""
        return load_user_contexts(user_ids, self.state.versions.profiles, events=events)

    def context(self, user_id: int, *, events: bool = True) -> UserContext:
        """Raises AuthenticationFailed (401) if the account was deleted while the request was on its way."""
        contexts = self.contexts([user_id], events=events)
        if user_id not in contexts:
            raise AuthenticationFailed(ACCOUNT_GONE)
        return contexts[user_id]

    def fingerprint(self, context: UserContext) -> str:
        """Of the user's part only: processes with other versions of catalogue or model accept each other's lists."""
        return context.fingerprint(LIST_SIZE, LIST_FORMAT)

    def is_up_to_date(self, context: UserContext, *, lifetime: timedelta = LIFETIME) -> bool:
        """Whether the list is younger than `lifetime` and the user's part is unchanged. An empty list can be, too."""
        if context.stored_at is None or context.stored_fingerprint != self.fingerprint(context):
            return False
        return timezone.now() - context.stored_at < lifetime

    def up_to_date(self, user_id: int) -> UserContext:
        """The user's context. Generates the stored list first if it is outdated."""
        context = self.context(user_id, events=False)
        return context if self.is_up_to_date(context) else self.generate(user_id)

    @recommending("generated")
    def generate(self, user_id: int) -> UserContext:
        """Generate and store the user's list."""
        context = self.context(user_id)
        generated = self.generate_list(context, read_impressions([user_id], self.today)[user_id])
        sizes = store_lists([generated])
        return replace(
            context,
            stored_fingerprint=generated.fingerprint,
            stored_profile=generated.profile,
            stored_at=timezone.now(),
            stored_size=sizes[user_id],
        )

    def generate_list(self, context: UserContext, impressions: Impressions) -> GeneratedList:
        ranked = self.rank(
            replace(self.features(context), impressions=impressions), ListRequest(explores=True)
        )
        return GeneratedList(
            user_id=context.user_id,
            rows=[list_row(columns) for columns in ranked.columns()],
            fingerprint=self.fingerprint(context),
            profile=ranked.user.profile.name,
            model_version=self.state.model_version,
        )

    def load_features(self, user_id: int | None) -> UserFeatures:
        """In one query; without a query for an anonymous visitor (None)."""
        if user_id is None:
            return self.features(UserContext(profile=assigned_profile(self.state.versions.profiles, None)))
        return self.features(self.context(user_id))

    def features_for_lists(self, user_id: int | None) -> UserFeatures:
        """The same with the user's impressions, which come from the cache or take one more query."""
        user = self.load_features(user_id)
        return self.with_impressions(user) if user_id is not None else user

    def with_impressions(self, user: UserFeatures) -> UserFeatures:
        user_id = user.context.user_id
        return replace(user, impressions=read_impressions([user_id], self.today)[user_id])

    def visitor_features(self, ratings: Mapping[int, float]) -> UserFeatures:
        """Of someone without an account, from ratings by movie id, the oldest first. Without a query."""
        now = timezone.now()
        events = tuple(
            Event(movie_id, Kind.RATED, float(value), now - timedelta(seconds=len(ratings) - place), place)
            for place, (movie_id, value) in enumerate(ratings.items())
        )
        profile = assigned_profile(self.state.versions.profiles, None)
        return self.features(UserContext(profile=profile, events=events))

    def features(self, context: UserContext) -> UserFeatures:
        """The context must have been loaded with events."""
        made_of = (ref(self.snapshot), context.personalised, context.reset_at)
        before, parts = context.memo.get("parts", (None, {}))
        if before != made_of:
            parts = self._history_parts(context)
            context.memo["parts"] = made_of, parts  # as one value, since threads share the memo
        return UserFeatures(context=context, profile=usable_profile(context.profile), **parts)

    def _history_parts(self, context: UserContext) -> dict[str, Any]:
        """The fields of UserFeatures that follow from the events."""
        counted = [event for event in context.events if context.counts(event)]
        everything = history_of(context.events, self.snapshot)
        return {
            "history": history_of(counted, self.snapshot)
            if len(counted) != len(context.events)
            else everything,
            "exclude": self._with_older(everything.excluded, context),
            "ratings": {event.movie_id: event.value for event in context.events if event.kind == Kind.RATED},
            "rated_before": self._rated_before(context),
        }

    def _with_older(self, excluded: np.ndarray, context: UserContext) -> np.ndarray:
        if not context.older.movie_ids:
            return excluded
        positions = self.snapshot.positions(context.older.movie_ids)
        return np.union1d(excluded, positions[positions >= 0])

    def prepare(self, user: UserFeatures) -> PreparedRanking:
        """For several calls of `rank` for one user."""
        return prepare_many(self._input(user), user.exclude)

    def rank(
        self, user: UserFeatures, request: ListRequest, prepared: PreparedRanking | None = None
    ) -> RankedList:
        if not len(self.snapshot.catalogue):
            return RankedList(self.snapshot, user, None)
        ranking = rank(
            self._input(user, adult=request.adult),
            RankRequest(
                limit=request.limit,
                candidates=self._candidates(request.movie_ids, request.among),
                exclude=user.exclude,
                impressions=self._by_position(user.impressions) if user.impressions else None,
                diversity=request.diversity,
                explain=request.explain,
                exploration=self._exploration(user) if request.explores else None,
            ),
            prepared,
        )
        return RankedList(self.snapshot, user, ranking)

    def describe(self, user: UserFeatures, movie_ids: Sequence[int], prepared: PreparedRanking) -> RankedList:
        """The movies of the catalogue in memory among these, in their order, with scores and explanations."""
        positions = self.snapshot.positions(movie_ids)
        return RankedList(self.snapshot, user, describe(prepared, positions[positions >= 0]))

    @recommending("popular")
    def rank_for_anonymous(self, request: ListRequest) -> RankedList:
        return self.rank(self.load_features(None), request)

    @recommending("match")
    def match(self, user_id: int, movie_id: int) -> Match:
        """How well a movie, seen or not, suits the user. Raises Movie.DoesNotExist."""
        position = self.position(movie_id)
        user = self.load_features(user_id)
        given = self._input(user)
        return match(given, position, self._weighing(user, given))

    def _weighing(self, user: UserFeatures, given: RankingInput) -> Weighing:
        """Made of the signals of all movies, and remembered, since a client asks for one movie after the other."""
        model = ref(given.model) if given.model is not None else None
        made_of = (ref(given.catalogue), ref(given.history), model, given.profile, given.taste, given.today)
        before, weighing = user.context.memo.get("weighing", (None, None))
        if before != made_of:
            weighing = weighing_of(given)
            user.context.memo["weighing"] = made_of, weighing  # as one value, since threads share the memo
        return weighing

    @recommending("similar")
    def similar(
        self,
        movie_id: int,
        *,
        method: Method,
        limit: int,
        movie_ids: Sequence[int] | np.ndarray | None = None,
        among: np.ndarray | None = None,
    ) -> Similar:
        """Raises Movie.DoesNotExist."""
        return similar(
            self.snapshot.catalogue,
            self.position(movie_id),
            model=self.state.model,
            method=method,
            limit=limit,
            candidates=self._candidates(movie_ids, among),
        )

    def scores(self, user: UserFeatures) -> np.ndarray:
        """0–1 for every movie of the catalogue."""
        return score(self._input(user)).scores

    def matches(self, user: UserFeatures, positions: np.ndarray) -> np.ndarray:
        """0–100 for the positions: the same numbers as `match` gives."""
        return matches_of(self._input(user), positions)

    def match_score(self, user_id: int, movie_id: int) -> int:
        """The number of `match` alone. Raises Movie.DoesNotExist."""
        position = self.position(movie_id)
        return int(self.matches(self.load_features(user_id), np.array([position]))[0])

    def eligible(self, user: UserFeatures) -> np.ndarray:
        """The allowed movies; of each collection only the part that is next for the user."""
        catalogue, taste = self.snapshot.catalogue, user.context.taste()
        return eligible_items(catalogue, user.history, taste, exclude=user.exclude)[0]

    def allowed(self, user: UserFeatures) -> np.ndarray:
        """Mask over the catalogue without what the user has rated, watched, dismissed or muted, and without adult."""
        return allowed_items(
            self.snapshot.catalogue, user.history, user.context.taste(), exclude=user.exclude
        )

    def position(self, movie_id: int) -> int:
        """Raises Movie.DoesNotExist."""
        position = int(self.snapshot.positions([movie_id])[0])
        if position < 0:
            raise Movie.DoesNotExist(f"There is no movie {movie_id}.")
        return position

    def _input(self, user: UserFeatures, *, adult: bool = False) -> RankingInput:
        return RankingInput(
            self.snapshot.catalogue,
            user.history,
            user.profile,
            today=self.today.toordinal(),
            model=self.state.model,
            taste=user.context.taste(adult=adult),
            rated_before=user.rated_before,
        )

    def _rated_before(self, context: UserContext) -> tuple[np.ndarray, np.ndarray] | None:
        ratings = context.older.ratings
        if not ratings or not context.personalised or context.reset_at is not None:
            return None
        positions = self.snapshot.positions(list(ratings))
        values = np.fromiter(ratings.values(), dtype=np.float32)
        return positions[positions >= 0], values[positions >= 0]

    def _exploration(self, user: UserFeatures) -> Exploration | None:
        """The same all day, so that pages do not shift. Lists of visitors do not explore: nobody learns from them."""
        share, user_id = settings.RECOMMENDER_EXPLORATION / 100, user.context.user_id
        if not share or not user_id:
            return None
        return Exploration(share, seed=user_id << 32 | self.today.toordinal())

    def _candidates(
        self, movie_ids: Sequence[int] | np.ndarray | None, among: np.ndarray | None
    ) -> np.ndarray:
        candidates = self.snapshot.mask(movie_ids)
        return candidates if among is None else candidates & among

    def _by_position(self, counts: Mapping[int, float]) -> np.ndarray:
        by_position = np.zeros(len(self.snapshot.catalogue), dtype=np.float32)
        at = self.snapshot.positions(list(counts))
        by_position[at[at >= 0]] = np.array(list(counts.values()), dtype=np.float32)[at >= 0]
        return by_position

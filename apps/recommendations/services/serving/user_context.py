"""What a user's list depends on besides catalogue and model, loaded in one query for any number of users."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from apps.core.prepared import PreparedValues
from apps.recommendations.models import Recommendation, WeightProfile
from apps.recommendations.ranking import Taste
from apps.recommendations.services.dataset import (
    Event,
    OlderEvents,
    events_columns,
    read_events,
    read_older,
)
from apps.recommendations.services.serving.known_histories import KnownHistory, known_histories
from apps.recommendations.services.serving.versions import count_of, of_outer_user
from apps.recommendations.services.serving.visibility import showable
from apps.recommendations.services.serving.weight_profiles import assigned_profile

# What a user may boost or mute, and the prefixes of its feature tokens.
TASTE_KINDS = {
    "genres": ("genre",),
    "keywords": ("keyword",),
    "people": ("director", "cast"),
    "decades": ("decade",),
    "languages": ("language",),
}
BOOST = 1.0
TASTE_FIELDS = {
    "boosts": "taste_settings__boosts",
    "mutes": "taste_settings__mutes",
    "personalised": "taste_settings__personalised",
    "reset_at": "taste_settings__reset_at",
    "favorite_genres": "profile__favorite_genres",
    "preferred_language": "profile__preferred_language",
    "mature_content": "profile__mature_content",
}
BATCH_FIELDS = {
    "stored_fingerprint": "recommendation_batch__fingerprint",
    "stored_profile": "recommendation_batch__profile",
    "stored_at": "recommendation_batch__generated_at",
}
FIELDS = (
    {"user_id": "pk", "username": "username", "history_version": "data_version__history"}
    | TASTE_FIELDS
    | BATCH_FIELDS
)


@dataclass(frozen=True, kw_only=True)
class UserContext:
    """One user; by default an anonymous visitor.

    profile: the weight profile that ranks for the user; None uses the built-in default.
    events: the latest of each kind, oldest first; loaded on request, with what is used of `older` ones. history_version: of all events.
    memo: what was made of the events, as long as they stay.
    personalised, reset_at, …: as in TasteSettings and UserProfile.
    stored_*: the stored list: what it was generated from, with which profile, when; without events also how many movies can
    still be shown.
    """

    user_id: int = 0
    username: str = ""
    profile: WeightProfile | None = None
    history_version: int = 0
    boosts: dict[str, list[Any]] = field(default_factory=dict)
    mutes: dict[str, list[Any]] = field(default_factory=dict)
    personalised: bool = True
    reset_at: datetime | None = None
    favorite_genres: list[int] = field(default_factory=list)
    preferred_language: str = ""
    mature_content: bool = False
    stored_fingerprint: str = ""
    stored_profile: str = ""
    stored_at: datetime | None = None
    stored_size: int = 0
    events: tuple[Event, ...] = ()
    older: OlderEvents = field(default_factory=OlderEvents)
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def muted(self) -> frozenset[str]:
        """Feature tokens that the user has muted."""
        return frozenset(tokens(self.mutes))

    def taste(self, *, adult: bool = False) -> Taste:
        """adult: requested; it also needs `mature_content` of the profile."""
        mutes, allow_adult = self.muted, adult and self.mature_content
        if not self.personalised:
            return Taste(mutes=mutes, allow_adult=allow_adult)
        return Taste(
            boosts=dict.fromkeys(tokens(self.boosts), BOOST),
            mutes=mutes,
            favorite_genres=frozenset(self.favorite_genres),
            languages=frozenset({self.preferred_language} - {""}),
            allow_adult=allow_adult,
        )

    def counts(self, event: Event) -> bool:
        """Whether the event is part of the taste. Others, such as those before a reset, only exclude their movie."""
        return self.personalised and (self.reset_at is None or event.at > self.reset_at)

    def fingerprint(self, *versions: Any) -> str:
        """A hash of everything that the list is generated from: another one means that the list is outdated."""
        settings = {name: getattr(self, name) for name in TASTE_FIELDS}
        profile = (self.profile.name, self.profile.updated_at) if self.profile else ()
        parts = json.dumps([self.history_version, settings, profile, versions], sort_keys=True, default=str)
        return hashlib.sha256(parts.encode()).hexdigest()


def tokens(values_by_kind: dict[str, list[Any]]) -> Iterable[str]:
    """Feature tokens of taste settings: {"decades": [1990]} gives decade:199."""
    for kind, values in (values_by_kind or {}).items():
        for value in values:
            name = value // 10 if kind == "decades" else value
            yield from (f"{prefix}:{name}" for prefix in TASTE_KINDS.get(kind, ()))


def load_user_contexts(
    user_ids: Sequence[int], profiles: Sequence[WeightProfile], *, events: bool
) -> dict[int, UserContext]:
    """Contexts by user id, in one query; with all events of each user if they are wanted.

    Of a single user the events may be known from an earlier query. If they have changed since, it takes a second one.
    profiles: all weight profiles, ordered by name.
    """
    if len(user_ids) != 1:
        columns = events_columns() if events else _stored_columns()
        users = get_user_model().objects.filter(pk__in=user_ids).order_by().annotate(**columns)
        rows = users.values(*FIELDS.values(), *columns)
        return {row["pk"]: _context(row, assigned_profile(profiles, row["pk"]), events) for row in rows}
    [user_id], profile = user_ids, assigned_profile(profiles, user_ids[0])
    context = _with_known_events(user_id, profile) if events else None
    if context is None:
        row = (WITH_EVENTS if events else WITH_STORED).row(user_id)
        context = _context(row, profile, events) if row is not None else None
        if context is not None and events:
            known = KnownHistory(context.history_version, context.events, context.older, context.memo)
            known_histories.keep(user_id, known)
    return {user_id: context} if context is not None else {}


def _with_known_events(user_id: int, profile: WeightProfile | None) -> UserContext | None:
    known = known_histories.get(user_id)
    row = BARE.row(user_id) if known is not None else None
    if known is None or row is None:
        return None
    context = _context(row, profile, False)
    if context.history_version != known.version:
        return None
    return replace(context, events=known.events, older=known.older, memo=known.memo)


def _stored_columns() -> dict[str, Any]:
    return {"stored": count_of(showable(of_outer_user(Recommendation.objects.all())))}


class _One:
    """The context's columns of one user. Composing this query takes longer than all else that a stored list needs."""

    def __init__(self, columns: Callable[[], dict[str, Any]]):
        self.columns = cache(columns)
        self.prepared = PreparedValues(self._rows)

    def row(self, user_id: int) -> dict[str, Any] | None:
        found = self.prepared.rows(user_id)
        return dict(zip(self._names(), found[0], strict=True)) if found else None

    def _names(self) -> list[str]:
        return [*FIELDS.values(), *self.columns()]

    def _rows(self, user_id: int, _: Sequence[int]) -> QuerySet:
        users = get_user_model().objects.filter(pk=user_id).order_by().annotate(**self.columns())
        return users.values_list(*self._names())


BARE, WITH_STORED, WITH_EVENTS = _One(dict), _One(_stored_columns), _One(events_columns)


def _context(row: dict[str, Any], profile: WeightProfile | None, events: bool) -> UserContext:
    """Rows that a user does not have (profile, taste settings, batch) are null and give the defaults."""
    given = {name: row[column] for name, column in FIELDS.items() if row[column] is not None}
    return UserContext(
        **given,
        profile=profile,
        stored_size=row.get("stored") or 0,
        events=tuple(read_events(row)) if events else (),
        older=read_older(row) if events else OlderEvents(),
    )

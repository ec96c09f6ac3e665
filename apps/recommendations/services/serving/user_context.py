"""What a user's list depends on besides catalogue and model, loaded in one query for any number of users."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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

    profiles: all weight profiles, ordered by name.
    """
    if len(user_ids) == 1:
        names, prepared = ONE_WITH_EVENTS if events else ONE
        found = [dict(zip(names(), row, strict=True)) for row in prepared.rows(user_ids[0])]
    else:
        columns = _columns(events)
        users = get_user_model().objects.filter(pk__in=user_ids).order_by().annotate(**columns)
        found = list(users.values(*FIELDS.values(), *columns))
    return {row["pk"]: _context(row, assigned_profile(profiles, row["pk"]), events) for row in found}


def _columns(events: bool) -> dict[str, Any]:
    if events:  # a new list is made from them, whatever is stored
        return events_columns()
    return {"stored": count_of(showable(of_outer_user(Recommendation.objects.all())))}


def _names(events: bool) -> list[str]:
    return [*FIELDS.values(), *_columns(events)]


def _one(user_id: int, events: bool) -> QuerySet:
    users = get_user_model().objects.filter(pk=user_id).order_by().annotate(**_columns(events))
    return users.values_list(*_names(events))


# Composing this query takes longer than all else that a stored list needs.
ONE = (cache(lambda: _names(False)), PreparedValues(lambda user_id, _: _one(user_id, False)))
ONE_WITH_EVENTS = (cache(lambda: _names(True)), PreparedValues(lambda user_id, _: _one(user_id, True)))


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

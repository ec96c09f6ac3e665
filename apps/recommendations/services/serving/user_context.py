"""What a list for one person depends on besides the catalogue and the model: read in one query for any number."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from apps.recommendations.models import Recommendation
from apps.recommendations.ranking import Taste
from apps.recommendations.services.dataset import HISTORY_SOURCES, Event, events_columns, read_events
from apps.recommendations.services.serving.stored_lists import showable
from apps.recommendations.services.serving.versions import count_of, newest_of, own

# What a person may boost or mute, and the feature tokens that it stands for.
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
    "made_from": "recommendation_batch__fingerprint",
    "made_by": "recommendation_batch__profile",
}


@dataclass(frozen=True)
class Person:
    """`marks`: count and newest change of everything done. `made_from`, `stored`: the list held already.

    `events` is everything done, oldest first; empty when it was not asked for.
    """

    user_id: int
    username: str
    marks: tuple[Any, ...]
    boosts: dict[str, list[Any]]
    mutes: dict[str, list[Any]]
    personalised: bool
    reset_at: datetime | None
    favorite_genres: list[int]
    preferred_language: str
    mature_content: bool
    made_from: str
    made_by: str
    stored: int
    events: tuple[Event, ...] = ()

    def taste(self, *, adult: bool = False) -> Taste:
        """`adult`: asked for; the profile has to allow it too."""
        if not self.personalised:
            return Taste(mutes=frozenset(tokens(self.mutes)), allow_adult=adult and self.mature_content)
        return Taste(
            boosts=dict.fromkeys(tokens(self.boosts), BOOST),
            mutes=frozenset(tokens(self.mutes)),
            favorite_genres=frozenset(self.favorite_genres),
            languages=frozenset({self.preferred_language} - {""}),
            allow_adult=adult and self.mature_content,
        )

    def fingerprint(self, *world: Any) -> str:
        """Another one means another list: it holds all that the list is made from."""
        settings = {name: getattr(self, name) for name in TASTE_FIELDS}
        parts = json.dumps([self.marks, settings, world], sort_keys=True, default=str)
        return hashlib.sha256(parts.encode()).hexdigest()


NOBODY = Person(0, "", (), {}, {}, True, None, [], "", False, "", "", 0)


def tokens(given: dict[str, list[Any]]) -> Iterable[str]:
    """Feature tokens of what a person named: {"decades": [1990]} is decade:199."""
    for kind, values in (given or {}).items():
        for value in values:
            name = value // 10 if kind == "decades" else value
            yield from (f"{prefix}:{name}" for prefix in TASTE_KINDS.get(kind, ()))


def read_people(user_ids: Sequence[int], *, events: bool = False) -> dict[int, Person]:
    """People by id, in one query. `events`: with all that they did."""
    fields = {"user_id": "pk", "username": "username"} | TASTE_FIELDS | BATCH_FIELDS
    columns = _marks() | {"held": _held()} | (events_columns() if events else {})
    rows = get_user_model().objects.filter(pk__in=user_ids).order_by().annotate(**columns)
    return {row["pk"]: _person(row, fields, events) for row in rows.values(*fields.values(), *columns)}


def _marks() -> dict[str, Any]:
    marks = {}
    for name, (model, _, _) in HISTORY_SOURCES.items():
        marks[f"{name}_count"] = count_of(own(model.objects.all()))
        marks[f"{name}_changed"] = newest_of(own(model.objects.all()), "updated_at")
    return marks


def _held() -> Any:
    """How many movies of the stored list can still be shown."""
    return count_of(showable(own(Recommendation.objects.all())))


def _person(row: dict[str, Any], fields: dict[str, str], events: bool) -> Person:
    """Rows that a person lacks (profile, taste, list) read as null: then the defaults hold."""
    given = {name: row[column] for name, column in fields.items() if row[column] is not None}
    defaults = {name: getattr(NOBODY, name) for name in fields}
    return Person(
        **(defaults | given),
        marks=tuple(row[name] for name in _MARK_NAMES),
        stored=row["held"] or 0,
        events=tuple(read_events(row)) if events else (),
    )


_MARK_NAMES = tuple(f"{name}_{part}" for name in HISTORY_SOURCES for part in ("count", "changed"))

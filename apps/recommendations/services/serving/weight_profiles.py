"""Which weights rank for whom: the profiles' rows made usable, their shares of the traffic, the built-in ones."""

import hashlib
import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import CLASSIC, LEARNED, Profile, ProfileError

# The profile in force on a new installation is the one that measures best without tuning.
BUILT_IN: dict[str, tuple[Profile, str]] = {
    "classic": (CLASSIC, "Hand-set weights: genres, quality, popularity, recency, co-liking."),
    "learned": (LEARNED, "Learned item-item weights first; popularity and genres fade as more is known."),
}
BUILT_IN_DEFAULT = "learned"

logger = logging.getLogger(__name__)


def ensure_profiles(**kwargs: Any) -> None:
    """The built-in profiles exist and one profile is the default; what staff changed stays as it is."""
    for name, (profile, description) in BUILT_IN.items():
        WeightProfile.objects.get_or_create(
            name=name, defaults={**as_row(profile), "description": description}
        )
    if not WeightProfile.objects.filter(is_default=True).exists():
        WeightProfile.objects.filter(name=BUILT_IN_DEFAULT).update(is_default=True)


def as_row(profile: Profile) -> dict[str, Any]:
    """The columns of a profile's row: weights, and every other knob but the name."""
    knobs = dict(profile.to_json())
    knobs.pop("name")
    return {"weights": knobs.pop("weights"), "knobs": knobs}


def parse_profile(row: WeightProfile) -> Profile:
    """Raise ProfileError, with a sentence that says what to change."""
    if not isinstance(row.knobs, dict):
        raise ProfileError("knobs: an object of names and values is expected.")
    knobs = {name: value for name, value in row.knobs.items() if name != "training"}
    return Profile.from_json({**knobs, "name": row.name, "weights": row.weights})


def usable_profile(row: WeightProfile | None) -> Profile:
    """The row's profile, or the built-in default with a warning in the log: a bad row never stops a list."""
    try:
        return parse_profile(row) if row is not None else BUILT_IN[BUILT_IN_DEFAULT][0]
    except ProfileError as error:
        logger.warning("profile %s cannot be used: %s", row.name if row else "", error)
        return BUILT_IN[BUILT_IN_DEFAULT][0]


def assigned_profile(profiles: Sequence[WeightProfile], user_id: int | None) -> WeightProfile | None:
    """Whose weights rank for this person: stable, by a hash; nobody's id and the rest get the default.

    Profiles with traffic take their percents one after the other, in the order of their names.
    """
    default = next((row for row in profiles if row.is_default), None)
    if user_id is None:
        return default
    bucket, edge = _bucket(user_id), 0
    for row in profiles:
        if row.is_default or not row.traffic_percent:
            continue
        edge += row.traffic_percent
        if bucket < edge:
            return row
    return default


def _bucket(user_id: int) -> int:
    """0–99, the same for a person on every machine and day."""
    return int.from_bytes(hashlib.sha256(f"profile/{user_id}".encode()).digest()[:8]) % 100


@transaction.atomic
def make_default(*, row: WeightProfile) -> WeightProfile:
    WeightProfile.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    row.is_default = True
    row.save()
    return row


def default_profile_name() -> str:
    names = WeightProfile.objects.filter(is_default=True).values_list("name", flat=True)
    return names.first() or BUILT_IN_DEFAULT

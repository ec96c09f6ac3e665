"""Weight profiles: the built-in ones, rows as profiles of the ranking core, and their shares of the traffic.

A row of a built-in profile stores only what staff changed; everything else comes from the code, so that a new default
needs no migration.
"""

import hashlib
import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import CLASSIC, LEARNED, Profile, ProfileError

BUILT_IN: dict[str, tuple[Profile, str]] = {
    "classic": (CLASSIC, "Hand-set weights: genres, quality, popularity, recency, item similarity."),
    "learned": (LEARNED, "Learned item-item weights; popularity and genres for users with few ratings."),
}
BUILT_IN_DEFAULT = "learned"

logger = logging.getLogger(__name__)


def ensure_profiles(**kwargs: Any) -> None:
    """Create the built-in profiles and a default if they are missing. Existing rows are not changed."""
    for name, (_, description) in BUILT_IN.items():
        WeightProfile.objects.get_or_create(name=name, defaults={"description": description})
    if not WeightProfile.objects.filter(is_default=True).exists():
        WeightProfile.objects.filter(name=BUILT_IN_DEFAULT).update(is_default=True)


def as_row(profile: Profile) -> dict[str, Any]:
    """The columns `weights` and `knobs` of a profile: what differs from the built-in profile of its name."""
    base = base_of(profile.name)
    changed = {name: value for name, value in profile.to_json().items() if base.get(name) != value}
    changed.pop("name", None)
    return {"weights": changed.pop("weights", {}), "knobs": changed}


def base_of(name: str) -> dict[str, Any]:
    """What a row of this name starts from: the built-in profile; nothing for other names."""
    return BUILT_IN[name][0].to_json() if name in BUILT_IN else {}


def parse_profile(row: WeightProfile) -> Profile:
    """The row's profile. Raises ProfileError with a sentence that says what to change.

    Weights of a built-in profile are all replaced, if the row has any; other settings one by one.
    """
    if not isinstance(row.knobs, dict):
        raise ProfileError("knobs: must be an object of names and values.")
    changed = {name: value for name, value in row.knobs.items() if name != "training"}
    if row.weights or row.name not in BUILT_IN:
        changed["weights"] = row.weights
    return Profile.from_json({**base_of(row.name), **changed, "name": row.name})


def profile_problems(row: WeightProfile) -> list[tuple[str, str]]:
    """(column, sentence) for everything that makes the row unusable; empty for a usable one."""
    problems: list[tuple[str, str]] = []
    for column in ("weights", "knobs"):
        given = getattr(row, column)
        if not isinstance(given, dict):
            problems.append((column, f"{column}: must be an object of names and values."))
            continue
        for name, value in given.items():
            if column == "knobs" and name == "training":
                continue
            part = (
                {"weights": {"quality": 1.0, name: value}}
                if column == "weights"
                else {"weights": {"quality": 1.0}, name: value}
            )
            try:
                Profile.from_json(part)
            except ProfileError as error:
                problems.append((column, str(error)))
    if not problems:
        try:
            parse_profile(row)
        except ProfileError as error:
            problems.append(("weights" if "weight" in str(error) else "knobs", str(error)))
    return problems


def usable_profile(row: WeightProfile | None) -> Profile:
    """The row's profile, or the built-in default, with a warning in the log, if it cannot be used."""
    try:
        return parse_profile(row) if row is not None else BUILT_IN[BUILT_IN_DEFAULT][0]
    except ProfileError as error:
        logger.warning("Weight profile cannot be used: %s", error, extra={"profile": row.name if row else ""})
        return BUILT_IN[BUILT_IN_DEFAULT][0]


def assigned_profile(profiles: Sequence[WeightProfile], user_id: int | None) -> WeightProfile | None:
    """The profile that ranks for the user, by a stable hash. Without a user id it is the default.

    Profiles with traffic draw their percentages of all users one after the other, the oldest first, each from the users
    that are left and by a hash of its own. So a new profile takes users from the default only.
    """
    default = next((row for row in profiles if row.is_default), None)
    if user_id is None:
        return default
    left = 100
    for row in sorted(profiles, key=lambda row: row.pk or 0):
        if row.is_default or not row.traffic_percent:
            continue
        if left <= 0 or _draw(row.name, user_id) * left < row.traffic_percent:
            return row
        left -= row.traffic_percent
    return default


def _draw(name: str, user_id: int) -> float:
    """0–1, the same for a profile and a user on every machine and day."""
    return int.from_bytes(hashlib.sha256(f"profile/{name}/{user_id}".encode()).digest()[:8]) / 2**64


@transaction.atomic
def make_default(*, row: WeightProfile) -> WeightProfile:
    """Store that the row is the only default."""
    clear_default(but=row)
    row.is_default = True
    row.save(update_fields=["is_default", "updated_at"])
    return row


def clear_default(*, but: WeightProfile) -> None:
    """Make no other row the default, before this one becomes it in the same transaction."""
    WeightProfile.objects.filter(is_default=True).exclude(pk=but.pk).update(is_default=False)


def default_profile_name() -> str:
    names = WeightProfile.objects.filter(is_default=True).values_list("name", flat=True)
    return names.first() or BUILT_IN_DEFAULT

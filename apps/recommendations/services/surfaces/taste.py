"""A user's taste: what the engine infers, and what the user has set."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.types import User
from apps.recommendations.models import TasteSettings
from apps.recommendations.ranking import feature_affinities
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.user_context import TASTE_KINDS

AFFINITIES_MAX = 12  # of each kind
DECIMALS = 3


def taste_of(user: User) -> dict[str, Any]:
    """Affinities by kind, the strongest first, each with a weight from -1 to 1, and the user's settings."""
    engine = RecommendationEngine()
    features = engine.load_features(user.pk)
    settings = TasteSettings.objects.filter(user=user).first() or TasteSettings()
    own = ("boosts", "mutes", "personalised", "trainable", "reset_at")
    weights = feature_affinities(engine.snapshot.catalogue, features.history)
    return {
        **{kind: strongest(kind, weights, engine.snapshot.labels) for kind in TASTE_KINDS},
        **{name: getattr(settings, name) for name in own},
    }


def strongest(kind: str, weights: dict[str, float], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The strongest affinities of a kind. A person who directs and acts counts once, by the stronger of the two."""
    entries: dict[Any, dict[str, Any]] = {}
    for token, weight in weights.items():
        prefix, _, value = token.partition(":")
        if prefix in TASTE_KINDS[kind] and value not in entries and len(entries) < AFFINITIES_MAX:
            entries[value] = to_entry(kind, value, labels.get(token, value)) | {
                "weight": round(weight, DECIMALS)
            }
    return list(entries.values())


def to_entry(kind: str, value: str, label: str) -> dict[str, Any]:
    if kind == "decades":
        return {"id": int(value) * 10, "name": f"{value}0s"}
    return {"id": value if kind == "languages" else int(value), "name": label}


@transaction.atomic
def change_taste(*, user: User, reset: bool = False, **changes: Any) -> TasteSettings:
    """Change the settings; boosts and mutes by kind. A reset ignores all events until now, except to exclude movies."""
    settings, _ = TasteSettings.objects.select_for_update().get_or_create(user=user)
    for name in ("boosts", "mutes"):
        kinds = getattr(settings, name) | changes.pop(name, {})
        setattr(settings, name, {kind: values for kind, values in kinds.items() if values})
    for name, value in changes.items():
        setattr(settings, name, value)
    if reset:
        settings.boosts, settings.mutes, settings.reset_at = {}, {}, timezone.now()
    settings.save(update_fields=["boosts", "mutes", "reset_at", *changes, "updated_at"])
    return settings

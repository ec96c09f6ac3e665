"""What the engine believes of a person, and what the person tells it outright."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.recommendations.models import TasteSettings
from apps.recommendations.ranking import beliefs
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.user_context import TASTE_KINDS, read_people

TOLD = 12  # beliefs of each kind
DECIMALS = 3


def taste_of(user: Any) -> dict[str, Any]:
    """Beliefs by kind, the strongest first, each with a weight from -1 to 1, and the person's own settings."""
    engine = RecommendationEngine()
    portrait = engine.portrait(read_people([user.pk], events=True)[user.pk])
    settings = TasteSettings.objects.filter(user=user).first() or TasteSettings()
    own = ("boosts", "mutes", "personalised", "trainable", "reset_at")
    weights = beliefs(engine.snapshot.catalogue, portrait.history)
    return {
        **{kind: told(kind, weights, engine.snapshot.labels) for kind in TASTE_KINDS},
        **{name: getattr(settings, name) for name in own},
    }


def told(kind: str, weights: dict[str, float], labels: dict[str, str]) -> list[dict[str, Any]]:
    """The strongest beliefs of a kind; somebody who directs and acts counts once, by the stronger of the two."""
    entries: dict[Any, dict[str, Any]] = {}
    for token, weight in weights.items():
        prefix, _, value = token.partition(":")
        if prefix in TASTE_KINDS[kind] and value not in entries and len(entries) < TOLD:
            entries[value] = named(kind, value, labels.get(token, value)) | {
                "weight": round(weight, DECIMALS)
            }
    return list(entries.values())


def named(kind: str, value: str, label: str) -> dict[str, Any]:
    if kind == "decades":
        return {"id": int(value) * 10, "name": f"{value}0s"}
    return {"id": value if kind == "languages" else int(value), "name": label}


@transaction.atomic
def change_taste(*, user: Any, reset: bool = False, **changes: Any) -> TasteSettings:
    """Boosts and mutes are changed kind by kind. A reset forgets all taste until now; what was seen stays seen."""
    settings, _ = TasteSettings.objects.select_for_update().get_or_create(user=user)
    for name in ("boosts", "mutes"):
        kinds = getattr(settings, name) | changes.pop(name, {})
        setattr(settings, name, {kind: values for kind, values in kinds.items() if values})
    for name, value in changes.items():
        setattr(settings, name, value)
    if reset:
        settings.boosts, settings.mutes, settings.reset_at = {}, {}, timezone.now()
    settings.save()
    return settings

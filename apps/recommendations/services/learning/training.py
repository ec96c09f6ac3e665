"""Training: read the interactions, train with the ranking core, publish the model."""

import logging
import random
import resource
import time
from dataclasses import dataclass, fields, replace
from datetime import UTC
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from apps.recommendations.models import ModelArtifact, WeightProfile
from apps.recommendations.ranking import Interactions, ItemModel, TrainingConfig, with_match
from apps.recommendations.ranking.train import Progress
from apps.recommendations.ranking.trust import learned_trust
from apps.recommendations.services.learning.interactions import read_interactions
from apps.recommendations.services.learning.model_card import model_card
from apps.recommendations.services.learning.trainers import chosen_trainer
from apps.recommendations.services.serving.model_cache import current_catalogue
from apps.recommendations.services.serving.model_store import publish_model
from apps.recommendations.services.serving.weight_profiles import usable_profile

logger = logging.getLogger(__name__)


class NothingToLearnError(ValueError):
    """There are no likes to learn from; the message says what to do."""


@dataclass(frozen=True)
class Trained:
    """artifact: None after a dry run."""

    model: ItemModel
    artifact: ModelArtifact | None
    facts: dict[str, Any]


def train_recommender(
    *,
    interactions: Interactions | None = None,
    sample_users: int | None = None,
    config: TrainingConfig | None = None,
    dry_run: bool = False,
    card: bool = True,
    extra: dict[str, Any] | None = None,
    progress: Progress = lambda step, share: None,
) -> Trained:
    """Train on all users, or on `sample_users` random ones, and publish the model.

    interactions: what to learn from, if they were read already. card: evaluate it for its model card, which takes a few times as long as the training. extra: more facts to store.

    Raises NothingToLearnError if there are no likes, TrainerError if the trainer cannot work.
    """
    started = time.perf_counter()
    train = chosen_trainer()
    if interactions is None:
        interactions = interactions_to_learn_from(sample_users, progress)
    catalogue, settings_used = current_catalogue(), config or training_config()
    model = train(interactions, settings_used, progress=progress)
    progress("learning match", 1.0)
    model = with_match(model, catalogue, interactions)
    profile = usable_profile(WeightProfile.objects.filter(is_default=True).first())
    today = timezone.now().astimezone(UTC).date().toordinal()
    trust = learned_trust(catalogue, interactions, profile, settings_used, today=today)
    model = replace(model, trust=trust)
    facts = {
        "version": model.version,
        "interactions": len(interactions),
        "users": model.users,
        "items": len(model.item_ids),
        "megabytes": round(model.nbytes / 1e6, 1),
        "seconds": round(time.perf_counter() - started, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "trainer": settings.RECOMMENDER_TRAINER,
        "sampled": sample_users is not None,
        "trust": model.trust,
        **(extra or {}),
    }
    if card:
        facts["card"] = model_card(
            catalogue=catalogue,
            interactions=interactions,
            profile=profile,
            config=settings_used,
            today=today,
            progress=progress,
        )
    artifact = None if dry_run else publish_model(model=model, facts=facts)
    return Trained(model, artifact, facts)


def interactions_to_learn_from(sample_users: int | None, progress: Progress) -> Interactions:
    user_ids = None if sample_users is None else _sampled_users(sample_users)
    interactions = read_interactions(
        user_ids=user_ids, progress=lambda step, rows: progress(f"{step}: {rows:,}", 0.0)
    )
    if not len(interactions.likes()):
        raise NothingToLearnError(
            "There are no likes yet. Rate some movies, or run import_movielens or seed_demo first."
        )
    return interactions


def _sampled_users(count: int) -> list[int]:
    """The same users every time, as long as no account is added or deleted."""
    every_user = list(get_user_model().objects.order_by("pk").values_list("pk", flat=True))
    return sorted(random.Random(0).sample(every_user, min(count, len(every_user))))  # noqa: S311 (no secret)


def training_config(profile: WeightProfile | None = None) -> TrainingConfig:
    """The training settings of the profile (by default the default profile), or the defaults of the core."""
    row = profile or WeightProfile.objects.filter(is_default=True).first()
    given = row.knobs.get("training", {}) if row and isinstance(row.knobs, dict) else {}
    known = {field.name for field in fields(TrainingConfig)}
    if not isinstance(given, dict) or set(given) - known:
        logger.warning(
            "Training settings cannot be used; using the defaults", extra={"profile": row and row.name}
        )
        return TrainingConfig()
    return TrainingConfig(**given)

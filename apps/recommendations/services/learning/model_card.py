"""The model card: what a model was trained on, how good it is on held-out ratings, and how the data has drifted.

It is generated with every training, stored in the model's facts and shown in the admin.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from apps.recommendations.models import ModelArtifact
from apps.recommendations.ranking import Catalogue, EvaluationOptions, Interactions, Kind, Profile, evaluate
from apps.recommendations.ranking.splits import usable_split
from apps.recommendations.ranking.train import Progress, TrainingConfig

USERS = 300  # who are evaluated for the card, at most
BASELINES = ("most liked", "most liked recently", "item-kNN", "EASE", "random")
DENSE_ITEMS = 8_000  # with more items the baselines that need dense matrices are left out
MEASURES = (
    "ndcg@10",
    "recall@20",
    "hit_rate@10",
    "novelty@10",
    "genre_diversity@10",
    "genre_kl@10",
    "head_share@10",
    "head_share_of_likes",
)
LIMITS = (
    "Only opinions are used: no review texts, no trailers, no time of day, no device.",
    "Votes of TMDb are those of today, also where the past is evaluated.",
    "Users who opted out of training are in no figure.",
)


def model_card(
    *,
    catalogue: Catalogue,
    interactions: Interactions,
    profile: Profile,
    config: TrainingConfig,
    today: int,
    progress: Progress,
) -> dict[str, Any]:
    """As JSON. It trains once more, on the part before a moment, and finds λ of the EASE baseline.

    A tuned profile is measured as it is, though it has seen the held-out ratings; the card says so.
    """
    split = usable_split(interactions, "rolling")
    small = len(np.unique(interactions.items)) <= DENSE_ITEMS
    options = EvaluationOptions(
        today=today,
        split=split,
        config=config,
        max_users=USERS,
        baselines=BASELINES if small else ("most liked", "most liked recently", "random"),
        last_only=True,
    )
    measured = replace(profile, tuned=False)
    reports = [
        report.to_json()
        for report in evaluate(catalogue, interactions, (measured,), options, progress=progress)
    ]
    data = data_of(interactions)
    return {
        "data": data,
        "profile": profile.name,
        "tuned_on_the_same_data": profile.tuned,
        "split": split,
        "users": reports[0]["users"],
        "measures": {str(report["name"]): _shown(report) for report in reports},
        "match": reports[0].get("match"),
        "drift": drift(data),
        "limits": LIMITS,
    }


def _shown(report: dict[str, Any]) -> dict[str, Any]:
    return {name: report[name] for name in (*MEASURES, "coverage@10")}


def data_of(interactions: Interactions) -> dict[str, Any]:
    """Counts and ratings of the training data."""
    rated = interactions.values[interactions.kinds == Kind.RATED]
    days = [datetime.fromtimestamp(float(at), UTC).date().isoformat() for at in _ends(interactions)]
    return {
        "interactions": len(interactions),
        "users": len(np.unique(interactions.users)),
        "movies": len(np.unique(interactions.items)),
        "by_kind": {kind.name.lower(): int((interactions.kinds == kind).sum()) for kind in Kind},
        "from": days[0],
        "to": days[1],
        "mean_rating": round(float(rated.mean()), 3) if len(rated) else None,
        "share_of_high_ratings": round(float((rated >= 8).mean()), 3) if len(rated) else None,
    }


def _ends(interactions: Interactions) -> tuple[float, float]:
    return float(interactions.times.min()), float(interactions.times.max())


def drift(data: dict[str, Any]) -> dict[str, Any] | None:
    """What has changed since the data of the newest model; None without one that has a card."""
    newest = ModelArtifact.objects.defer("payload").first()
    before = newest.facts.get("card", {}).get("data") if newest else None
    if not newest or not before:
        return None
    changes = {
        name: round(data[name] - before[name], 3)
        for name in ("interactions", "users", "movies", "mean_rating", "share_of_high_ratings")
        if data[name] is not None and before.get(name) is not None
    }
    return {"since": newest.version, **changes}

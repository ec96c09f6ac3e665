"""The mathematics of taste: arrays and frozen dataclasses in, arrays out.

No Django, no clock, no input or output.

A film is an item, named by its position in a Catalogue.

Data in     Catalogue (build_catalogue), History, Kind, Taste, Interactions
Knobs       Profile, CLASSIC, TrainingConfig
Learn       train(interactions, config) -> ItemModel
Store       ItemModel.to_bytes / from_bytes (ArtifactError); ItemModel.aligned_to(catalogue.item_ids)
Serve       rank(...) -> Ranking; match(...) -> Match; similar(...) -> Similar; shared_features(...)
"""

from apps.recommendations.ranking.catalogue import Catalogue, build_catalogue
from apps.recommendations.ranking.explain import Reason, shared_features
from apps.recommendations.ranking.history import (
    NO_HISTORY,
    NO_TASTE,
    RATING_THRESHOLD_HIGH,
    RATING_THRESHOLD_LOW,
    History,
    Kind,
    Taste,
)
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.model import ArtifactError, ItemModel
from apps.recommendations.ranking.profile import CLASSIC, SIGNALS, Profile, ProfileError
from apps.recommendations.ranking.ranker import Ranking, Scored, match, rank, score
from apps.recommendations.ranking.rerank import diversity_rerank, pad_with_popular
from apps.recommendations.ranking.signals import build_user_genre_profile
from apps.recommendations.ranking.similar import METHODS, Match, Similar, similar
from apps.recommendations.ranking.train import TrainingConfig, train

__all__ = [
    "CLASSIC",
    "METHODS",
    "NO_HISTORY",
    "NO_TASTE",
    "RATING_THRESHOLD_HIGH",
    "RATING_THRESHOLD_LOW",
    "SIGNALS",
    "ArtifactError",
    "Catalogue",
    "History",
    "Interactions",
    "ItemModel",
    "Kind",
    "Match",
    "Profile",
    "ProfileError",
    "Ranking",
    "Reason",
    "Scored",
    "Similar",
    "Taste",
    "TrainingConfig",
    "build_catalogue",
    "build_user_genre_profile",
    "diversity_rerank",
    "match",
    "pad_with_popular",
    "rank",
    "score",
    "shared_features",
    "similar",
    "train",
]

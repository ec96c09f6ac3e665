"""The mathematics of taste: arrays and frozen dataclasses in, arrays out.

No Django, no clock, no input or output.

A film is an item, named by its position in a Catalogue.

Data in     Catalogue (build_catalogue), History, Kind, Taste, Interactions
Knobs       Profile, CLASSIC, LEARNED, TrainingConfig
Learn       train(interactions, config) -> ItemModel, the Trainer of one process
Store       ItemModel.to_bytes / from_bytes (ArtifactError); ItemModel.aligned_to(catalogue.item_ids)
Measure     prepare(...) -> Trial; measure(trial, recommend, name) -> Report
            evaluate(...) -> (Report, ...), one per profile and baseline; tune(...) -> Tuning
Serve       rank(...) -> Ranking; match(...) -> Match; similar(...) -> Similar; shared_features(...)
"""

from apps.recommendations.ranking.beliefs import beliefs
from apps.recommendations.ranking.catalogue import Catalogue, build_catalogue
from apps.recommendations.ranking.evaluation import Report, Trial, measure, prepare, recommender
from apps.recommendations.ranking.explain import Reason, shared_features
from apps.recommendations.ranking.groups import STRATEGIES, GroupPicks, group_picks
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
from apps.recommendations.ranking.match import Match
from apps.recommendations.ranking.model import ArtifactError, ItemModel
from apps.recommendations.ranking.offline import BASELINES, baseline, evaluate
from apps.recommendations.ranking.onboarding import onboarding_items
from apps.recommendations.ranking.profile import CLASSIC, LEARNED, SIGNALS, Profile, ProfileError
from apps.recommendations.ranking.ranker import (
    Ranking,
    Scored,
    allowed_items,
    eligible_items,
    match,
    rank,
    score,
)
from apps.recommendations.ranking.rerank import diversity_rerank, pad_with_popular
from apps.recommendations.ranking.signals import build_user_genre_profile
from apps.recommendations.ranking.similar import METHODS, Similar, similar
from apps.recommendations.ranking.splits import SPLITS, Split
from apps.recommendations.ranking.train import Trainer, TrainingConfig, train
from apps.recommendations.ranking.tune import Attempt, Tuning, tune

__all__ = [
    "BASELINES",
    "CLASSIC",
    "LEARNED",
    "METHODS",
    "NO_HISTORY",
    "NO_TASTE",
    "RATING_THRESHOLD_HIGH",
    "RATING_THRESHOLD_LOW",
    "SIGNALS",
    "SPLITS",
    "STRATEGIES",
    "ArtifactError",
    "Attempt",
    "Catalogue",
    "GroupPicks",
    "History",
    "Interactions",
    "ItemModel",
    "Kind",
    "Match",
    "Profile",
    "ProfileError",
    "Ranking",
    "Reason",
    "Report",
    "Scored",
    "Similar",
    "Split",
    "Taste",
    "Trainer",
    "TrainingConfig",
    "Trial",
    "Tuning",
    "allowed_items",
    "baseline",
    "beliefs",
    "build_catalogue",
    "build_user_genre_profile",
    "diversity_rerank",
    "eligible_items",
    "evaluate",
    "group_picks",
    "match",
    "measure",
    "onboarding_items",
    "pad_with_popular",
    "prepare",
    "rank",
    "recommender",
    "score",
    "shared_features",
    "similar",
    "train",
    "tune",
]

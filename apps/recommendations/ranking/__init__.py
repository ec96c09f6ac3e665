"""The ranking core: arrays and frozen dataclasses in, arrays out. No Django, no clock, no input or output.

A film is an item: its position in a Catalogue.

Data        build_catalogue(...) -> Catalogue; History, Kind, Taste; Interactions
Settings    Profile (SIGNALS, CLASSIC, LEARNED); TrainingConfig
Training    train(interactions, config) -> ItemModel; with_match; to_bytes, from_bytes (ArtifactError), aligned_to
Serving     rank(RankingInput, RankRequest) -> Ranking; match, weighing_of, matches_of, score; similar -> Similar; group_picks; onboarding_items
Explaining  shared_features; feature_affinities
Evaluation  evaluate(..., EvaluationOptions) -> reports; tune(..., TuningOptions) -> Tuning
"""

from apps.recommendations.ranking.blend import Weighing
from apps.recommendations.ranking.catalogue import Catalogue, build_catalogue
from apps.recommendations.ranking.evaluation import Report, Trial, measure, prepare, recommender
from apps.recommendations.ranking.explain import Reason, feature_affinities, shared_features
from apps.recommendations.ranking.explore import Exploration
from apps.recommendations.ranking.groups import STRATEGIES, GroupPicks, group_picks
from apps.recommendations.ranking.history import NO_TASTE, RATING_THRESHOLD_HIGH, History, Kind, Taste
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.match import Match
from apps.recommendations.ranking.match_training import with_match
from apps.recommendations.ranking.model import ArtifactError, ItemModel
from apps.recommendations.ranking.offline import BASELINES, EvaluationOptions, baseline, evaluate
from apps.recommendations.ranking.onboarding import onboarding_items
from apps.recommendations.ranking.profile import CLASSIC, LEARNED, Profile, ProfileError
from apps.recommendations.ranking.ranker import (
    PreparedRanking,
    Ranking,
    RankingInput,
    RankRequest,
    allowed_items,
    describe,
    eligible_items,
    match,
    matches_of,
    prepare_many,
    prepare_ranking,
    rank,
    score,
    weighing_of,
)
from apps.recommendations.ranking.signals import SIGNALS
from apps.recommendations.ranking.similar import METHODS, Similar, similar, similar_to_all
from apps.recommendations.ranking.splits import SPLITS, Split
from apps.recommendations.ranking.tastes import TasteCluster, taste_clusters
from apps.recommendations.ranking.train import Trainer, TrainingConfig, train
from apps.recommendations.ranking.tune import Tuning, TuningOptions, tune

__all__ = [
    "BASELINES",
    "CLASSIC",
    "LEARNED",
    "METHODS",
    "NO_TASTE",
    "RATING_THRESHOLD_HIGH",
    "SIGNALS",
    "SPLITS",
    "STRATEGIES",
    "ArtifactError",
    "Catalogue",
    "EvaluationOptions",
    "Exploration",
    "GroupPicks",
    "History",
    "Interactions",
    "ItemModel",
    "Kind",
    "Match",
    "PreparedRanking",
    "Profile",
    "ProfileError",
    "RankRequest",
    "Ranking",
    "RankingInput",
    "Reason",
    "Report",
    "Similar",
    "Split",
    "Taste",
    "TasteCluster",
    "Trainer",
    "TrainingConfig",
    "Trial",
    "Tuning",
    "TuningOptions",
    "Weighing",
    "allowed_items",
    "baseline",
    "build_catalogue",
    "describe",
    "eligible_items",
    "evaluate",
    "feature_affinities",
    "group_picks",
    "match",
    "matches_of",
    "measure",
    "onboarding_items",
    "prepare",
    "prepare_many",
    "prepare_ranking",
    "rank",
    "recommender",
    "score",
    "shared_features",
    "similar",
    "similar_to_all",
    "taste_clusters",
    "train",
    "tune",
    "weighing_of",
    "with_match",
]

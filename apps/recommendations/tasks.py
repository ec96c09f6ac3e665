"""Celery's way into this app's work; without a broker it runs in place."""

from pathlib import Path

from celery import shared_task

from apps.recommendations.ranking import Split
from apps.recommendations.services import generation
from apps.recommendations.services.exposures.log import write_buffered
from apps.recommendations.services.learning import evaluation, movielens, tuning


@shared_task
def train_recommender() -> str:
    return tuning.train_and_tune()[0].facts["version"]


@shared_task
def retrain_if_due() -> str:
    return tuning.retrain_if_due()


@shared_task
def generate_recommendations(active_days: int | None = generation.ACTIVE_DAYS) -> int:
    return generation.refresh_lists(users=generation.users_to_serve(active_days=active_days))


@shared_task
def evaluate_recommender(profile: str | None = None, split: Split = "rolling") -> int:
    chosen, row = evaluation.profile_named(profile)
    options = evaluation.Options(split=split, baselines=True)
    return evaluation.evaluate_recommender(profile=chosen, row=row, options=options).pk


@shared_task
def tune_recommender(minutes: float | None = None) -> bool:
    return tuning.tune_recommender(minutes=minutes).tuning.improved


@shared_task
def import_movielens(folder: str) -> int:
    return movielens.import_movielens(folder=Path(folder)).ratings


@shared_task
def write_exposures() -> int:
    return write_buffered()

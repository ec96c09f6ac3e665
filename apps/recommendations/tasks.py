"""Celery's way into this app's work; without a broker it runs in place."""

from pathlib import Path

from celery import shared_task

from apps.recommendations.services import figures, generation, movielens, training


@shared_task
def train_recommender() -> str:
    return training.train_recommender().facts["version"]


@shared_task
def retrain_if_due() -> str | None:
    return training.retrain_if_due()


@shared_task
def generate_recommendations(active_days: int | None = generation.ACTIVE_DAYS) -> int:
    return generation.refresh_lists(people=generation.people_to_serve(active_days=active_days))


@shared_task
def import_movielens(folder: str) -> int:
    return movielens.import_movielens(folder=Path(folder)).ratings


@shared_task
def flush_impressions() -> int:
    return figures.flush_impressions()

"""Trainers by the setting RECOMMENDER_TRAINER: in this process, or on Spark."""

from django.conf import settings
from django.utils.module_loading import import_string

from apps.recommendations.ranking import Trainer

# Import paths, so that a library that only one trainer needs is imported only for it.
TRAINERS = {
    "local": "apps.recommendations.ranking.train",
    "spark": "apps.recommendations.services.learning.spark_trainer.train_on_spark",
}


class TrainerError(RuntimeError):
    """The configured trainer cannot work here; the message says what to do."""


def chosen_trainer() -> Trainer:
    """Raises TrainerError if its library is not installed."""
    try:
        trainer: Trainer = import_string(TRAINERS[settings.RECOMMENDER_TRAINER])
    except ModuleNotFoundError as error:
        if error.name not in ("pyspark", "py4j"):
            raise
        raise TrainerError(
            "RECOMMENDER_TRAINER=spark needs PySpark: pip install -r requirements-spark.txt"
        ) from error
    return trainer

"""Where the model is learned: in this process, or wherever RECOMMENDER_TRAINER says."""

from django.conf import settings
from django.utils.module_loading import import_string

from apps.recommendations.ranking import Trainer

# By name, so that a library which only one of them needs is imported for that one alone.
TRAINERS = {
    "local": "apps.recommendations.ranking.train",
    "spark": "apps.recommendations.services.learning.spark_trainer.train_on_spark",
}


class TrainerError(RuntimeError):
    """The trainer that the settings name cannot work here; the message says what to do."""


def chosen_trainer() -> Trainer:
    """Raise TrainerError when what it needs is not installed."""
    try:
        trainer: Trainer = import_string(TRAINERS[settings.RECOMMENDER_TRAINER])
    except ModuleNotFoundError as error:
        if error.name not in ("pyspark", "py4j"):
            raise
        raise TrainerError(
            "RECOMMENDER_TRAINER=spark needs PySpark: pip install -r requirements-spark.txt"
        ) from error
    return trainer

"""Training on a Spark cluster, for data that one machine is too small for: the blocks of ranking as a Spark job.

The cluster, its memory and its executors are set by Spark's own configuration (spark-defaults.conf, MASTER,
PYSPARK_SUBMIT_ARGS, spark-submit); the default is all cores of this machine. Executors need Python, numpy and scipy;
the functions of ranking are sent with the job.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np
from py4j.protocol import Py4JError
from pyspark import RDD, SparkContext, StorageLevel, cloudpickle
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from scipy import sparse

from apps.recommendations import ranking
from apps.recommendations.ranking import Interactions, ItemModel, TrainingConfig, blocks
from apps.recommendations.ranking.catalogue import Ints
from apps.recommendations.ranking.train import Opinions, Progress, build_model, read_opinions, silent
from apps.recommendations.ranking.user_classes import learn_classes
from apps.recommendations.ranking.windows import whole_users
from apps.recommendations.services.learning.trainers import TrainerError

CHUNK = 100_000  # opinions whose co-occurrences one task counts at once
SHARES = 2  # chunks for each core that Spark has, at least

cloudpickle.register_pickle_by_value(ranking)


def train_on_spark(
    interactions: Interactions, config: TrainingConfig | None = None, *, progress: Progress | None = None
) -> ItemModel:
    """Train as ranking.train, but learn each item from its `candidates` nearest items only.

    Sums are added in the order in which tasks end, so two runs agree to the precision of float32, not to the bit.
    Raises TrainerError if Spark does not start or fails.
    """
    settings, report = config or TrainingConfig(), progress or silent
    opinions = read_opinions(interactions, settings)
    items = np.sort(opinions.learned(settings.minimum_likes))
    try:
        with spark_context() as spark:
            report("opinions counted, Spark started", 0.1)
            job = Job(spark, opinions, items, settings)
            collaborative, association = job.learn_together()
            report("item similarity learned", 0.6)
            sequence = job.learn_sequence()
            report("sequence learned", 0.95)
    except (PySparkException, Py4JError) as error:
        raise TrainerError(f"Spark: {error}") from error
    weights = {"collaborative": collaborative, "sequence": sequence, "association": association}
    classes = learn_classes(interactions, opinions.item_ids)
    report("user classes learned", 1.0)
    return build_model(opinions, settings, weights, classes, dense=0)


@contextmanager
def spark_context() -> Iterator[SparkContext]:
    """The running context, or one that is started here and stopped at the end."""
    is_ours = SparkSession.getActiveSession() is None
    interrupt = signal.getsignal(signal.SIGINT)
    session = running_session()
    spark = session.sparkContext
    if spark.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
        spark.pythonExec = sys.executable  # by default Spark runs python3 of the PATH
    try:
        yield spark
    finally:
        if is_ours:
            session.stop()
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGINT, interrupt)  # Spark's handler would use the stopped session


def running_session() -> SparkSession:
    if "SPARK_REMOTE" in os.environ:
        raise TrainerError("Spark Connect cannot run this job. Set MASTER instead of SPARK_REMOTE.")
    builder = SparkSession.builder.appName("train_recommender")
    try:
        return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise TrainerError(f"Spark did not start (it needs Java 17 or newer): {error}") from error


class Job:
    """Learns all weights among the given items from one set of opinions."""

    def __init__(
        self, spark: SparkContext, opinions: Opinions, items: Ints, settings: TrainingConfig
    ) -> None:
        self.spark, self.opinions, self.items, self.settings = spark, opinions, items, settings
        self.blocks = blocks.blocks_for(len(items))
        users, places, grades = opinions.among(items)
        self.steps = int(np.count_nonzero(users[1:] == users[:-1]))
        share = max(min(CHUNK, len(users) // (SHARES * spark.defaultParallelism)), 1)
        chunks = [(users[part], places[part], grades[part]) for part in whole_users(users, share)]
        self.totals = np.bincount(places, weights=grades, minlength=len(items)).astype(np.float32)
        self.chunks = spark.parallelize(chunks, max(len(chunks), 1))

    def learn_together(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Collaborative weights and associations, from the same co-occurrences."""
        counted = partial(blocks.liked_together, size=len(self.items), blocks=self.blocks)
        ridge = self.settings.ridge * max(self.opinions.user_count, 1)
        with self._rows(counted) as rows:
            return self._learned(rows, ridge, self.settings.neighbours), self._associated(rows)

    def _associated(self, rows: RDD) -> sparse.csr_array:
        keep = self.settings.weights_per_item(self.settings.associations, len(self.items))
        totals, users, count, associated = (
            self.totals,
            self.opinions.user_count,
            self.blocks,
            blocks.associated,
        )
        return self._placed(
            rows.map(
                lambda row: associated(*row, totals=totals, users=users, keep=keep, blocks=count)
            ).collect()
        )

    def learn_sequence(self) -> sparse.csr_array:
        counted = partial(
            blocks.followed, size=len(self.items), blocks=self.blocks, window=self.settings.window
        )
        ridge = self.settings.sequence_ridge * max(self.steps, 1) ** 0.5
        with self._rows(counted) as rows:
            return self._learned(rows, ridge, self.settings.sequence_neighbours)

    @contextmanager
    def _rows(self, counted: Callable) -> Iterator[RDD]:
        """The co-occurrences of every block."""
        rows = self.chunks.flatMap(counted).reduceByKey(blocks.added, self.blocks)
        rows.persist(StorageLevel.MEMORY_AND_DISK)
        try:
            yield rows
        finally:
            rows.unpersist()

    def _learned(self, rows: RDD, ridge: float, neighbours: int) -> sparse.csr_array:
        """Collect the co-occurrences of each item's nearest items, solve, and store the strongest weights."""
        near = self._nearest(rows).persist(StorageLevel.MEMORY_AND_DISK)
        try:
            weights = self._strongest(self._solved(rows, near, ridge), neighbours)
            return self._placed(weights.values().collect())
        finally:
            near.unpersist()

    def _nearest(self, rows: RDD) -> RDD:
        squares = np.zeros(len(self.items), dtype=np.float32)
        lengths_of, count = blocks.squared_lengths, self.blocks
        for block, found in rows.map(lambda row: lengths_of(*row, blocks=count)).collect():
            squares[block::count] = found
        lengths = self.spark.broadcast(np.sqrt(np.maximum(squares, 1e-9)))
        nearest, candidates = blocks.nearest, self.settings.candidates
        return rows.map(
            lambda row: (row[0], nearest(*row, lengths=lengths.value, candidates=candidates, blocks=count)),
            preservesPartitioning=True,
        )

    def _solved(self, rows: RDD, near: RDD, ridge: float) -> RDD:
        """Weights of every block of targets."""
        count, questions, answers, solve = self.blocks, blocks.questions, blocks.answers, blocks.solve
        asked = near.flatMap(lambda row: questions(*row, blocks=count)).partitionBy(count)
        answered = rows.cogroup(asked, count).flatMap(
            lambda met: answers(next(iter(met[1][0])), met[1][1], blocks=count)
        )
        return near.cogroup(answered.partitionBy(count), count).map(
            lambda met: solve(next(iter(met[1][0])), met[1][1], ridge=ridge)
        )

    def _strongest(self, solved: RDD, neighbours: int) -> RDD:
        keep = self.settings.weights_per_item(neighbours, len(self.items))
        weights = solved.flatMap(partial(blocks.by_source, blocks=self.blocks))
        return weights.groupByKey(self.blocks).mapValues(partial(blocks.strongest, keep=keep))

    def _placed(self, parts: list[blocks.Cells]) -> sparse.csr_array:
        """As a matrix over all items."""
        shape = (self.opinions.size, self.opinions.size)
        if not parts:
            return sparse.csr_array(shape, dtype=np.float32)
        sources, targets, weights = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        where = (self.items[sources], self.items[targets])
        return sparse.csr_array((weights, where), shape=shape, dtype=np.float32)

"""The trainer for what one machine is too small for: ranking's blocks of items as a job of Apache Spark.

Which cluster, how much memory and how many executors is Spark's own configuration (spark-defaults.conf, MASTER,
PYSPARK_SUBMIT_ARGS, spark-submit); where nothing says otherwise it is all cores of this machine. Executors need
Python, numpy and scipy: ranking's functions travel with the job.
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
from apps.recommendations.ranking.train import Opinions, Progress, Weights, model_of, read_opinions, silent
from apps.recommendations.ranking.windows import whole_people
from apps.recommendations.services.learning.trainers import TrainerError

CHUNK = 100_000  # opinions whose co-occurrences one task counts at once
SHARES = 2  # chunks for each core that Spark has, at least

cloudpickle.register_pickle_by_value(ranking)


def train_on_spark(
    interactions: Interactions, config: TrainingConfig | None = None, *, progress: Progress | None = None
) -> ItemModel:
    """As ranking.train, but each item is learned from its `candidates` nearest alone.

    Sums are added up in the order in which tasks end, so two runs agree to float32's precision, not to the bit.
    Raise TrainerError when Spark does not start or gives up.
    """
    settings, say = config or TrainingConfig(), progress or silent
    opinions = read_opinions(interactions, settings)
    items = np.sort(opinions.learned(settings.minimum_likes))
    try:
        with spark_context() as spark:
            say("opinions counted, Spark is there", 0.1)
            job = Job(spark, opinions, items, settings)
            collaborative, association = job.co_liking()
            say("co-liking learned", 0.6)
            sequence = job.follow_ups()
            say("sequence learned", 1.0)
    except (PySparkException, Py4JError) as error:
        raise TrainerError(f"Spark: {error}") from error
    return model_of(opinions, settings, Weights(collaborative, sequence, association), dense=0)


@contextmanager
def spark_context() -> Iterator[SparkContext]:
    """The running one, or one that is started here and stopped at the end."""
    mine = SparkSession.getActiveSession() is None
    interrupt = signal.getsignal(signal.SIGINT)
    session = running_session()
    spark = session.sparkContext
    if spark.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
        spark.pythonExec = sys.executable  # Spark's own choice is python3 of the PATH
    try:
        yield spark
    finally:
        if mine:
            session.stop()
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGINT, interrupt)  # Spark's own would ask the stopped session


def running_session() -> SparkSession:
    if "SPARK_REMOTE" in os.environ:
        raise TrainerError(
            "Spark Connect cannot run this job: name the cluster by MASTER, not by SPARK_REMOTE."
        )
    builder = SparkSession.builder.appName("train_recommender")
    try:
        return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise TrainerError(f"Spark did not start (is Java 17 or newer here?): {error}") from error


class Job:
    """All kinds of weights among the given items, for one lot of opinions."""

    def __init__(
        self, spark: SparkContext, opinions: Opinions, items: Ints, settings: TrainingConfig
    ) -> None:
        self.spark, self.opinions, self.items, self.settings = spark, opinions, items, settings
        self.blocks = blocks.blocks_for(len(items))
        users, places, grades = opinions.among(items)
        self.steps = int(np.count_nonzero(users[1:] == users[:-1]))
        share = max(min(CHUNK, len(users) // (SHARES * spark.defaultParallelism)), 1)
        chunks = [(users[part], places[part], grades[part]) for part in whole_people(users, share)]
        self.totals = np.bincount(places, weights=grades, minlength=len(items)).astype(np.float32)
        self.chunks = spark.parallelize(chunks, max(len(chunks), 1))

    def co_liking(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Co-liking weights and associations: from the same counts."""
        counted = partial(blocks.liked_together, size=len(self.items), blocks=self.blocks)
        ridge = self.settings.ridge * max(self.opinions.people, 1)
        with self._rows(counted) as rows:
            return self._learned(rows, ridge, self.settings.neighbours), self._associated(rows)

    def _associated(self, rows: RDD) -> sparse.csr_array:
        keep = self.settings.kept(self.settings.associations, len(self.items))
        totals, people, count, associated = self.totals, self.opinions.people, self.blocks, blocks.associated
        return self._placed(
            rows.map(
                lambda row: associated(*row, totals=totals, people=people, keep=keep, blocks=count)
            ).collect()
        )

    def follow_ups(self) -> sparse.csr_array:
        counted = partial(
            blocks.followed,
            size=len(self.items),
            blocks=self.blocks,
            past=self.settings.sequence_past,
            future=self.settings.sequence_future,
            half_life=self.settings.sequence_half_life,
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
        """Ask each item's nearest for their co-occurrences, solve, keep the strongest."""
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
        keep = self.settings.kept(neighbours, len(self.items))
        said = solved.flatMap(partial(blocks.by_source, blocks=self.blocks))
        return said.groupByKey(self.blocks).mapValues(partial(blocks.strongest, keep=keep))

    def _placed(self, parts: list[blocks.Cells]) -> sparse.csr_array:
        """At the items' places among all items."""
        shape = (self.opinions.size, self.opinions.size)
        if not parts:
            return sparse.csr_array(shape, dtype=np.float32)
        sources, targets, weights = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        where = (self.items[sources], self.items[targets])
        return sparse.csr_array((weights, where), shape=shape, dtype=np.float32)

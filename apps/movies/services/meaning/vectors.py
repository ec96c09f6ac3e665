"""The vectors of all movies: brought up to date with the catalogue, and searched in memory.

A process loads the vectors once (two bytes per dimension and movie in the database, four in memory) and adds newer ones
when a query asks. Comparing a query with all of them is one product of a matrix.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from threading import Lock
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from numpy.typing import NDArray

from apps.core.extensions import JobSkipped
from apps.movies.models import Movie, MovieVector
from apps.movies.services.meaning.encoder import ENCODER_MAX, Encoder, Vectors, is_configured, load_encoder

AT_ONCE = 256  # movies that are read and written together
ENCODED_AT_ONCE = 16  # texts of similar length, as short ones are filled up to the longest
NEIGHBOURS = 12
JOB_MAX = 2000  # movies that one run of the job encodes
# Standard deviations of similarity that ten times as many votes are worth: chosen on half of the labelled queries
# (benchmarks/meaning_queries.csv), checked on the other half.
KNOWN = 2.0
STORED = np.dtype("<f2")
OVERVIEW_MAX = 2000  # letters; the encoder reads less


def document_of(movie: Movie) -> str:
    """What is encoded: title, genres, keywords and overview. Needs `genres` and `tags` prefetched."""
    genres = ", ".join(genre.name for genre in movie.genres.all())
    keywords = ", ".join(tag.name for tag in movie.tags.all())
    parts = [movie.title, genres, keywords, movie.overview[:OVERVIEW_MAX]]
    return ". ".join(part for part in parts if part)


def outdated(encoder: str) -> QuerySet[Movie]:
    """Movies without a vector of the encoder, or changed since it was made."""
    changed = Greatest("updated_at", Coalesce("details_synced_at", "updated_at"))
    missing = Q(vector=None) | ~Q(vector__encoder=encoder)
    stale = Movie.objects.annotate(changed_at=changed).filter(
        missing | Q(changed_at__gt=F("vector__encoded_at"))
    )
    return stale.order_by("pk")


def encode_movies(
    *,
    encoder: Encoder,
    at_most: int | None = None,
    progress: Callable[[int, int], Any] = lambda done, total: None,
) -> int:
    """Make the vectors of outdated movies; returns how many were encoded. A text that is the same is not encoded again."""
    ids = list(outdated(encoder.name).values_list("pk", flat=True)[:at_most])
    encoded: list[int] = []
    for start in range(0, len(ids), AT_ONCE):
        encoded += _encode(ids[start : start + AT_ONCE], encoder)
        progress(min(start + AT_ONCE, len(ids)), len(ids))
    if encoded:
        store_neighbours(encoded, encoder.name)
        publish_features()
    return len(encoded)


def refresh_vectors() -> str:
    """The scheduled job."""
    if not is_configured():
        raise JobSkipped("no MEANING_MODEL")
    return f"{encode_movies(encoder=load_encoder(may_download=True), at_most=JOB_MAX)} movies encoded"


def _encode(ids: list[int], encoder: Encoder) -> list[int]:
    now = timezone.now()  # before the movies are read: a change during the encoding makes them outdated again
    movies = Movie.objects.filter(pk__in=ids).prefetch_related("genres", "tags").order_by("pk")
    documents = {movie.pk: document_of(movie) for movie in movies}
    digests = {pk: hashlib.sha256(text.encode()).hexdigest()[:32] for pk, text in documents.items()}
    stored = MovieVector.objects.filter(movie__in=ids, encoder=encoder.name).values_list("movie_id", "digest")
    same = [pk for pk, digest in stored if digests.get(pk) == digest]
    MovieVector.objects.filter(movie__in=same).update(encoded_at=now)
    wanted = [pk for pk in documents if pk not in set(same)]
    if not wanted:
        return []
    wanted.sort(key=lambda pk: len(documents[pk]))
    parts = (wanted[start : start + ENCODED_AT_ONCE] for start in range(0, len(wanted), ENCODED_AT_ONCE))
    vectors = np.vstack([encoder.encode([documents[pk] for pk in part], is_query=False) for part in parts])
    MovieVector.objects.bulk_create(
        (
            MovieVector(
                movie_id=pk,
                encoder=encoder.name,
                digest=digests[pk],
                vector=vector.astype(STORED).tobytes(),
                encoded_at=now,
            )
            for pk, vector in zip(wanted, vectors, strict=True)
        ),
        update_conflicts=True,
        unique_fields=["movie"],
        update_fields=["encoder", "digest", "vector", "encoded_at"],
    )
    return wanted


def forget_vectors(encoder: str) -> None:
    """Delete the vectors of an encoder, so that all movies are encoded again."""
    MovieVector.objects.filter(encoder=encoder).delete()
    _indexes.pop(encoder, None)


def store_neighbours(ids: list[int], encoder: str) -> None:
    """The nearest movies of each of these."""
    index = index_of(encoder)
    for start in range(0, len(ids), 500):
        rows = MovieVector.objects.filter(movie__in=ids[start : start + 500], encoder=encoder)
        changed = []
        for row in rows.order_by("movie_id"):
            near = index.nearest(read_vector(row.vector), NEIGHBOURS + 1)
            row.neighbours = [pk for pk, _ in near if pk != row.movie_id][:NEIGHBOURS]
            changed.append(row)
        MovieVector.objects.bulk_update(changed, ["neighbours"])


def neighbours_by_movie() -> Iterator[tuple[int, list[int]]]:
    """(movie id, ids of the movies with the most similar texts), for movies with a vector of the configured encoder."""
    rows = MovieVector.objects.filter(encoder=settings.MEANING_MODEL[:ENCODER_MAX]).order_by()
    return iter(rows.values_list("movie_id", "neighbours").iterator() if is_configured() else ())


def publish_features() -> None:
    """Let the recommender load the catalogue again: its version is the newest change of a movie.

    Nothing is to be done if the movie has changed since it was encoded: that was a new version.
    """
    row = MovieVector.objects.order_by("-encoded_at", "pk").only("movie_id", "encoded_at").first()
    now = timezone.now()
    if row and Movie.objects.filter(pk=row.movie_id, updated_at__lte=row.encoded_at).update(updated_at=now):
        MovieVector.objects.filter(pk=row.pk).update(encoded_at=now)


def read_vector(stored: Any) -> NDArray[np.float32]:
    return np.frombuffer(bytes(stored), dtype=STORED).astype(np.float32)


class VectorIndex:
    """All vectors of one encoder, in memory. Threads may share it."""

    def __init__(self, encoder: str):
        self.encoder = encoder
        self._lock = Lock()
        self._newest: datetime | None = None
        self._ids: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._known: NDArray[np.float32] = np.zeros(
            0, dtype=np.float32
        )  # log10 of 1 + votes, when they were read
        self._vectors: Vectors = np.zeros((0, 0), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(self, query: Vectors, limit: int) -> list[tuple[int, float]]:
        """(movie id, similarity) of the most similar, the best first; reads the newest vectors before."""
        ids, vectors = self._comparable(query)
        return _best(ids, vectors @ query, limit) if len(ids) else []

    def search(self, query: Vectors, limit: int, *, least: float = float("-inf")) -> tuple[list[int], float]:
        """Ids of movies for a query, the best first, and how clear the nearest is.

        Similarities are counted in standard deviations from the mean of all movies, as encoders differ in their scales.
        Of movies that are about as near the better known is meant. Movies with less than `least` are left out. The second
        value is the greatest similarity.
        """
        ids, vectors = self._comparable(query)
        if not len(ids):
            return [], 0.0
        scores = vectors @ query
        scores = (scores - scores.mean()) / max(float(scores.std()), 1e-6)
        ranked = np.where(scores >= least, scores + KNOWN * self._known, -np.inf)
        best = [movie_id for movie_id, score in _best(ids, ranked, limit) if score > -np.inf]
        return best, float(scores.max())

    def _comparable(self, query: Vectors) -> tuple[NDArray[np.int64], Vectors]:
        """None if another model took the place of the one that made the vectors, until all are made again."""
        ids, vectors = self._current()
        return (ids, vectors) if vectors.shape[1] == len(query) else (ids[:0], vectors[:0])

    def _current(self) -> tuple[NDArray[np.int64], Vectors]:
        with self._lock:
            rows = MovieVector.objects.filter(encoder=self.encoder)
            newest = rows.order_by("-encoded_at").values_list("encoded_at", flat=True).first()
            if newest != self._newest:
                # Rows of the moment that was read last may have been written after it.
                fresh = rows.filter(encoded_at__gte=self._newest) if self._newest else rows
                self._add(
                    fresh.order_by("movie_id")
                    .values_list("movie_id", "vector", "movie__vote_count")
                    .iterator(chunk_size=5000)
                )
                self._newest = newest
            return self._ids, self._vectors

    def _add(self, rows: Iterable[tuple[int, Any, int]]) -> None:
        ids, vectors, votes = [], [], []
        for movie_id, stored, count in rows:
            ids.append(movie_id)
            votes.append(count)
            vectors.append(np.frombuffer(bytes(stored), dtype=STORED))
        if not ids:
            return
        fresh = np.array(ids, dtype=np.int64)
        width = len(vectors[-1])
        same = [len(vector) == width for vector in vectors]
        fresh, vectors = fresh[same], [vector for vector in vectors if len(vector) == width]
        votes = [count for count, kept in zip(votes, same, strict=True) if kept]
        kept = (
            ~np.isin(self._ids, fresh)
            if self._vectors.shape[1] == width
            else np.zeros(len(self._ids), dtype=bool)
        )
        stacked = np.vstack(vectors).astype(np.float32)
        self._vectors = np.vstack([self._vectors[kept], stacked]) if kept.any() else stacked
        known = np.log10(1 + np.array(votes, dtype=np.float32))
        self._known = np.concatenate([self._known[kept], known])
        self._ids = np.concatenate([self._ids[kept], fresh])


def _best(ids: NDArray[np.int64], scores: Vectors, limit: int) -> list[tuple[int, float]]:
    best = np.argpartition(-scores, min(limit, len(ids)) - 1)[:limit]
    best = best[np.lexsort((ids[best], -scores[best]))]
    return [(int(ids[place]), float(scores[place])) for place in best]


_indexes: dict[str, VectorIndex] = {}


def index_of(encoder: str) -> VectorIndex:
    """This process's index; that of another encoder is forgotten."""
    if encoder not in _indexes:
        _indexes.clear()
        _indexes[encoder] = VectorIndex(encoder)
    return _indexes[encoder]

"""The catalogue as arrays: the facts about every item that do not depend on the user or the model."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

PRIOR_VOTES = 30.0  # votes at the catalogue's mean that every item is given (Bayesian shrinkage)
COLUMNS_KEPT = 20_000  # features whose columns are remembered
UNKNOWN = -1  # in place of a column that was not looked up
CALIBRATION_QUANTILES = (0.01, 0.99)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Items in ascending order of `item_ids`; everywhere else an item is its position in that order.

    release_day: proleptic Gregorian ordinal (`date.toordinal`), 0 where unknown.
    genres: items × genres, CSR of ones. leading_genre: column of the genre that the API lists first, or -1.
    features: items × features, CSR, tf-idf, rows of length 1. feature_names: "director:525", "genre:28", …, ascending.
    collection: number of the film series, -1 for none. part: order within it (ties by position).
    community_*: ratings (1–10) and likes of this installation's users.
    """

    item_ids: Ints
    genres: sparse.csr_array
    leading_genre: Ints
    features: sparse.csr_array
    vote_average: Floats
    vote_count: Floats
    popularity: Floats
    release_day: Ints
    collection: Ints
    part: Ints
    adult: Mask
    community_average: Floats
    community_count: Floats
    community_likes: Floats
    language: Ints
    languages: tuple[str, ...] = ()
    genre_ids: tuple[int, ...] = ()
    feature_names: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.item_ids)

    def positions(self, item_ids: Sequence[int] | Ints) -> Ints:
        """Position of each id, -1 if the catalogue does not have it."""
        wanted = np.asarray(item_ids, dtype=np.int64)
        if not len(self):
            return np.full(len(wanted), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.item_ids, wanted), len(self) - 1)
        return np.where(self.item_ids[at] == wanted, at, -1)

    def columns_of(self, features: Iterable[str]) -> dict[str, int]:
        """The columns of those features that some item has."""
        found = {feature: self.column_of(feature) for feature in features}
        return {feature: column for feature, column in found.items() if column is not None}

    def column_of(self, feature: str) -> int | None:
        """The column of a feature; None if no item has it."""
        column = self._columns.get(feature, UNKNOWN)  # one read, since another thread may clear them
        if (
            column == UNKNOWN
        ):  # comparing names in shared memory takes longer than all that is done with a column
            at = bisect_left(self.feature_names, feature)
            column = at if at < len(self.feature_names) and self.feature_names[at] == feature else None
            if len(self._columns) >= COLUMNS_KEPT:
                self._columns.clear()
            self._columns[feature] = column
        return column

    @cached_property
    def _columns(self) -> dict[str, int | None]:
        """Columns of features that were asked for."""
        return {}

    @cached_property
    def votes(self) -> Floats:
        """Average of TMDb's and our own votes, 0–10, shrunk towards the mean if there are few."""
        count = self.vote_count + self.community_count
        total = self.vote_count * self.vote_average + self.community_count * self.community_average
        mean = float(total.sum() / max(float(count.sum()), 1.0))
        return ((total + PRIOR_VOTES * mean) / (count + PRIOR_VOTES)).astype(np.float32)

    @cached_property
    def quality(self) -> Floats:
        """The votes, stretched to 0–1 over the catalogue."""
        return _spread(self.votes)

    @cached_property
    def popularity_signal(self) -> Floats:
        """Logarithm of TMDb's popularity and of our own likes, 0–1; our likes count more the more there are."""
        return self._mixed(_log_share(self.community_likes), _log_share(self.popularity))

    @cached_property
    def little_known(self) -> Mask:
        """With at most as many votes as half of the voted items have."""
        count = self.vote_count + self.community_count
        return (
            np.asarray(count <= np.median(count[count > 0])) if count.any() else np.ones(len(self), np.bool_)
        )

    @cached_property
    def most_liked(self) -> Floats:
        """Share of the most liked item's likes, 0–1; TMDb's votes are used where we have few likes."""
        return self._mixed(_share(self.community_likes), _share(self.vote_count * self.vote_average))

    def _mixed(self, ours: Floats, theirs: Floats) -> Floats:
        likes = float(self.community_likes.sum())
        own_share = likes / (likes + len(self) + 1.0)
        return (own_share * ours + (1.0 - own_share) * theirs).astype(np.float32)

    @cached_property
    def by_feature(self) -> sparse.csc_array:
        """The features by column."""
        return self.features.tocsc()

    def items_with(self, columns: Iterable[int]) -> list[Ints]:
        """Of each column (feature) the positions of the items that have it."""
        starts, items = self.by_feature.indptr, self.by_feature.indices
        return [items[starts[column] : starts[column + 1]] for column in columns]

    @cached_property
    def genre_sizes(self) -> Floats:
        """Number of genres of each item, at least 1."""
        return np.maximum(np.diff(self.genres.indptr), 1).astype(np.float32)

    @cached_property
    def genre_table(self) -> Floats:
        """The genres, dense: there are few of them, and rows are read in every request."""
        return self.genres.toarray().astype(np.float32)

    @cached_property
    def genre_parts(self) -> Floats:
        """Genres, dense, in equal parts of 1 (0 for an item without any)."""
        return np.ascontiguousarray(self.genre_table / self.genre_sizes[:, None])

    @cached_property
    def unit_genres(self) -> Floats:
        """Genres, dense, rows of length 1 (0 for an item without any)."""
        return (self.genre_table / np.sqrt(self.genre_sizes)[:, None]).astype(np.float32)

    def genre_shares(self, items: Ints) -> Floats:
        """(len(items), genres): every item counts 1, in equal parts for its genres, or 0 if it has none."""
        return self.genre_parts[items]

    def genre_mix(self, items: Ints) -> Floats:
        """(genres,), shares that sum to 1; zeros if no item has a genre."""
        mix = self.genre_shares(items).sum(axis=0)
        return np.asarray(mix / max(float(mix.sum()), 1e-9))

    @cached_property
    def collection_starts(self) -> Ints:
        """Positions in `collection_order` where a collection begins."""
        number = self.collection[self.collection_order]
        return np.flatnonzero(np.append(True, number[1:] != number[:-1])[: len(number)])

    @cached_property
    def collection_order(self) -> Ints:
        """Items that belong to a collection, by collection, then part."""
        members = np.flatnonzero(self.collection >= 0)
        return members[np.lexsort((members, self.part[members], self.collection[members]))]

    def with_community(self, *, average: Floats, count: Floats, likes: Floats) -> "Catalogue":
        """The same items with other ratings and likes, such as those of a training split."""
        return replace(self, community_average=average, community_count=count, community_likes=likes)


def build_catalogue(
    *,
    item_ids: Sequence[int] | Ints,
    genres: Sequence[Sequence[int]],
    tokens: Sequence[Iterable[str]] | None = None,
    languages: Sequence[str] | None = None,
    **columns: Sequence[float] | NDArray,
) -> Catalogue:
    """Build the arrays from one entry per item in every argument, in any order.

    genres: ids of each item's genres, leading genre first. tokens: content features such as "director:525"
    (genres, decade and language should be among them). columns: any other field of Catalogue by name.
    """
    ids = np.asarray(item_ids, dtype=np.int64)
    if len(np.unique(ids)) != len(ids):
        raise ValueError("An item id occurs more than once.")
    order = np.argsort(ids, kind="stable")
    genre_matrix, genre_ids, leading = _encode_genres([genres[i] for i in order])
    features, names = build_features([tokens[i] for i in order] if tokens is not None else [()] * len(ids))
    codes, language = np.unique(
        np.asarray([languages[i] for i in order] if languages is not None else [""] * len(ids), dtype=str),
        return_inverse=True,
    )
    return Catalogue(
        item_ids=ids[order],
        genres=genre_matrix,
        genre_ids=genre_ids,
        leading_genre=leading,
        features=features,
        feature_names=names,
        language=language.astype(np.int64),
        languages=tuple(codes.tolist()),
        **_columns(columns, order),
    )


def build_features(tokens: Sequence[Iterable[str]]) -> tuple[sparse.csr_array, tuple[str, ...]]:
    """Tf-idf of tokens, rows of length 1. idf = ln((1 + N) / (1 + df)) + 1."""
    lists = [sorted(set(item)) for item in tokens]
    names = sorted({token for item in lists for token in item})
    column = {name: index for index, name in enumerate(names)}
    indices = np.fromiter((column[token] for item in lists for token in item), dtype=np.int32)
    indptr = np.concatenate([[0], np.cumsum([len(item) for item in lists])]).astype(np.int32)
    frequency = np.bincount(indices, minlength=len(names))
    idf = (np.log((1 + len(lists)) / (1 + frequency)) + 1).astype(np.float32)
    matrix = sparse.csr_array((idf[indices], indices, indptr), shape=(len(lists), len(names)))
    return _unit_rows(matrix), tuple(names)


def _unit_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.repeat(1.0 / np.maximum(lengths, 1e-12), np.diff(matrix.indptr))
    matrix.data = (matrix.data * scale).astype(np.float32)
    return matrix


def _encode_genres(genres: Sequence[Sequence[int]]) -> tuple[sparse.csr_array, tuple[int, ...], Ints]:
    genre_ids = sorted({genre for item in genres for genre in item})
    column = {genre: index for index, genre in enumerate(genre_ids)}
    leading = np.array([column[item[0]] if len(item) else -1 for item in genres], dtype=np.int64)
    rows = [sorted({column[genre] for genre in item}) for item in genres]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32)
    indices = np.fromiter((genre for row in rows for genre in row), dtype=np.int32)
    ones = np.ones(len(indices), dtype=np.float32)
    matrix = sparse.csr_array((ones, indices, indptr), shape=(len(rows), len(genre_ids)))
    return matrix, tuple(genre_ids), leading


_COLUMNS: dict[str, tuple[type, float]] = {
    "vote_average": (np.float32, 0),
    "vote_count": (np.float32, 0),
    "popularity": (np.float32, 0),
    "release_day": (np.int64, 0),
    "collection": (np.int64, -1),
    "part": (np.int64, 0),
    "adult": (np.bool_, False),
    "community_average": (np.float32, 0),
    "community_count": (np.float32, 0),
    "community_likes": (np.float32, 0),
}


def _columns(given: dict[str, Sequence[float] | NDArray], order: Ints) -> dict[str, NDArray]:
    if unknown := set(given) - set(_COLUMNS):
        raise ValueError(f"A catalogue has no column {', '.join(sorted(unknown))}.")
    return {
        name: np.asarray(given[name], dtype=kind)[order]
        if name in given
        else np.full(len(order), empty, dtype=kind)
        for name, (kind, empty) in _COLUMNS.items()
    }


def _share(values: Floats) -> Floats:
    return (values / max(float(values.max(initial=0)), 1e-9)).astype(np.float32)


def _log_share(values: Floats) -> Floats:
    return _share(np.log1p(np.maximum(values, 0)))


def _spread(values: Floats) -> Floats:
    """Scale to 0–1 between the first and the last percentile; equal values are 0.5."""
    if not len(values):
        return values.astype(np.float32)
    low, high = np.quantile(values, CALIBRATION_QUANTILES)
    if high - low < 1e-9:
        return np.full(len(values), 0.5, dtype=np.float32)
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)

"""A catalogue in memory with some of its movies read again: in proportion to these, not to the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy import sparse

from apps.recommendations.ranking import Catalogue
from apps.recommendations.services.dataset import MovieRow, ReadMovies, Snapshot, read_movies

NEAR = "near:"  # features that follow from the texts of all movies, and are not read again


def with_movies(snapshot: Snapshot, ids: Sequence[int], *, version: str | None = None) -> Snapshot | None:
    """The snapshot with these movies as they are in the database: changed, added, or gone.

    version: of the new snapshot, which then has the features that no movie had before; without one they are left out, which
    is faster. None if there is a genre that no movie had before. Weights of features stay those of the snapshot, and likes
    of known movies too: they change little with a few movies, and are exact when the whole catalogue is read.
    """
    catalogue, read = snapshot.catalogue, read_movies(ids)
    known_genres = set(catalogue.genre_ids)
    if version is not None and any(not known_genres.issuperset(own) for own in read.genres.values()):
        return None
    tokens = {row.pk: [*read.tokens[row.pk], *_near(catalogue, row.pk)] for row in read.rows}
    labels: Mapping[str, str] = snapshot.labels
    new = {token for own in tokens.values() for token in own if catalogue.column_of(token) is None}
    if new and version is not None:
        labels = dict(labels.items()) | {token: read.labels[token] for token in new if token in read.labels}
        catalogue = _with_features(catalogue, sorted(new))
    source = _places(catalogue, ids, read.rows)
    titles = [*snapshot.titles[:], *(row.title for row in read.rows)]
    shown = [not row.hidden_from_recommendations for row in read.rows]
    return replace(
        snapshot,
        version=snapshot.version if version is None else version,
        catalogue=_with_rows(catalogue, read, tokens, source),
        visible=_appended(snapshot.visible, shown)[source],
        titles=[titles[place] for place in source.tolist()],
        tmdb_ids=_appended(snapshot.tmdb_ids, [row.tmdb_id or 0 for row in read.rows])[source],
        labels=labels,
    )


def _places(catalogue: Catalogue, ids: Sequence[int], rows: Sequence[MovieRow]) -> np.ndarray:
    """By new position the old one, or the number of old ones and of the read row after them."""
    kept = np.flatnonzero(~np.isin(catalogue.item_ids, ids))
    places = np.append(kept, len(catalogue) + np.arange(len(rows)))
    item_ids = _appended(catalogue.item_ids[kept], [row.pk for row in rows])
    return np.asarray(places[np.argsort(item_ids, kind="stable")])


def _near(catalogue: Catalogue, movie_id: int) -> list[str]:
    """The movie's features that are not read again."""
    place = int(catalogue.positions([movie_id])[0])
    if place < 0:
        return []
    start, end = catalogue.features.indptr[place : place + 2].tolist()
    names = (catalogue.feature_names[column] for column in catalogue.features.indices[start:end].tolist())
    return [name for name in names if name.startswith(NEAR)]


def _with_features(catalogue: Catalogue, new: list[str]) -> Catalogue:
    """With empty columns for new features; columns are in the order of the names."""
    names, features = list(catalogue.feature_names), catalogue.features
    before = np.searchsorted(np.array(new), np.array(names)) if names else np.zeros(0, dtype=np.int64)
    moved = (np.arange(len(names)) + before).astype(features.indices.dtype)
    matrix = sparse.csr_array(
        (features.data, moved[features.indices], features.indptr),
        shape=(features.shape[0], len(names) + len(new)),
    )
    return replace(catalogue, feature_names=tuple(sorted([*names, *new])), features=matrix)


def _with_rows(
    catalogue: Catalogue, read: ReadMovies, tokens: Mapping[int, Sequence[str]], source: np.ndarray
) -> Catalogue:
    """source: as `_places` gives."""
    rows, languages = read.rows, list(catalogue.languages)
    languages += sorted({row.original_language for row in rows} - set(languages))
    genres = [
        [catalogue.genre_ids.index(genre) for genre in read.genres[row.pk] if genre in catalogue.genre_ids]
        for row in rows
    ]
    likes = (
        dict(zip(catalogue.item_ids.tolist(), catalogue.community_likes.tolist(), strict=True))
        if rows
        else {}
    )
    values: dict[str, list[Any]] = {
        "item_ids": [row.pk for row in rows],
        "leading_genre": [own[0] if own else -1 for own in genres],
        "vote_average": [row.vote_average for row in rows],
        "vote_count": [row.vote_count for row in rows],
        "popularity": [row.finite_popularity for row in rows],
        "release_day": [row.day for row in rows],
        "part": [row.day for row in rows],
        "collection": [row.collection_id or -1 for row in rows],
        "adult": [row.adult for row in rows],
        "community_average": [row.community_average or 0 for row in rows],
        "community_count": [row.community_count for row in rows],
        "community_likes": [likes.get(row.pk, 0) for row in rows],
        "language": [languages.index(row.original_language) for row in rows],
    }
    ones = [(np.array(sorted(set(own))), np.ones(len(set(own)))) for own in genres]
    return replace(
        catalogue,
        genres=_stacked(catalogue.genres, ones, source),
        features=_stacked(catalogue.features, _weights(catalogue, [tokens[row.pk] for row in rows]), source),
        languages=tuple(languages),
        **{name: _appended(getattr(catalogue, name), added)[source] for name, added in values.items()},
    )


def _appended(array: np.ndarray, added: Sequence[Any]) -> np.ndarray:
    return np.concatenate([array, np.array(added, dtype=array.dtype)])


def _weights(catalogue: Catalogue, lists: Sequence[Sequence[str]]) -> list[tuple[np.ndarray, np.ndarray]]:
    """By row columns and weights, tf-idf of length 1 as in `build_features`."""
    size = len(catalogue)
    frequency = np.bincount(catalogue.features.indices, minlength=catalogue.features.shape[1])
    weighed = []
    for tokens in lists:
        found = {catalogue.column_of(token) for token in tokens} - {None}
        columns = np.array(sorted(found), dtype=np.int64)  # type: ignore[type-var]
        idf = np.log((1 + size) / (1 + np.maximum(frequency[columns], 1))) + 1
        weighed.append((columns, idf / max(float(np.sqrt((idf * idf).sum())), 1e-12)))
    return weighed


def _stacked(
    matrix: sparse.csr_array, rows: Sequence[tuple[np.ndarray, np.ndarray]], source: np.ndarray
) -> sparse.csr_array:
    """The rows of the matrix and these, in the order of `source`. rows: columns and values."""
    if rows:
        columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        starts = np.cumsum([0, *(len(own) for own, _ in rows)])
        added = sparse.csr_array(
            (
                values.astype(matrix.dtype),
                columns.astype(matrix.indices.dtype),
                starts.astype(matrix.indptr.dtype),
            ),
            shape=(len(rows), matrix.shape[1]),
        )
        matrix = sparse.vstack([matrix, added], format="csr")
    return sparse.csr_array(matrix[source])

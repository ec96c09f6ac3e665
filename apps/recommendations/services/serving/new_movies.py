"""A movie that the catalogue in memory does not have yet, added to it, so that match and similar movies know it at once."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from apps.recommendations.ranking import Catalogue
from apps.recommendations.services.dataset import MovieRow, Snapshot, read_movie
from apps.recommendations.services.serving.model_cache import ServingState


@dataclass(frozen=True, eq=False)
class Extended:
    """`state` is that of `snapshot` with one more movie."""

    snapshot: Snapshot
    movie_id: int
    state: ServingState


class _Latest:
    """What was made last, as a movie's page asks for it more than once until the catalogue is loaded again."""

    extended: Extended | None = None


def state_with(state: ServingState, movie_id: int) -> ServingState | None:
    """The state with this movie in its catalogue; None if there is no such movie. Reads the database unless cached."""
    latest = _Latest.extended
    if latest is None or latest.snapshot is not state.snapshot or latest.movie_id != movie_id:
        snapshot = _with_movie(state.snapshot, movie_id)
        if snapshot is None:
            return None
        model = state.model.aligned_to(snapshot.catalogue.item_ids) if state.model is not None else None
        latest = Extended(state.snapshot, movie_id, replace(state, snapshot=snapshot, model=model))
        _Latest.extended = latest
    return latest.state


def _with_movie(snapshot: Snapshot, movie_id: int) -> Snapshot | None:
    found = read_movie(movie_id)
    if found is None:
        return None
    row, genres, tokens = found
    at = int(np.searchsorted(snapshot.catalogue.item_ids, row.pk))
    titles = list(snapshot.titles)
    titles.insert(at, row.title)
    return replace(
        snapshot,
        catalogue=_inserted(snapshot.catalogue, at, row, genres, tokens),
        visible=np.insert(snapshot.visible, at, not row.hidden_from_recommendations),
        titles=titles,
        tmdb_ids=np.insert(snapshot.tmdb_ids, at, row.tmdb_id or 0),
    )


def _inserted(
    catalogue: Catalogue, at: int, row: MovieRow, genres: list[int], tokens: list[str]
) -> Catalogue:
    """Genres and features that no other movie has are left out: they are shared with none."""
    columns = [catalogue.genre_ids.index(genre) for genre in genres if genre in catalogue.genre_ids]
    day = row.release_date.toordinal() if row.release_date else 0
    known = row.original_language in catalogue.languages
    languages = catalogue.languages if known else (*catalogue.languages, row.original_language)
    values: dict[str, Any] = {
        "item_ids": row.pk,
        "leading_genre": columns[0] if columns else -1,
        "vote_average": row.vote_average,
        "vote_count": row.vote_count,
        "popularity": row.popularity,
        "release_day": day,
        "part": day,
        "collection": row.collection_id or -1,
        "adult": row.adult,
        "community_average": row.community_average or 0,
        "community_count": row.community_count,
        "community_likes": 0,
        "language": languages.index(row.original_language),
    }
    inserted: dict[str, Any] = {
        name: np.insert(getattr(catalogue, name), at, value) for name, value in values.items()
    }
    return replace(
        catalogue,
        genres=_with_row(catalogue.genres, at, np.array(columns, dtype=np.int64), np.ones(len(columns))),
        features=_with_row(catalogue.features, at, *_feature_weights(catalogue, tokens)),
        languages=languages,
        **inserted,
    )


def _feature_weights(catalogue: Catalogue, tokens: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Columns and weights, tf-idf of length 1 as in `build_features`."""
    found = {catalogue.column_of(token) for token in tokens} - {None}
    columns = np.array(sorted(found), dtype=np.int64)  # type: ignore[type-var]
    frequency = np.diff(catalogue.by_feature.indptr)[columns]
    idf = np.log((1 + len(catalogue)) / (1 + frequency)) + 1
    return columns, idf / max(float(np.sqrt((idf * idf).sum())), 1e-12)


def _with_row(matrix: sparse.csr_array, at: int, columns: np.ndarray, values: np.ndarray) -> sparse.csr_array:
    order = np.argsort(columns)
    start = matrix.indptr[at]
    return sparse.csr_array(
        (
            np.insert(matrix.data, start, values[order].astype(matrix.data.dtype)),
            np.insert(matrix.indices, start, columns[order].astype(matrix.indices.dtype)),
            np.concatenate([matrix.indptr[: at + 1], matrix.indptr[at:] + len(columns)]),
        ),
        shape=(matrix.shape[0] + 1, matrix.shape[1]),
    )

"""The catalogue and the model of a large installation as shared arrays: built once for a machine, mapped by its processes.

A process of its own builds them (`manage.py build_arrays`), so that no web process holds the rows that they are made of, or
is slowed down meanwhile. After a change of the catalogue it reads only the movies that have changed.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from scipy import sparse

from apps.core.caching.shared_arrays import (
    Arrays,
    SharedArrays,
    Texts,
    building,
    path_of,
    read_arrays,
    write_arrays,
)
from apps.core.caching.versions import changed_rows
from apps.recommendations.ranking import Catalogue, ItemModel
from apps.recommendations.ranking.match_model import ItemTable, MatchModel
from apps.recommendations.ranking.user_classes import UserClasses
from apps.recommendations.services.dataset import Snapshot, load_snapshot
from apps.recommendations.services.serving.changed_movies import with_movies
from apps.recommendations.services.serving.model_store import load_newest_model
from apps.recommendations.services.serving.versions import CATALOGUE, ServingVersions

NAME = "recommender-3"  # the number of the format: releases side by side do not read each other's
BUILD_SECONDS = 600
# What a catalogue computes from its arrays at first use. They are computed once for all processes.
DERIVED = (
    "votes",
    "quality",
    "popularity_signal",
    "most_liked",
    "genre_sizes",
    "genre_table",
    "unit_genres",
    "collection_order",
    "collection_starts",
    "by_feature",
)
SPARSE = {"csr": sparse.csr_array, "csc": sparse.csc_array}

logger = logging.getLogger(__name__)


class Labels(Mapping[str, str]):
    """Display names by feature token. names: in the order of the tokens, "" for a token without one."""

    def __init__(self, catalogue: Catalogue, names: Texts):
        self.catalogue, self.names = catalogue, names
        # A few genres and keywords are asked for again and again, and finding one among all features takes 40 µs.
        self.found = lru_cache(maxsize=4096)(self._find)

    def __getitem__(self, token: str) -> str:
        name = self.found(token)
        if not name:
            raise KeyError(token)
        return name

    def _find(self, token: str) -> str:
        column = self.catalogue.column_of(token)
        return "" if column is None else self.names[column]

    def __iter__(self) -> Iterator[str]:
        return (token for token, name in zip(self.catalogue.feature_names, self.names, strict=True) if name)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, eq=False)
class LoadedState:
    """model: aligned to the snapshot, the newest that could be read. model_version: its version, "" without a model.

    wanted_model: the newest version when it was loaded. number: as `ServingVersions.catalogue_changed`. loaded_at: `time.time`
    when all was read.
    """

    snapshot: Snapshot
    model: ItemModel | None
    model_version: str
    wanted_model: str
    number: int
    loaded_at: float

    def is_of(self, versions: ServingVersions) -> bool:
        return (self.snapshot.version, self.wanted_model) == (
            versions.catalogue_version,
            versions.model_version,
        )


def load_state(versions: ServingVersions) -> LoadedState:
    """From the database."""
    loaded_at = time.time()
    snapshot = load_snapshot(versions.catalogue_version)
    version, model = load_newest_model() if versions.model_version else ("", None)
    aligned = model.aligned_to(snapshot.catalogue.item_ids) if model is not None else None
    return LoadedState(
        snapshot, aligned, version, versions.model_version, versions.catalogue_changed, loaded_at
    )


def load_shared(versions: ServingVersions, *, max_age: float, is_urgent: bool) -> LoadedState:
    """From shared arrays. Builds them if there are none of these versions that are younger than `max_age` seconds.

    is_urgent: not at low priority.
    """
    path = path_of(NAME)
    shared = _present(path, versions, max_age)
    if shared is None:
        with building(path):
            shared = _present(path, versions, max_age)  # another process may have built them meanwhile
            if shared is None and _build_in_a_process(is_urgent, max_age):
                shared = read_arrays(path)
    if shared is None:  # that process has failed, and has said why
        return load_state(versions)
    return unpack(shared)


def build_shared(versions: ServingVersions, *, max_age: float = 0) -> Path:
    """Write the file. What has changed since the present one is read, or all if that is older than `max_age` seconds."""
    path = path_of(NAME)
    shared = read_arrays(path)
    state = None
    if shared is not None and time.time() - shared.facts["built_at"] <= max_age:
        state = brought_up_to_date(unpack(shared), versions)
    write_arrays(path, *pack(state or load_state(versions)))
    return path


def brought_up_to_date(state: LoadedState, versions: ServingVersions) -> LoadedState | None:
    """The state of these versions, by reading the movies that have changed since. None if all must be read."""
    changed = changed_rows(CATALOGUE, state.number)
    if changed is None or state.wanted_model != versions.model_version:
        return None
    snapshot = with_movies(state.snapshot, changed[1], version=versions.catalogue_version)
    if snapshot is None or len(snapshot.catalogue) != versions.catalogue_size:
        return None
    model, ids = state.model, snapshot.catalogue.item_ids
    if model is not None and not np.array_equal(model.item_ids, ids):
        model = model.aligned_to(ids)
    return replace(state, snapshot=snapshot, model=model, number=versions.catalogue_changed)


def _present(path: Path, versions: ServingVersions, max_age: float) -> SharedArrays | None:
    shared = read_arrays(path)
    if shared is None or time.time() - shared.facts["built_at"] > max_age:
        return None
    wanted = (versions.catalogue_version, versions.model_version)
    return shared if (shared.facts["version"], shared.facts["wanted_model"]) == wanted else None


def _build_in_a_process(is_urgent: bool, max_age: float) -> bool:
    """Whether it has succeeded."""
    command = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "build_arrays",
        f"--max-age={max_age:.0f}",
    ]
    if not is_urgent:
        command.append("--low-priority")
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            command, env=os.environ, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
        )
        error = done.stderr[-2000:] if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as failure:
        error = str(failure)
    if error:
        logger.warning("Shared arrays could not be built; building them in this process: %s", error)
    return not error


def pack(state: LoadedState) -> tuple[Arrays, dict[str, Any]]:
    """As arrays and JSON-ready facts, from which `unpack` makes the same state."""
    snapshot, catalogue, model = state.snapshot, state.snapshot.catalogue, state.model
    arrays: dict[str, np.ndarray] = {}
    facts: dict[str, Any] = {
        "built_at": state.loaded_at,
        "version": snapshot.version,
        "model_version": state.model_version,
        "wanted_model": state.wanted_model,
        "number": state.number,
        "seconds": snapshot.seconds,
        "catalogue": _put_fields(arrays, "catalogue", catalogue, skip={"feature_names"}),
        "derived": {name: _put(arrays, f"derived.{name}", getattr(catalogue, name)) for name in DERIVED},
    }
    _put_texts(arrays, "feature_names", Texts.of(catalogue.feature_names))
    _put_texts(arrays, "labels", _label_texts(snapshot))
    _put_texts(arrays, "titles", Texts.of(snapshot.titles))
    arrays |= {"visible": snapshot.visible, "tmdb_ids": snapshot.tmdb_ids}
    if model is not None:
        facts["model"] = _put_fields(arrays, "model", model, skip={"weights", "match", "classes"})
        if model.match is not None:
            facts["match"] = _put_fields(arrays, "match", model.match, skip=set())
            bias, columns = model.match.table(catalogue)
            arrays |= {"match_table.bias": bias, "match_table.columns": columns}
        if model.classes is not None:
            facts["classes"] = _put_fields(arrays, "classes", model.classes, skip=set())
        facts["weights"] = {
            signal: [
                _put(arrays, f"weights.{signal}", matrix),
                _put(arrays, f"columns.{signal}", model.by_column(signal)),
            ]
            for signal, matrix in model.weights.items()
        }
    return arrays, facts


def _label_texts(snapshot: Snapshot) -> Texts:
    if isinstance(snapshot.labels, Labels):  # of the same features: finding each by its token takes seconds
        return snapshot.labels.names
    return Texts.of([snapshot.labels.get(token, "") for token in snapshot.catalogue.feature_names])


def unpack(shared: SharedArrays) -> LoadedState:
    arrays, facts = shared.arrays, shared.facts
    catalogue = Catalogue(
        feature_names=_texts(arrays, "feature_names"),
        **_take_fields(arrays, "catalogue", facts["catalogue"]),
    )
    for name, how in facts["derived"].items():
        catalogue.__dict__[name] = _take(arrays, f"derived.{name}", how)
    snapshot = Snapshot(
        version=facts["version"],
        catalogue=catalogue,
        visible=arrays["visible"],
        titles=_texts(arrays, "titles"),
        tmdb_ids=arrays["tmdb_ids"],
        labels=Labels(catalogue, _texts(arrays, "labels")),
        seconds=facts["seconds"],
    )
    return LoadedState(
        snapshot,
        _model(arrays, facts, catalogue),
        facts["model_version"],
        facts["wanted_model"],
        facts["number"],
        facts["built_at"],
    )


def _model(arrays: Arrays, facts: dict[str, Any], catalogue: Catalogue) -> ItemModel | None:
    if "model" not in facts:
        return None
    rows = {signal: _take(arrays, f"weights.{signal}", how) for signal, (how, _) in facts["weights"].items()}
    match = None
    if "match" in facts:
        match = MatchModel(**_take_fields(arrays, "match", facts["match"]))
        table = ItemTable(arrays["match_table.bias"], arrays["match_table.columns"])
        match.set_table(catalogue, table)
    classes = None
    if "classes" in facts:
        classes = UserClasses(**_take_fields(arrays, "classes", facts["classes"]))
    model = ItemModel(
        weights=rows, match=match, classes=classes, **_take_fields(arrays, "model", facts["model"])
    )
    for signal, (_, how) in facts["weights"].items():
        model.columns[signal] = _take(arrays, f"columns.{signal}", how)
    return model


def _put_fields(arrays: dict[str, np.ndarray], prefix: str, value: Any, *, skip: set[str]) -> dict[str, Any]:
    """Of a dataclass: arrays and matrices to `arrays`; the rest is JSON-ready."""
    return {
        field.name: _put(arrays, f"{prefix}.{field.name}", getattr(value, field.name))
        for field in fields(value)
        if field.init and field.name not in skip
    }


def _take_fields(arrays: Arrays, prefix: str, hows: dict[str, Any]) -> dict[str, Any]:
    return {name: _take(arrays, f"{prefix}.{name}", how) for name, how in hows.items()}


def _put(arrays: dict[str, np.ndarray], name: str, value: Any) -> list[Any]:
    """How to take it from the arrays: its kind, and what the arrays do not have."""
    if isinstance(value, np.ndarray):
        arrays[name] = value
        return ["array"]
    if sparse.issparse(value):
        value.sort_indices()
        arrays |= {
            f"{name}.data": value.data,
            f"{name}.indices": value.indices,
            f"{name}.indptr": value.indptr,
        }
        return [value.format, value.shape]
    return ["tuple" if isinstance(value, tuple) else "value", value]


def _take(arrays: Arrays, name: str, how: list[Any]) -> Any:
    kind, *rest = how
    if kind == "array":
        return arrays[name]
    if kind in SPARSE:
        matrix = SPARSE[kind](tuple(rest[0]))
        for part in (
            "data",
            "indices",
            "indptr",
        ):  # a constructor copies arrays that are parts of a larger one
            setattr(matrix, part, arrays[f"{name}.{part}"])
        return matrix
    return tuple(rest[0]) if kind == "tuple" else rest[0]


def _put_texts(arrays: dict[str, np.ndarray], name: str, texts: Texts) -> None:
    arrays |= {f"{name}.content": texts.content, f"{name}.ends": texts.ends}


def _texts(arrays: Arrays, name: str) -> Texts:
    return Texts(arrays[f"{name}.content"], arrays[f"{name}.ends"])

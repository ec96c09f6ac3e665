"""The catalogue as arrays and the served model, cached in each process.

Small ones are loaded in the request. Large ones are loaded by a background thread while requests use the cached
version; only the first catalogue of a process is waited for.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import connection

from apps.recommendations.ranking import Catalogue, ItemModel
from apps.recommendations.services.dataset import Snapshot, load_snapshot
from apps.recommendations.services.serving.model_store import load_model
from apps.recommendations.services.serving.versions import ServingVersions, read_versions

MAX_AGE_SECONDS = 600  # after this the catalogue is loaded again, as averages change without a new version
QUICK_SECONDS = 0.1  # a catalogue that was loaded faster than this is loaded in the request
CHANGED_SHARE = 0.1  # a catalogue that grew or shrank by more than this is loaded in the request
QUICK_BYTES = 200_000  # a model smaller than this is loaded in the request
FIRST_WAIT_SECONDS = 0.3  # how long a request waits for the first model of the process
RETRY_SECONDS = 60  # how long a model that could not be loaded is not tried again

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class ServingState:
    """What a list is generated with. model: aligned to the snapshot. model_version: "" without a model."""

    versions: ServingVersions
    snapshot: Snapshot
    model: ItemModel | None
    model_version: str


class ModelCache:
    """Thread-safe: readers take references, loaders replace them."""

    def __init__(self) -> None:
        self._reading = threading.Lock()
        self._starting = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._loaded_at = 0.0
        self._model: ItemModel | None = None
        self._model_version = ""
        self._failed: tuple[str, float] = ("", 0.0)
        self._state: ServingState | None = None
        self._loaders: dict[str, threading.Thread] = {}

    def get(self, versions: ServingVersions, *, wait: bool = False) -> ServingState:
        """The catalogue and model of these versions, or the cached ones while these load.

        wait: load the newest, however long it takes (commands and tasks).
        """
        self._load_model_if_new(versions, wait)
        snapshot = self._current_snapshot(versions, wait)
        self._state = self._align(versions, snapshot)
        return self._state

    def peek(self) -> ServingState | None:
        """The cached state, without a query; loaded again in the background if it is old. None if nothing is cached."""
        if self._state is not None and time.monotonic() - self._loaded_at > 2 * MAX_AGE_SECONDS:
            self._in_background("catalogue", lambda: self.get(read_versions()))
        return self._state

    def clear(self) -> None:
        for loader in list(self._loaders.values()):
            loader.join()
        self.__init__()  # type: ignore[misc]

    def _current_snapshot(self, versions: ServingVersions, wait: bool) -> Snapshot:
        cached = self._snapshot
        if cached is None:
            return self._load_snapshot(versions.catalogue_version)
        stale = time.monotonic() - self._loaded_at > MAX_AGE_SECONDS
        if cached.version == versions.catalogue_version and not stale:
            return cached
        changed = abs(versions.catalogue_size - len(cached.catalogue)) > CHANGED_SHARE * len(cached.catalogue)
        if wait or changed or cached.seconds < QUICK_SECONDS:
            return self._load_snapshot(versions.catalogue_version)
        self._in_background("catalogue", lambda: self._load_snapshot(versions.catalogue_version))
        return cached

    def _load_snapshot(self, version: str) -> Snapshot:
        with self._reading:
            cached, fresh = self._snapshot, time.monotonic() - self._loaded_at <= MAX_AGE_SECONDS
            if cached is not None and cached.version == version and fresh:
                return cached
            self._snapshot, self._loaded_at = load_snapshot(version), time.monotonic()
            return self._snapshot

    def _load_model_if_new(self, versions: ServingVersions, wait: bool) -> None:
        version = versions.model_version
        if version == self._model_version or self._failed_recently(version, wait):
            return
        if not version or wait or versions.model_size < QUICK_BYTES:
            self._load_model(version)
            return
        loader = self._in_background("model", lambda: self._load_model(version))
        if self._model is None:
            loader.join(FIRST_WAIT_SECONDS)

    def _failed_recently(self, version: str, wait: bool) -> bool:
        failed, at = self._failed
        return failed == version and not wait and time.monotonic() - at < RETRY_SECONDS

    def _load_model(self, version: str) -> None:
        """A model that cannot be loaded leaves the cached one in place."""
        model = load_model(version) if version else None
        if version and model is None:
            self._failed = (version, time.monotonic())
            return
        with self._starting:
            self._model, self._model_version = model, version

    def _align(self, versions: ServingVersions, snapshot: Snapshot) -> ServingState:
        with self._starting:
            model, version = self._model, self._model_version
        state = self._state
        if state is not None and state.snapshot is snapshot and state.model_version == version:
            return replace(state, versions=versions)
        aligned = model.aligned_to(snapshot.catalogue.item_ids) if model is not None else None
        return ServingState(versions, snapshot, aligned, version)

    def _in_background(self, name: str, load: Callable[[], object]) -> threading.Thread:
        """Load in a thread, one at a time for each name."""
        with self._starting:
            loader = self._loaders.get(name)
            if loader is None or not loader.is_alive():
                loader = threading.Thread(target=_load_and_log, args=(name, load), daemon=True)
                self._loaders[name] = loader
                loader.start()
        return loader


def _load_and_log(name: str, load: Callable[[], object]) -> None:
    try:
        load()
    except Exception:  # requests continue with the cached version
        logger.warning("Loading failed; serving the cached version", exc_info=True, extra={"part": name})
    finally:
        connection.close()


model_cache = ModelCache()


def current_catalogue() -> Catalogue:
    """The newest catalogue, however long it takes to load (commands and tasks)."""
    return model_cache.get(read_versions(), wait=True).snapshot.catalogue


def warm_up() -> None:
    """Load the catalogue and the model in the background, at the start of a web process."""
    loader = threading.Thread(
        target=_load_and_log,
        args=("catalogue", lambda: model_cache.get(read_versions(), wait=True)),
        daemon=True,
    )
    loader.start()

"""The catalogue as arrays and the served model, of the newest versions that this process has loaded.

Small ones are loaded from the database in the request. Large ones come from arrays that all processes of the machine share;
they are built and loaded in the background while requests use the loaded ones. Only the first are waited for.
"""

import logging
import threading
import time
from dataclasses import dataclass

from django.db import connection

from apps.core.caching.shared_arrays import SHARED_FROM
from apps.recommendations.ranking import Catalogue, ItemModel
from apps.recommendations.services.dataset import Snapshot
from apps.recommendations.services.serving.shared_state import LoadedState, load_shared, load_state
from apps.recommendations.services.serving.versions import ServingVersions, read_versions

# After so many seconds all is read again, as averages change without a new version, and weights of features a little.
MAX_AGE_SECONDS, MAX_AGE_OF_SHARED = 600, 3600
QUICK_SECONDS = 0.1  # what was loaded faster than this is loaded in the request
CHANGED_SHARE = 0.1  # a small catalogue that grew or shrank by more than this is loaded in the request
PAUSE_SECONDS = 30  # between two loads of a large catalogue that keeps changing
LARGE_MODEL = 2_000_000  # bytes

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class ServingState:
    """What a list is generated with. model: aligned to the snapshot. model_version: "" without a model."""

    versions: ServingVersions
    snapshot: Snapshot
    model: ItemModel | None
    model_version: str


class ModelCache:
    """Thread-safe: readers take a reference, loaders replace it."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._starting = threading.Lock()
        self._loaded: LoadedState | None = None
        self._versions: ServingVersions | None = None
        self._loader: threading.Thread | None = None
        self._not_before = 0.0  # by the monotonic clock

    def get(self, versions: ServingVersions, *, wait: bool = False) -> ServingState:
        """The catalogue and model of these versions, or the loaded ones while these load.

        wait: load the newest, however long it takes (commands and tasks).
        """
        loaded, self._versions = self._loaded, versions
        if loaded is None or (not _is_fresh(loaded, versions) and (wait or _is_quick(loaded, versions))):
            loaded = self._load(versions)
        elif not _is_fresh(loaded, versions):
            self._load_in_background()
        return _state(loaded, versions)

    def peek(self) -> ServingState | None:
        """The loaded state, without a query; loaded again in the background if it is old. None if nothing is loaded."""
        loaded, versions = self._loaded, self._versions
        if loaded is None or versions is None:
            return None
        if time.time() - loaded.loaded_at > 2 * _max_age(versions):
            self._load_in_background()
        return _state(loaded, versions)

    def clear(self) -> None:
        if self._loader is not None:
            self._loader.join()
        self.__init__()  # type: ignore[misc]

    def _load(self, versions: ServingVersions) -> LoadedState:
        with self._loading:
            loaded = self._loaded
            if loaded is None or not _is_fresh(loaded, versions):
                if _is_large(versions):
                    loaded = load_shared(versions, max_age=MAX_AGE_OF_SHARED, is_urgent=loaded is None)
                    self._not_before = time.monotonic() + PAUSE_SECONDS
                else:
                    loaded = load_state(versions)
                self._loaded = loaded
            return loaded

    def _load_in_background(self) -> None:
        """In a thread, one at a time."""
        with self._starting:
            if time.monotonic() < self._not_before or (self._loader is not None and self._loader.is_alive()):
                return
            self._loader = threading.Thread(target=self._load_and_log, name="recommender", daemon=True)
            self._loader.start()

    def _load_and_log(self) -> None:
        try:
            versions = read_versions()
            self._load(versions)
            self._versions = versions
        except Exception:  # requests continue with what is loaded, or load it themselves
            logger.warning("The catalogue could not be loaded; serving the cached one", exc_info=True)
            self._not_before = time.monotonic() + PAUSE_SECONDS
        finally:
            connection.close()

    def warm_up(self) -> threading.Thread | None:
        """Load in the background, at the start of a web process."""
        self._load_in_background()
        return self._loader


def _state(loaded: LoadedState, versions: ServingVersions) -> ServingState:
    return ServingState(versions, loaded.snapshot, loaded.model, loaded.model_version)


def _is_fresh(loaded: LoadedState, versions: ServingVersions) -> bool:
    return loaded.is_of(versions) and time.time() - loaded.loaded_at <= _max_age(versions)


def _max_age(versions: ServingVersions) -> int:
    return MAX_AGE_OF_SHARED if _is_large(versions) else MAX_AGE_SECONDS


def _is_large(versions: ServingVersions) -> bool:
    return versions.catalogue_size >= SHARED_FROM or versions.model_size >= LARGE_MODEL


def _is_quick(loaded: LoadedState, versions: ServingVersions) -> bool:
    """Whether a request may wait for the newest."""
    if _is_large(versions):
        return False
    size = len(loaded.snapshot.catalogue)
    has_changed = abs(versions.catalogue_size - size) > CHANGED_SHARE * size
    return has_changed or loaded.snapshot.seconds < QUICK_SECONDS


model_cache = ModelCache()


def current_catalogue() -> Catalogue:
    """The newest catalogue, however long it takes to load (commands and tasks)."""
    return model_cache.get(read_versions(), wait=True).snapshot.catalogue


def warm_up() -> threading.Thread | None:
    return model_cache.warm_up()

"""What one process holds of the world: the catalogue as arrays and the served model.

Small things are read at once. Big ones are read behind the requests, which go on with what is held; only
the very first catalogue is waited for.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import connection

from apps.recommendations.ranking import ItemModel
from apps.recommendations.services.dataset import Snapshot, load_snapshot
from apps.recommendations.services.serving.model_store import load_model
from apps.recommendations.services.serving.versions import World, read_world

MAX_AGE_SECONDS = 600  # after which votes and ratings of our own are read again though no movie changed
QUICK_SECONDS = 0.1  # a catalogue that was read faster than this is read at once
CHANGED_SHARE = 0.1  # a catalogue that grew or shrank by more than this is read at once
QUICK_BYTES = 200_000  # a model smaller than this is read at once
FIRST_WAIT_SECONDS = 0.3  # what a process that holds no model yet waits for its first one
RETRY_SECONDS = 60  # a model that could not be read is not tried again for this long

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Held:
    """What a list is made with. `model` stands in the positions of `snapshot`; `model_version` "" is none."""

    world: World
    snapshot: Snapshot
    model: ItemModel | None
    model_version: str


class Memory:
    """Safe for threads: readers take references, loaders replace them whole."""

    def __init__(self) -> None:
        self._reading = threading.Lock()
        self._starting = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._loaded_at = 0.0
        self._model: ItemModel | None = None
        self._model_version = ""
        self._failed: tuple[str, float] = ("", 0.0)
        self._held: Held | None = None
        self._loaders: dict[str, threading.Thread] = {}

    def hold(self, world: World, *, wait: bool = False) -> Held:
        """The catalogue and the model of this world, or what is held of an earlier one while they load.

        `wait` (commands and tasks): the newest, however long it takes.
        """
        self._want_model(world, wait)
        snapshot = self._want_snapshot(world, wait)
        self._held = self._align(world, snapshot)
        return self._held

    def at_hand(self) -> Held | None:
        """What was held last; renewed behind the requests when nobody asked for the newest for long."""
        if self._held is not None and time.monotonic() - self._loaded_at > 2 * MAX_AGE_SECONDS:
            self._behind("catalogue", lambda: self.hold(read_world()))
        return self._held

    def forget(self) -> None:
        for loader in list(self._loaders.values()):
            loader.join()
        self.__init__()  # type: ignore[misc]

    def _want_snapshot(self, world: World, wait: bool) -> Snapshot:
        held = self._snapshot
        if held is None:
            return self._read_snapshot(world.catalogue_version)
        stale = time.monotonic() - self._loaded_at > MAX_AGE_SECONDS
        if held.version == world.catalogue_version and not stale:
            return held
        changed = abs(world.catalogue_size - len(held.catalogue)) > CHANGED_SHARE * len(held.catalogue)
        if wait or changed or held.seconds < QUICK_SECONDS:
            return self._read_snapshot(world.catalogue_version)
        self._behind("catalogue", lambda: self._read_snapshot(world.catalogue_version))
        return held

    def _read_snapshot(self, version: str) -> Snapshot:
        with self._reading:
            held, fresh = self._snapshot, time.monotonic() - self._loaded_at <= MAX_AGE_SECONDS
            if held is not None and held.version == version and fresh:
                return held
            self._snapshot, self._loaded_at = load_snapshot(version), time.monotonic()
            return self._snapshot

    def _want_model(self, world: World, wait: bool) -> None:
        version = world.model_version
        if version == self._model_version or self._failed_lately(version, wait):
            return
        if not version or wait or world.model_size < QUICK_BYTES:
            self._read_model(version)
            return
        loader = self._behind("model", lambda: self._read_model(version))
        if self._model is None:
            loader.join(FIRST_WAIT_SECONDS)

    def _failed_lately(self, version: str, wait: bool) -> bool:
        failed, at = self._failed
        return failed == version and not wait and time.monotonic() - at < RETRY_SECONDS

    def _read_model(self, version: str) -> None:
        """A model that cannot be read leaves the held one in place."""
        model = load_model(version) if version else None
        if version and model is None:
            self._failed = (version, time.monotonic())
            return
        with self._starting:
            self._model, self._model_version = model, version

    def _align(self, world: World, snapshot: Snapshot) -> Held:
        with self._starting:
            model, version = self._model, self._model_version
        held = self._held
        if held is not None and held.snapshot is snapshot and held.model_version == version:
            return replace(held, world=world)
        served = model.aligned_to(snapshot.catalogue.item_ids) if model is not None else None
        return Held(world, snapshot, served, version)

    def _behind(self, name: str, load: Callable[[], object]) -> threading.Thread:
        """Load in a thread of its own, one at a time for each name."""
        with self._starting:
            loader = self._loaders.get(name)
            if loader is None or not loader.is_alive():
                loader = threading.Thread(target=_quietly, args=(name, load), daemon=True)
                self._loaders[name] = loader
                loader.start()
        return loader


def _quietly(name: str, load: Callable[[], object]) -> None:
    try:
        load()
    except Exception:  # whatever it is, requests go on with what is held
        logger.warning("the %s could not be loaded; serving what is held", name, exc_info=True)
    finally:
        connection.close()


memory = Memory()


def warm_up() -> None:
    """Load the catalogue and the model behind the start of a web process."""
    loader = threading.Thread(
        target=_quietly, args=("catalogue", lambda: memory.hold(read_world(), wait=True)), daemon=True
    )
    loader.start()

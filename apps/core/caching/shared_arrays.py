"""Large arrays that the processes of a machine have in memory once: files that each of them maps.

A file holds a JSON header and the arrays behind it. It is replaced as a whole: who has mapped the previous one keeps it.
Arrays are read-only. The folder belongs to this user alone, since its content is trusted.
"""

import fcntl
import json
import os
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, overload

import numpy as np
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

MAGIC = b"MOVIEARRAYS1"
ALIGNMENT = 64  # bytes; a cache line
SHARED_FROM = 10_000  # movies; the arrays of a smaller catalogue are not worth a file
_SIZE = struct.Struct("<Q")

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class SharedArrays:
    """What a file holds. facts: JSON-ready values that came with the arrays."""

    arrays: Arrays
    facts: dict[str, Any]


class Texts(Sequence[str]):
    """Texts as two arrays, their UTF-8 bytes and their ends, so that processes can share them. A slice is a list."""

    def __init__(self, content: np.ndarray, ends: np.ndarray):
        self.content, self.ends = content, ends
        # Single elements are read faster through views than from arrays.
        self._bytes, self._numbers = content.data, ends.data

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        size = len(self._numbers)
        if not -size <= place < size:
            raise IndexError(place)
        place %= size
        start = self._numbers[place - 1] if place else 0
        return str(self._bytes[start : self._numbers[place]], "utf-8")


def path_of(name: str) -> Path:
    """The file of this name for the configured database. Creates the folder.

    Raises PermissionError if the folder belongs to somebody else.
    """
    folder = Path(settings.SHARED_DIR or Path(tempfile.gettempdir()) / f"movie-backend-{os.getuid()}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user. Set SHARED_DIR to a folder of this one.")
    database = connections[DEFAULT_DB_ALIAS].settings_dict
    place = "|".join(str(database[part]) for part in ("ENGINE", "HOST", "PORT", "NAME"))
    return folder / f"{name}-{sha256(place.encode()).hexdigest()[:12]}.arrays"


def write_arrays(path: Path, arrays: Arrays, facts: dict[str, Any]) -> None:
    """Replace the file. A reader sees either the previous one or this one."""
    described, offset = {}, 0
    for name, array in arrays.items():
        offset += -offset % ALIGNMENT
        described[name] = (array.dtype.str, array.shape, offset)
        offset += array.nbytes
    header = json.dumps({"arrays": described, "size": offset, "facts": facts}).encode()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
        try:
            file.write(MAGIC + _SIZE.pack(len(header)) + header)
            start = file.tell() + -file.tell() % ALIGNMENT
            for name, array in arrays.items():
                file.seek(start + described[name][2])
                file.write(np.ascontiguousarray(array).data if array.size else b"")
            file.truncate(start + offset)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def read_arrays(path: Path) -> SharedArrays | None:
    """The arrays, mapped; None if there is no such file, or it is not a whole one."""
    try:
        with path.open("rb") as file:
            prefix = file.read(len(MAGIC) + _SIZE.size)
            if len(prefix) < len(MAGIC) + _SIZE.size or not prefix.startswith(MAGIC):
                return None
            header = json.loads(file.read(_SIZE.unpack_from(prefix, len(MAGIC))[0]))
            start = file.tell() + -file.tell() % ALIGNMENT
            if os.fstat(file.fileno()).st_size != start + header["size"]:
                return None
            whole = np.memmap(file, dtype=np.uint8, mode="r").view(np.ndarray)
    except (OSError, ValueError, KeyError):
        return None
    arrays = {
        name: np.frombuffer(whole, dtype=kind, count=int(np.prod(shape)), offset=start + offset).reshape(
            shape
        )
        if np.prod(shape)
        else np.zeros(shape, dtype=kind)
        for name, (kind, shape, offset) in header["arrays"].items()
    }
    return SharedArrays(arrays, header["facts"])


@contextmanager
def building(path: Path) -> Iterator[None]:
    """One process of the machine at a time; others wait. The lock ends with the process that has it."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

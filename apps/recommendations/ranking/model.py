"""The trained artifact: sparse item-item weights, to bytes and back. How they are learned: train.py."""

import hashlib
import json
import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints

FORMAT = 2
MAGIC = b"ITEMMODEL"
_DIGEST = hashlib.sha256().digest_size


class ArtifactError(ValueError):
    """An artifact that cannot be served: damaged, cut short, or of another format."""


@dataclass(frozen=True, eq=False)
class ItemModel:
    """Item-item weights, CSR: row = an item that was liked, column = an item it speaks for.

    item_ids: id of each row and column, ascending. likes, dislikes: how many people.
    collaborative: co-liking weights; sequence: what follows; association: what is liked with it. known: False for items without training data
    (only after `aligned_to`). people: how many the model has learned from. facts: settings, seconds, counts.
    """

    item_ids: Ints
    collaborative: sparse.csr_array
    sequence: sparse.csr_array
    association: sparse.csr_array
    likes: Floats
    people: int
    version: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def known(self) -> NDArray[np.bool_]:
        return self.likes > 0

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take in memory."""
        return sum(array.nbytes for array in self._arrays().values())

    def aligned_to(self, item_ids: Ints) -> "ItemModel":
        """The same weights in a catalogue's positions (ascending ids); items that it lacks are dropped."""
        size = len(item_ids)
        at = np.minimum(np.searchsorted(item_ids, self.item_ids), max(size - 1, 0))
        target = np.where(item_ids[at] == self.item_ids, at, -1) if size else np.full(len(self.item_ids), -1)
        likes = np.zeros(size, dtype=np.float32)
        likes[target[target >= 0]] = self.likes[target >= 0]
        return replace(
            self,
            item_ids=np.asarray(item_ids, dtype=np.int64),
            collaborative=_moved(self.collaborative, target, size),
            sequence=_moved(self.sequence, target, size),
            association=_moved(self.association, target, size),
            likes=likes,
        )

    def to_bytes(self, *, compress: bool = True) -> bytes:
        """Format mark, SHA-256 of the rest, a zip of arrays and a JSON header. Equal models, equal bytes."""
        header = {"format": FORMAT, "people": self.people, "version": self.version, "facts": self.facts}
        arrays = {
            **self._arrays(),
            "header": np.frombuffer(json.dumps(header, sort_keys=True).encode(), np.uint8),
        }
        body = BytesIO()
        (np.savez_compressed if compress else np.savez)(body, **arrays)  # type: ignore[arg-type]
        return MAGIC + bytes([FORMAT]) + hashlib.sha256(body.getvalue()).digest() + body.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ItemModel":
        """Raise ArtifactError for anything that `to_bytes` of this format has not written."""
        body = _checked_body(data)
        try:
            with np.load(BytesIO(body), allow_pickle=False) as arrays:
                return cls._from_arrays({name: arrays[name] for name in arrays.files})
        except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise ArtifactError(f"The model's content cannot be read: {error}") from error

    @classmethod
    def empty(cls, item_ids: Ints) -> "ItemModel":
        """A model that knows nothing: every signal but the learned ones is served."""
        nothing = sparse.csr_array((len(item_ids), len(item_ids)), dtype=np.float32)
        ids = np.asarray(item_ids, dtype=np.int64)
        return cls(
            ids, nothing, nothing, nothing, np.zeros(len(ids), dtype=np.float32), people=0, version="none"
        )

    def _arrays(self) -> dict[str, NDArray]:
        return {
            "item_ids": self.item_ids,
            "likes": self.likes,
            **_parts("collaborative", self.collaborative),
            **_parts("sequence", self.sequence),
            **_parts("association", self.association),
        }

    @classmethod
    def _from_arrays(cls, arrays: dict[str, NDArray]) -> "ItemModel":
        header = json.loads(arrays["header"].tobytes())
        return cls(
            item_ids=arrays["item_ids"],
            collaborative=_joined(arrays, "collaborative"),
            sequence=_joined(arrays, "sequence"),
            association=_joined(arrays, "association"),
            likes=arrays["likes"],
            people=int(header["people"]),
            version=str(header["version"]),
            facts=header["facts"],
        )


def _checked_body(data: bytes) -> bytes:
    start = len(MAGIC) + 1 + _DIGEST
    if len(data) < start or not data.startswith(MAGIC):
        raise ArtifactError("This is no item model, or it was cut short.")
    if data[len(MAGIC)] != FORMAT:
        raise ArtifactError(f"The model has format {data[len(MAGIC)]}, this version reads format {FORMAT}.")
    body = data[start:]
    if hashlib.sha256(body).digest() != data[len(MAGIC) + 1 : start]:
        raise ArtifactError("The model's checksum does not match: it was damaged.")
    return body


def _parts(name: str, matrix: sparse.csr_array) -> dict[str, NDArray]:
    return {
        f"{name}_data": matrix.data,
        f"{name}_indices": matrix.indices.astype(np.int32),
        f"{name}_indptr": matrix.indptr.astype(np.int64),
    }


def _joined(arrays: dict[str, NDArray], name: str) -> sparse.csr_array:
    size = len(arrays["item_ids"])
    parts = tuple(arrays[f"{name}_{part}"] for part in ("data", "indices", "indptr"))
    return sparse.csr_array(parts, shape=(size, size))


def _moved(matrix: sparse.csr_array, target: Ints, size: int) -> sparse.csr_array:
    cells = matrix.tocoo()
    rows, columns = target[cells.row], target[cells.col]
    kept = (rows >= 0) & (columns >= 0)
    moved = sparse.coo_array((cells.data[kept], (rows[kept], columns[kept])), shape=(size, size)).tocsr()
    moved.indices = moved.indices.astype(np.int32)
    return moved

"""The trained artifact: sparse item-item weights by signal, to bytes and back. They are learned in train.py."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from apps.recommendations.ranking.catalogue import Floats, Ints
from apps.recommendations.ranking.match_model import MatchModel
from apps.recommendations.ranking.user_classes import UserClasses

FORMAT = 3
MAGIC = b"ITEMMODEL"
LATELY_PRIOR = 200.0  # decayed likes that `lately_share` adds in the proportions of all likes
MATCH_ARRAYS = ("item_ids", "bias", "factors")
CLASS_ARRAYS = ("liked", "others", "shares", "sizes")
_DIGEST = hashlib.sha256().digest_size


class ArtifactError(ValueError):
    """An artifact that cannot be read: damaged, truncated, or of another format."""


@dataclass(frozen=True, eq=False)
class ItemModel:
    """Item-item weights, one CSR matrix per learned signal: row = a liked item, column = an item it speaks for.

    item_ids: (items,), the id of each row and column, ascending. weights: signal → (items, items). likes: (items,), how
    many users like each. lately: (items,), the same where a like counts less the older it is; None in models of earlier
    versions. users: how many the model has learned from. facts: settings, durations, counts. match: None if
    there were too few ratings, and in models of earlier versions. classes: of users; None in models of earlier versions.
    trust: 0–1, factor of the weights of learned signals.
    """

    item_ids: Ints
    weights: Mapping[str, sparse.csr_array]
    likes: Floats
    users: int
    version: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    match: MatchModel | None = None
    trust: float = 1.0
    lately: Floats | None = None
    classes: UserClasses | None = None

    def matrix(self, signal: str) -> sparse.csr_array:
        """The weights of the signal; none if the model was not trained for it."""
        if signal in self.weights:
            return self.weights[signal]
        return sparse.csr_array((len(self.item_ids), len(self.item_ids)), dtype=np.float32)

    def row(self, signal: str, item: int) -> Floats:
        """(items,), the weights of an item for all others."""
        return _dense(self.matrix(signal), item, len(self.item_ids))

    def column(self, signal: str, item: int) -> Floats:
        """(items,), the weights of all others for an item."""
        return _dense(self.by_column(signal), item, len(self.item_ids))

    def by_column(self, signal: str) -> sparse.csc_array:
        """The weights of the signal by column."""
        if signal not in self.columns:
            self.columns[signal] = self.matrix(signal).tocsc()
        return self.columns[signal]

    @cached_property
    def columns(self) -> dict[str, sparse.csc_array]:
        """By signal, those that were asked for."""
        return {}

    @property
    def known(self) -> NDArray[np.bool_]:
        """(items,), False for items without training data."""
        return self.likes > 0

    @cached_property
    def known_parts(self) -> Floats:
        """(items,), equal parts of 1 for the known items (for all, if there is none), 0 for the others."""
        known = self.known.astype(np.float32)
        known = known if known.any() else np.ones_like(known)
        return known / np.float32(max(known.sum(), 1))

    @cached_property
    def lately_share(self) -> Floats:
        """(items,), 0–1: share of the likes of the item most liked lately; where there were few, of all likes."""
        total = float(self.likes.sum())
        if self.lately is None or not total:
            return np.zeros_like(self.likes)
        counts = self.lately + np.float32(LATELY_PRIOR / total) * self.likes
        return np.asarray(counts / counts.max(), dtype=np.float32)

    @property
    def nbytes(self) -> int:
        """Size of the arrays in memory."""
        return sum(array.nbytes for array in self._arrays().values())

    def aligned_to(self, item_ids: Ints) -> "ItemModel":
        """The same weights by catalogue position. Items that are not in the catalogue are dropped."""
        size = len(item_ids)
        at = np.minimum(np.searchsorted(item_ids, self.item_ids), max(size - 1, 0))
        target = np.where(item_ids[at] == self.item_ids, at, -1) if size else np.full(len(self.item_ids), -1)

        def moved(values: Floats) -> Floats:
            placed = np.zeros(size, dtype=np.float32)
            placed[target[target >= 0]] = values[target >= 0]
            return placed

        return replace(
            self,
            item_ids=np.asarray(item_ids, dtype=np.int64),
            weights={name: _moved(matrix, target, size) for name, matrix in self.weights.items()},
            likes=moved(self.likes),
            lately=None if self.lately is None else moved(self.lately),
            match=self.match and self.match.aligned_to(np.asarray(item_ids, dtype=np.int64)),
            classes=self.classes and self.classes.moved(target, size),
        )

    def to_bytes(self, *, compress: bool = True) -> bytes:
        """Format mark, SHA-256 of the rest, and a zip of the arrays and a JSON header. Equal models have equal bytes."""
        header: dict[str, object] = {
            "format": FORMAT,
            "users": self.users,
            "version": self.version,
            "facts": self.facts,
            "match": self.match and self.match.numbers(),
            "trust": self.trust,
        }
        arrays = {
            **self._arrays(),
            "header": np.frombuffer(json.dumps(header, sort_keys=True).encode(), np.uint8),
        }
        body = BytesIO()
        # Level 1 takes a third of the default level's time, for 1 % more bytes.
        method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        with zipfile.ZipFile(body, "w", method, compresslevel=1) as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)
        return MAGIC + bytes([FORMAT]) + hashlib.sha256(body.getvalue()).digest() + body.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ItemModel":
        """Raises ArtifactError for anything but the bytes of `to_bytes` in this format."""
        body = _checked_body(data)
        try:
            with np.load(BytesIO(body), allow_pickle=False) as arrays:
                return cls._from_arrays({name: arrays[name] for name in arrays.files})
        except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise ArtifactError(f"The model's content cannot be read: {error}") from error

    @classmethod
    def empty(cls, item_ids: Ints) -> "ItemModel":
        """A model without weights: only the signals that need no training are above 0."""
        ids = np.asarray(item_ids, dtype=np.int64)
        return cls(ids, {}, np.zeros(len(ids), dtype=np.float32), users=0, version="none")

    def _arrays(self) -> dict[str, NDArray]:
        arrays: dict[str, NDArray] = {"item_ids": self.item_ids, "likes": self.likes}
        if self.lately is not None:
            arrays["lately"] = self.lately
        for name, matrix in self.weights.items():
            arrays |= _parts(name, matrix)
        if self.match is not None:
            arrays |= {f"match_{name}": getattr(self.match, name) for name in MATCH_ARRAYS}
        if self.classes is not None:
            arrays |= {f"classes_{name}": getattr(self.classes, name) for name in CLASS_ARRAYS}
        return arrays

    @classmethod
    def _from_arrays(cls, arrays: dict[str, NDArray]) -> "ItemModel":
        header = json.loads(arrays["header"].tobytes())
        names = [name.removesuffix("_indptr") for name in arrays if name.endswith("_indptr")]
        return cls(
            item_ids=arrays["item_ids"],
            weights={name: _joined(arrays, name) for name in names},
            likes=arrays["likes"],
            lately=arrays.get("lately"),
            users=int(header["users"]),
            version=str(header["version"]),
            facts=header["facts"],
            match=_match(arrays, header.get("match")),
            classes=_classes(arrays),
            trust=float(header.get("trust", 1.0)),
        )


def _match(arrays: dict[str, NDArray], numbers: dict[str, Any] | None) -> MatchModel | None:
    if not numbers:
        return None
    given = numbers | {name: tuple(numbers[name]) for name in ("weights", "slopes") if name in numbers}
    given |= {name: arrays[f"match_{name}"] for name in MATCH_ARRAYS}
    return MatchModel(**given)


def _classes(arrays: dict[str, NDArray]) -> UserClasses | None:
    if "classes_liked" not in arrays:
        return None
    return UserClasses(**{name: arrays[f"classes_{name}"] for name in CLASS_ARRAYS})


def _dense(matrix: sparse.csr_array | sparse.csc_array, place: int, size: int) -> Floats:
    """A row of a CSR matrix, or a column of a CSC matrix."""
    part = slice(matrix.indptr[place], matrix.indptr[place + 1])
    dense = np.zeros(size, dtype=np.float32)
    dense[matrix.indices[part]] = matrix.data[part]
    return dense


def _checked_body(data: bytes) -> bytes:
    start = len(MAGIC) + 1 + _DIGEST
    if len(data) < start or not data.startswith(MAGIC):
        raise ArtifactError("This is not an item model, or it is truncated.")
    if data[len(MAGIC)] != FORMAT:
        raise ArtifactError(f"The model has format {data[len(MAGIC)]}, this version reads format {FORMAT}.")
    body = data[start:]
    if hashlib.sha256(body).digest() != data[len(MAGIC) + 1 : start]:
        raise ArtifactError("The model's checksum does not match: it is damaged.")
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
    """target: the new place of each item, ascending; -1 for those that are dropped."""
    rows, columns, data = np.repeat(target, np.diff(matrix.indptr)), target[matrix.indices], matrix.data
    kept = (rows >= 0) & (columns >= 0)
    if not kept.all():
        rows, columns, data = rows[kept], columns[kept], data[kept]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))])
    return sparse.csr_array((data, columns.astype(np.int32), starts.astype(np.int32)), shape=(size, size))

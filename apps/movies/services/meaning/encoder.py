"""The encoder of sentences: one small interface, and its implementation with ONNX Runtime.

Its libraries (requirements-meaning.txt) and its model (MEANING_MODEL) are optional. The model is a folder with the files of
the Hugging Face hub, or the name of a repository there, perhaps with @revision: `tokenizer.json`, an ONNX export of a
sentence transformer, and if it has them, `1_Pooling/config.json` and `config_sentence_transformers.json`.
"""

import json
import logging
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

logger = logging.getLogger("movies.meaning")
Vectors = NDArray[np.float32]

# The first of these that the model has; the smaller one of 8-bit weights is twice as fast and nearly as good.
MODEL_FILES = ("model_quantized.onnx", "onnx/model_quantized.onnx", "model.onnx", "onnx/model.onnx")
DOWNLOADED = [
    *MODEL_FILES,
    *("tokenizer.json", "1_Pooling/config.json", "config_sentence_transformers.json"),
]
LIBRARIES = ("onnxruntime", "tokenizers")
MOST_TOKENS = 128
ENCODER_MAX = 200  # characters of a model's name that are stored
INSTALL = "pip install -r requirements-meaning.txt"
PREPARE = "python manage.py encode_movies"


class MeaningUnavailable(Exception):
    """There is no encoder; the text says what to do."""


class Encoder(Protocol):
    """`name` identifies the model: vectors of different encoders are not compared."""

    name: str

    def encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        """(texts × dimensions), rows of length 1."""
        ...


def is_configured() -> bool:
    return bool(settings.MEANING_MODEL)


def load_encoder(*, may_download: bool = False, threads: int = 1) -> Encoder:
    """The configured encoder, loaded once per process. Raises MeaningUnavailable.

    may_download: fetch a model of the hub that is not on this machine yet, which requests must not wait for.
    """
    if not is_configured():
        raise MeaningUnavailable(
            f"Search by meaning is not set up here. An operator sets MEANING_MODEL, runs {INSTALL} and then {PREPARE}."
        )
    return _loaded(settings.MEANING_MODEL, may_download, threads)


@lru_cache(maxsize=2)
def _loaded(model: str, may_download: bool, threads: int) -> Encoder:
    try:
        return OnnxEncoder(model, _folder_of(model, may_download=may_download), threads=threads)
    except ImportError as error:
        raise MeaningUnavailable(f"{error.name} is not installed. An operator runs {INSTALL}.") from error
    except MeaningUnavailable:
        raise
    except Exception as error:  # the libraries raise their own kinds for files that they cannot read
        logger.warning("Sentence encoder cannot be loaded", extra={"error": type(error).__name__})
        raise MeaningUnavailable(
            f"The files of MEANING_MODEL cannot be read. An operator replaces them and runs {PREPARE}."
        ) from error


def _folder_of(model: str, *, may_download: bool) -> Path:
    if Path(model).is_dir():
        return Path(model)
    hub = import_module("huggingface_hub")
    name, _, revision = model.partition("@")
    try:
        return Path(
            hub.snapshot_download(
                name,
                revision=revision or None,
                allow_patterns=DOWNLOADED,
                local_files_only=not may_download,
            )
        )
    # The hub's client raises many kinds: no network, no such repository, not on this disk.
    except Exception as error:
        raise MeaningUnavailable(
            f"The model of MEANING_MODEL is neither a folder nor downloaded. An operator runs {PREPARE}."
        ) from error


class OnnxEncoder:
    """A sentence transformer in ONNX. threads: of one call; 0 uses all cores."""

    def __init__(self, name: str, folder: Path, *, threads: int = 1):
        onnxruntime, tokenizers = (import_module(library) for library in LIBRARIES)
        path = next((folder / file for file in MODEL_FILES if (folder / file).is_file()), None)
        if path is None or not (folder / "tokenizer.json").is_file():
            raise MeaningUnavailable(
                f"The folder of MEANING_MODEL lacks tokenizer.json or one of {', '.join(MODEL_FILES)}."
            )
        self.name = name[:ENCODER_MAX]
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that wait for the next product must not take the cores of other requests.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}
        pooling = _read_json(folder / "1_Pooling" / "config.json")
        self._first_token = pooling.get("pooling_mode_cls_token") is True
        self._prefixes = _prefixes(name, _read_json(folder / "config_sentence_transformers.json"))

    def encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        prefix = self._prefixes[is_query]
        encoded = self._tokenizer.encode_batch([prefix + text for text in texts])
        width = max(len(row.ids) for row in encoded)
        ids = np.zeros((len(encoded), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(encoded):
            ids[place, : len(row.ids)] = row.ids
            mask[place, : len(row.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        tokens = self._session.run(
            None, {name: value for name, value in given.items() if name in self._inputs}
        )[0]
        if self._first_token:
            vectors = tokens[:, 0]
        else:
            weights = mask[:, :, None].astype(np.float32)
            vectors = (tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)


def _prefixes(name: str, config: dict[str, Any]) -> tuple[str, str]:
    """What the model expects before documents and before queries: its own prompts, or those of the E5 family."""
    prompts = config.get("prompts") or {}
    if prompts:
        document = next((prompts[key] for key in ("document", "passage") if key in prompts), "")
        return document, prompts.get("query", "")
    return ("passage: ", "query: ") if "e5" in name.lower() else ("", "")


def _read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

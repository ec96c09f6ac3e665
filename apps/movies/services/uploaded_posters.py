"""Posters that curators upload. Their bytes are checked here, and named by their content in Django's default storage."""

import struct
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

import resvg_py
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from apps.movies.models import Movie
from apps.movies.services.images import UPLOADED

MAX_BYTES = 4 * 1024 * 1024
MIN_WIDTH, MAX_WIDTH = 100, 4000
MIN_HEIGHT, MAX_HEIGHT = 150, 6000
FOLDER = "posters"
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class UnusablePoster(Exception):
    """Its text says what is wrong and what to do."""


@dataclass(frozen=True)
class Picture:
    kind: str  # a key of CONTENT_TYPES
    width: int
    height: int


def store_poster(upload: UploadedFile) -> str:
    """Check and store a picture. Returns the movie's `poster_path`. Raises UnusablePoster."""
    if (upload.size or 0) > MAX_BYTES:
        raise UnusablePoster(f"The poster has more than {MAX_BYTES // 1024**2} MB. Upload a smaller one.")
    content = upload.read()
    picture = read_picture(content)
    if picture is None:
        raise UnusablePoster("The poster is no JPEG, PNG or WebP picture. Upload one of these.")
    if not (MIN_WIDTH <= picture.width <= MAX_WIDTH and MIN_HEIGHT <= picture.height <= MAX_HEIGHT):
        raise UnusablePoster(
            f"The poster has {picture.width} × {picture.height} pixels. It must have from {MIN_WIDTH} × {MIN_HEIGHT} "
            f"to {MAX_WIDTH} × {MAX_HEIGHT}."
        )
    if not is_whole(content, picture.kind):
        raise UnusablePoster(
            "The poster is cut off or damaged: it cannot be shown. Upload it again, or save it anew as JPEG or PNG."
        )
    name = f"{sha256(content).hexdigest()[:32]}.{picture.kind}"
    try:
        if not default_storage.exists(f"{FOLDER}/{name}"):
            default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    except OSError as error:
        raise UnusablePoster(
            "The poster could not be stored. The folder of MEDIA_ROOT must exist and be writable."
        ) from error
    return f"{UPLOADED}{name}"


def read_poster(name: str) -> tuple[bytes, str] | None:
    """The bytes and content type of a stored picture; None if there is none of this name."""
    kind = CONTENT_TYPES.get(name.rpartition(".")[2])
    path = f"{FOLDER}/{name}"
    try:
        if kind is None or not default_storage.exists(path):
            return None
        with default_storage.open(path) as file:
            return file.read(), kind
    except OSError:
        return None


def delete_unused_poster(path: str) -> None:
    """Delete the file of a former `poster_path` unless a movie still has it."""
    if path.startswith(UPLOADED) and not Movie.all_objects.filter(poster_path=path).exists():
        default_storage.delete(f"{FOLDER}/{path.removeprefix(UPLOADED)}")


def read_picture(content: bytes) -> Picture | None:
    """Format and size, from the header. Names and types that a client claims are not believed."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return Picture("png", *struct.unpack(">II", content[16:24]))
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        pass
    return None


def _jpeg(content: bytes) -> Picture | None:
    """Walk over the segments to the one that begins a frame (SOF0–SOF15 without DHT, JPG and DAC)."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture("jpg", width, height)
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 2 + max(2, length)
    return None


def _webp(content: bytes) -> Picture | None:
    chunk = content[12:16]
    if chunk == b"VP8X":
        sizes = [int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27)]
        return Picture("webp", *sizes) if len(content) >= 30 else None
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return Picture("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return Picture("webp", width & 0x3FFF, height & 0x3FFF)
    return None


def is_whole(content: bytes, kind: str) -> bool:
    """Whether the picture can be decoded to its end. It has the size of `read_picture`, which limits the work."""
    if kind == "png":
        has_end = b"IEND" in content[-64 * 1024 :]  # programs add texts and previews behind it
    elif kind == "jpg":
        has_end = b"\xff\xd9" in content[content.rfind(b"\xff\xda") :]
    else:
        has_end = len(content) >= 8 + int.from_bytes(content[4:8], "little")
    return has_end and _thumbnail(content, CONTENT_TYPES[kind]) != _thumbnail(b"", "")


def _thumbnail(content: bytes, content_type: str) -> bytes:
    """The picture, drawn small. What cannot be decoded is not drawn."""
    data = f"data:{content_type};base64,{b64encode(content).decode()}"
    image = f'<image width="8" height="12" preserveAspectRatio="none" href="{data}"/>' if content else ""
    ground = '<rect width="8" height="12" fill="#fe01fd"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="12">{ground}{image}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))

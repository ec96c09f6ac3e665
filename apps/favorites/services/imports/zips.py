"""The members of a zip. A member that is damaged does not hide the others, and neither does a damaged directory.

The standard library reads the directory at a zip's end, and refuses the zip for one wrong entry. If it does, or if the
directory is missing because the file was cut off, members are found by the headers before their contents.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from lzma import LZMAError
from typing import NamedTuple

CHUNK = 64 * 1024
UNPACKED_CHUNK = 16 * CHUNK
ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,  # a compression or a version of the format that is not known
    RuntimeError,
    EOFError,
    OSError,
    ValueError,  # also a name that is not in the encoding that it is said to have
    struct.error,
    zlib.error,
    LZMAError,
)
HEADER_MAGIC, EMPTY_MAGIC, DESCRIPTOR_MAGIC = b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"
MAGIC = (HEADER_MAGIC, EMPTY_MAGIC)
ENCRYPTED, SIZES_FOLLOW, UTF_8 = 0x1, 0x8, 0x800  # bits of the flags
ELSEWHERE = 0xFFFFFFFF  # a size that is in an extra field


class Header(NamedTuple):
    """What precedes the content of a member. packed: its size in the zip."""

    magic: bytes
    version: int
    flags: int
    method: int
    time: int
    day: int
    crc: int
    packed: int
    size: int
    name_length: int
    extra_length: int

    @property
    def length(self) -> int:
        return LAYOUT.size + self.name_length + self.extra_length

    @property
    def has_sizes(self) -> bool:
        return not self.flags & SIZES_FOLLOW and self.packed != ELSEWHERE


LAYOUT = struct.Struct("<4sHHHHHIIIHH")
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}


@dataclass(frozen=True)
class Member:
    """A file in a zip. size: what the zip says, which may be false; 0 if it does not say. crc: None if only the header has it."""

    name: str
    content: bytes = field(repr=False)
    offset: int
    size: int
    is_encrypted: bool
    crc: int | None = None
    archive: zipfile.ZipFile | None = None
    entry: zipfile.ZipInfo | None = None

    @property
    def is_compressed_otherwise(self) -> bool:
        """Whether the zip says that the file is packed in a way that the standard library does not know."""
        return self.entry is not None and self.entry.compress_type not in METHODS

    def chunks(self) -> Iterator[bytes]:
        """The unpacked file in parts. Raises ERRORS if it is damaged, maybe after some of them."""
        stream = None
        if self.archive and self.entry:
            with suppress(*ERRORS):  # such as a name that differs from that in the header
                stream = self.archive.open(self.entry)
        if stream is None:
            yield from chunks_at(self.content, self.offset, self.crc)
            return
        with stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def members(content: bytes) -> list[Member]:
    """The members of the zip. Raises BadZipFile if it is damaged and has none."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ERRORS as error:
        found = list(members_by_headers(content))
        if not found:
            raise zipfile.BadZipFile("No member was found.") from error
        return found
    return [
        Member(
            name=name_of(entry.orig_filename, is_utf_8=bool(entry.flag_bits & UTF_8)),
            content=content,
            offset=entry.header_offset,
            size=entry.file_size,
            is_encrypted=bool(entry.flag_bits & ENCRYPTED),
            crc=entry.CRC,
            archive=archive,
            entry=entry,
        )
        for entry in archive.infolist()
    ]


def members_by_headers(content: bytes) -> Iterator[Member]:
    place = content.find(HEADER_MAGIC)
    while 0 <= place <= len(content) - LAYOUT.size:
        header = header_at(content, place)
        name = content[place + LAYOUT.size :][: header.name_length]
        if name and len(name) == header.name_length:
            yield Member(
                name=name_of(name.decode("cp437"), is_utf_8=False),
                content=content,
                offset=place,
                size=header.size if header.has_sizes else 0,
                is_encrypted=bool(header.flags & ENCRYPTED),
            )
        end = place + header.length + (header.packed if header.has_sizes else 0)
        place = content.find(HEADER_MAGIC, min(end, len(content)))


def header_at(content: bytes, offset: int) -> Header:
    """Raises struct.error where there is no room for one."""
    return Header(*LAYOUT.unpack_from(content, offset))


def name_of(name: str, *, is_utf_8: bool) -> str:
    """A name that is not marked as UTF-8 was read as code page 437, but is UTF-8 in zips of macOS and others."""
    if not is_utf_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.partition("\0")[0]


def chunks_at(content: bytes, offset: int, crc: int | None) -> Iterator[bytes]:
    """Unpack the member with the header at this place. Raises ERRORS."""
    header = header_at(content, offset)
    if header.magic != HEADER_MAGIC:
        raise zipfile.BadZipFile("No header")
    start, checksum = offset + header.length, 0
    if header.method == zipfile.ZIP_STORED and header.has_sizes and start + header.size <= len(content):
        pieces = stored(content, start, start + header.size)
    elif header.method == zipfile.ZIP_DEFLATED:
        pieces = inflated(content, start)
    else:
        raise NotImplementedError("Cut off, of unknown size or compression")
    end = start
    for chunk, end in pieces:  # noqa: B007 - the last end is that of the content
        checksum = zlib.crc32(chunk, checksum)
        yield chunk
    expected = crc_behind(content, end) if header.flags & SIZES_FOLLOW else header.crc
    if checksum != (expected if crc is None else crc):
        raise zipfile.BadZipFile("Bad checksum")


def stored(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    for place in range(start, end, CHUNK):
        chunk = content[place : min(place + CHUNK, end)]
        yield chunk, place + len(chunk)


def inflated(content: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """Parts, each with where the packed content ends that has been read. Compressed content says itself where it ends."""
    decompressor, place = zlib.decompressobj(-zlib.MAX_WBITS), start
    while not decompressor.eof:
        piece = decompressor.unconsumed_tail
        if not piece:
            piece = content[place : place + CHUNK]
            place += len(piece)
        chunk = decompressor.decompress(piece, UNPACKED_CHUNK)
        if not piece and not chunk:
            raise EOFError("Cut off")
        yield chunk, place - len(decompressor.unused_data)


def crc_behind(content: bytes, end: int) -> int:
    """The checksum of a member whose header does not have it. Its signature is optional."""
    place = end + (len(DESCRIPTOR_MAGIC) if content.startswith(DESCRIPTOR_MAGIC, end) else 0)
    return int.from_bytes(content[place : place + 4], "little")

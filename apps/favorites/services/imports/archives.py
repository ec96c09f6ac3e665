"""Opens uploads: a CSV file, a JSON file, or a zip of such files, or of zips.

A file in a zip that cannot be read is reported and skipped. A zip is refused only if it is too large, or if nothing in it
can be read. Nothing is written to a disk.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from apps.favorites.services.imports import zips
from apps.favorites.services.imports.encodings import decode
from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import ImportRefusedError
from apps.favorites.services.imports.zips import Member

MEGABYTE = 1024 * 1024
UPLOAD_MAX_BYTES = 20 * MEGABYTE
UNPACKED_MAX_BYTES = 60 * MEGABYTE
ZIP_ENTRIES_MAX = 500
NESTED_ZIPS_MAX = 2  # zips within zips
READABLE = {".csv", ".json", ".txt", ".tsv"}
TOO_LARGE = (
    f"The file is larger than {UPLOAD_MAX_BYTES // MEGABYTE} MB. Split it, or upload its files one by one."
)
UNPACKS_TOO_LARGE = f"The zip unpacks to more than {UNPACKED_MAX_BYTES // MEGABYTE} MB. Split it."
MEMBER_TOO_LARGE = f"The file has more than {UNPACKED_MAX_BYTES // MEGABYTE} MB. Split it."
DAMAGED = "The file is damaged. Export it again."
OTHER_METHOD = (
    "The file is compressed in a way that is not read. Zip it again with the usual compression (Deflate)."
)
OTHER_MAGIC = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "a workbook",
}
IN_WORKBOOKS = {"[content_types].xml", "content.xml"}
NOT_SUPPORTED = "The file is {}. Upload a CSV file, a JSON file, or a zip of them."
NAME_MAX_LENGTH = 500
DRIVE = re.compile(r"[a-z]:")


@dataclass
class Upload:
    """The readable files, and by path why the others cannot be read."""

    sources: list[Source] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    entries: int = 0
    bytes_left: int = UNPACKED_MAX_BYTES

    @property
    def size(self) -> int:
        """Of the files that can be read, in characters. A zip's own size says nothing of it."""
        return sum(len(source.text) for source in self.sources)


def open_upload(name: str, content: bytes, *, lists: str = "playlist") -> Upload:
    """Open an uploaded file. lists: what lists are whose file does not say it. Raises ImportRefusedError if nothing in it can be read."""
    if len(content) > UPLOAD_MAX_BYTES:
        raise ImportRefusedError(TOO_LARGE)
    if not content.strip():
        raise ImportRefusedError("The file is empty. Upload another one.")
    if magic := next((magic for magic in OTHER_MAGIC if content.startswith(magic)), None):
        raise ImportRefusedError(f"{printable(name)}: {NOT_SUPPORTED.format(OTHER_MAGIC[magic])}")
    upload = Upload()
    if content.startswith(zips.MAGIC):
        try:
            unzip(content, upload)
        except FileError as error:
            raise ImportRefusedError(str(error)) from error
        except zips.ERRORS as error:
            raise ImportRefusedError(
                "The zip cannot be read. Export it again, or unpack it first."
            ) from error
    else:
        try:
            add_source(upload, name, content)
        except FileError as error:
            raise ImportRefusedError(f"{printable(name)}: {error}") from error
    root = common_folder([source.path for source in upload.sources])
    for source in upload.sources:
        source.path = source.path.removeprefix(root)
        source.upload = upload.sources
        source.lists = lists
    return upload


def unzip(content: bytes, upload: Upload, *, depth: int = 0) -> None:
    """Add the files of a zip. Raises zips.ERRORS if it has none, FileError, and ImportRefusedError if it is too large."""
    members = [member for member in zips.members(content) if not is_hidden(path_of(member))]
    if IN_WORKBOOKS & {path_of(member) for member in members}:
        raise FileError(NOT_SUPPORTED.format("a workbook"))
    upload.entries += len(members)
    if upload.entries > ZIP_ENTRIES_MAX:
        raise ImportRefusedError(
            f"The zip contains more than {ZIP_ENTRIES_MAX} files. Remove the files that are not needed."
        )
    if (
        sum(member.size for member in members if is_wanted(member) and not is_too_large(member))
        > UNPACKED_MAX_BYTES
    ):
        raise ImportRefusedError(UNPACKS_TOO_LARGE)
    for member in members:
        try:
            add_member(member, upload, depth)
        except FileError as error:
            upload.unreadable[path_of(member)] = str(error)


def add_member(member: Member, upload: Upload, depth: int) -> None:
    """Raises FileError."""
    if not is_wanted(member):
        raise FileError("The file is not a .csv or .json file, so it was not read.")
    path = PurePosixPath(path_of(member))
    if path.is_absolute() or ".." in path.parts or DRIVE.match(path_of(member)):
        raise FileError("The file has a path that leads out of the zip, so it was not read. Zip it again.")
    if is_too_large(member):
        raise FileError(MEMBER_TOO_LARGE)
    if member.is_encrypted:
        raise FileError("The file has a password. Upload the zip without one.")
    try:
        content = unpack(member, upload)
    except zips.ERRORS as error:
        raise FileError(OTHER_METHOD if member.is_compressed_otherwise else DAMAGED) from error
    if not content.startswith(zips.MAGIC):
        add_source(upload, member.name.replace("\\", "/"), content)
        return
    if depth == NESTED_ZIPS_MAX:
        raise FileError("The zip is in too many other zips. Upload it alone.")
    try:
        unzip(content, upload, depth=depth + 1)
    except zips.ERRORS as error:
        raise FileError(DAMAGED) from error


def add_source(upload: Upload, name: str, content: bytes) -> None:
    """Raises FileError if it is not text."""
    text, remark = decode(content)
    upload.sources.append(Source(name.lower(), text, name=name, remark=remark))


def unpack(member: Member, upload: Upload) -> bytes:
    """Counts the bytes while it reads, of damaged files too, because the sizes that a zip says may be false.

    Raises zips.ERRORS, and ImportRefusedError if it is too large.
    """
    chunks = []
    for chunk in member.chunks():
        upload.bytes_left -= len(chunk)
        if upload.bytes_left < 0:
            raise ImportRefusedError(UNPACKS_TOO_LARGE)
        chunks.append(chunk)
    return b"".join(chunks)


def path_of(member: Member) -> str:
    return member.name.lower().replace("\\", "/")


def is_hidden(path: str) -> bool:
    """Whether it is a folder, or one of the files that macOS and Windows add to a zip."""
    parts = PurePosixPath(path).parts
    if path.endswith("/") or not parts or parts[-1] in ("thumbs.db", "desktop.ini"):
        return True
    return any(part == "__macosx" or (part.startswith(".") and part != "..") for part in parts)


def is_too_large(member: Member) -> bool:
    return member.size > UNPACKED_MAX_BYTES


def is_wanted(member: Member) -> bool:
    return PurePosixPath(path_of(member)).suffix in READABLE | {".zip"}


def common_folder(paths: list[str]) -> str:
    """Return the folder of all files, ending with a slash. A zip that was unpacked and zipped again has one."""
    folders = [path.split("/")[:-1] for path in paths]
    shared: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1 or parts[0] in ("deleted", "orphaned", "likes", "lists"):
            break
        shared.append(parts[0])
    return "".join(f"{part}/" for part in shared)


def printable(name: str) -> str:
    return "".join(c for c in name[:NAME_MAX_LENGTH] if c.isprintable())[:100] or "The file"

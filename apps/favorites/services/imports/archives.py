"""Opens uploads: a CSV file, a JSON file, or a zip of such files, or of zips.

A file in a zip that cannot be read is reported and skipped. A zip is refused only if it is too large or damaged as a
whole. Nothing is written to a disk.
"""

import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import ImportRefusedError

MEGABYTE = 1024 * 1024
UPLOAD_MAX_BYTES = 20 * MEGABYTE
UNPACKED_MAX_BYTES = 60 * MEGABYTE
ZIP_ENTRIES_MAX = 500
NESTED_ZIPS_MAX = 2  # zips within zips
LINES_MAX = 500_000
READABLE = {".csv", ".json", ".txt", ".tsv"}
TOO_LARGE = (
    f"The file is larger than {UPLOAD_MAX_BYTES // MEGABYTE} MB. Split it, or upload its files one by one."
)
UNPACKS_TOO_LARGE = f"The zip unpacks to more than {UNPACKED_MAX_BYTES // MEGABYTE} MB. Split it."
DAMAGED = "The file is damaged. Export it again."
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
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
# Text in Windows-1252 has single bytes above 127 (accented letters); most other encodings have runs of them.
WINDOWS_1252_TEXT = re.compile(r"[\t\n\r -~€‚„…†‡ŠŒŽ‘’“”•–—™šœžŸ\u00a0¡£©«®°·»¿À-ÿ]*")
RUN_OF_HIGH_BYTES = re.compile(rb"[\x80-\xff]{3}")
UNDEFINED_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
DAMAGED_CHARACTERS = 1000  # of so many characters one may be damaged
UNZIP_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,  # an unknown compression
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


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


def open_upload(name: str, content: bytes) -> Upload:
    """Open an uploaded file. Raises ImportRefusedError if nothing in it can be read."""
    if len(content) > UPLOAD_MAX_BYTES:
        raise ImportRefusedError(TOO_LARGE)
    if not content.strip():
        raise ImportRefusedError("The file is empty. Upload another one.")
    if magic := next((magic for magic in OTHER_MAGIC if content.startswith(magic)), None):
        raise ImportRefusedError(f"{printable(name)}: {NOT_SUPPORTED.format(OTHER_MAGIC[magic])}")
    upload = Upload()
    if content.startswith(ZIP_MAGIC):
        try:
            unzip(content, upload)
        except UNZIP_ERRORS as error:
            raise ImportRefusedError(
                "The zip cannot be read. Export it again, or unpack it first."
            ) from error
    else:
        try:
            upload.sources.append(Source(name.lower(), decode(content), name=name))
        except FileError as error:
            raise ImportRefusedError(f"{printable(name)}: {error}") from error
    root = common_folder([source.path for source in upload.sources])
    for source in upload.sources:
        source.path = source.path.removeprefix(root)
        source.upload = upload.sources
    return upload


def unzip(content: bytes, upload: Upload, *, depth: int = 0) -> None:
    """Add the files of a zip. Raises UNZIP_ERRORS if it is damaged, ImportRefusedError if it is too large."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist() if not is_hidden(path_of(entry))]
        if IN_WORKBOOKS & {path_of(entry) for entry in entries}:
            raise ImportRefusedError(NOT_SUPPORTED.format("a workbook"))
        upload.entries += len(entries)
        if upload.entries > ZIP_ENTRIES_MAX:
            raise ImportRefusedError(
                f"The zip contains more than {ZIP_ENTRIES_MAX} files. Remove the files that are not needed."
            )
        if sum(entry.file_size for entry in entries if is_wanted(entry)) > UNPACKED_MAX_BYTES:
            raise ImportRefusedError(UNPACKS_TOO_LARGE)
        for entry in entries:
            try:
                add_member(archive, entry, upload, depth)
            except FileError as error:
                upload.unreadable[path_of(entry)] = str(error)


def add_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, upload: Upload, depth: int) -> None:
    """Raises FileError. Counts the bytes while it reads, because the sizes in a zip's directory may be false."""
    if not is_wanted(entry):
        raise FileError("The file is not a .csv or .json file, so it was not read.")
    path = PurePosixPath(path_of(entry))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise FileError("The file has a path that leads out of the zip, so it was not read. Zip it again.")
    if entry.flag_bits & 1:
        raise FileError("The file has a password. Upload the zip without one.")
    try:
        with archive.open(entry) as stream:
            content = stream.read(upload.bytes_left + 1)
    except UNZIP_ERRORS as error:
        raise FileError(DAMAGED) from error
    upload.bytes_left -= len(content)
    if upload.bytes_left < 0:
        raise ImportRefusedError(UNPACKS_TOO_LARGE)
    if not content.startswith(ZIP_MAGIC):
        name = entry.filename.replace("\\", "/")
        upload.sources.append(Source(name.lower(), decode(content), name=name))
        return
    if depth == NESTED_ZIPS_MAX:
        raise FileError("The zip is in too many other zips. Upload it alone.")
    try:
        unzip(content, upload, depth=depth + 1)
    except UNZIP_ERRORS as error:
        raise FileError(DAMAGED) from error


def path_of(entry: zipfile.ZipInfo) -> str:
    return entry.filename.lower().replace("\\", "/")


def is_hidden(path: str) -> bool:
    """Whether it is a folder, or one of the files that macOS and Windows add to a zip."""
    parts = PurePosixPath(path).parts
    if path.endswith("/") or not parts or parts[-1] in ("thumbs.db", "desktop.ini"):
        return True
    return any(part == "__macosx" or (part.startswith(".") and part != "..") for part in parts)


def is_wanted(entry: zipfile.ZipInfo) -> bool:
    return PurePosixPath(path_of(entry)).suffix in READABLE | {".zip"}


def common_folder(paths: list[str]) -> str:
    """Return the folder of all files, ending with a slash. A zip that was unpacked and zipped again has one."""
    folders = [path.split("/")[:-1] for path in paths]
    shared: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1 or parts[0] in ("deleted", "orphaned", "likes", "lists"):
            break
        shared.append(parts[0])
    return "".join(f"{part}/" for part in shared)


def decode(content: bytes) -> str:
    """Decode UTF-8, UTF-16, or what is likely Windows-1252. Raises FileError.

    Single damaged characters are replaced, so that they do not refuse the rest.
    """
    text = decode_unicode(content)
    if text.count("\0") > len(text) // DAMAGED_CHARACTERS + 2:
        raise FileError("The file is not text. Upload a CSV file, a JSON file, or a zip of them.")
    text = text.replace("\0", "")
    if max(text.count("\n"), text.count("\r")) > LINES_MAX:
        raise FileError(f"The file has more than {LINES_MAX} lines. Split it.")
    return text


def decode_unicode(content: bytes) -> str:
    """UTF-8 with letters beyond ASCII and few damaged characters is not taken for Windows-1252."""
    encoding = utf_16_of(content) or "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode(encoding, errors="replace")
        damaged = text.count("\ufffd") - (1 if error.reason == "unexpected end of data" else 0)
        is_readable = damaged <= len(text) // DAMAGED_CHARACTERS
        if is_readable and not text.replace("\ufffd", "").isascii():
            return text
        if encoding == "utf-8-sig" and (guessed := decode_windows_1252(content)):
            return guessed
        if not is_readable:
            raise FileError("The file is not UTF-8 text. Save it as CSV or JSON in UTF-8.") from error
        return text


def utf_16_of(content: bytes) -> str:
    """The byte order of UTF-16 text: by its mark, else by where the zeros of its first characters are."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = content[:200]
    even, odd = start[::2].count(0), start[1::2].count(0)
    enough = len(start) // 2 * 0.8
    return "utf-16-le" if odd > enough and not even else "utf-16-be" if even > enough and not odd else ""


def decode_windows_1252(content: bytes) -> str:
    """Decode the text, or return "" if it is likely in another encoding."""
    if RUN_OF_HIGH_BYTES.search(content) or UNDEFINED_IN_WINDOWS_1252.search(content):
        return ""
    text = content.decode("cp1252")
    return text if WINDOWS_1252_TEXT.fullmatch(text) else ""


def printable(name: str) -> str:
    return "".join(c for c in name[:NAME_MAX_LENGTH] if c.isprintable())[:100] or "The file"

"""Opens uploads: a CSV file, a JSON file, or a zip of such files.

A file in a zip that cannot be read is reported and skipped. A zip is refused only if it is unsafe or damaged.
"""

import csv
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from apps.favorites.services.imports.rows import ImportRefusedError

MEGABYTE = 1024 * 1024
UPLOAD_MAX_BYTES = 20 * MEGABYTE
UNPACKED_MAX_BYTES = 60 * MEGABYTE
ZIP_ENTRIES_MAX = 500
LINES_MAX = 500_000
COLUMNS_MAX = 100
READABLE = {".csv", ".json"}
TOO_LARGE = (
    f"The file is larger than {UPLOAD_MAX_BYTES // MEGABYTE} MB. Split it, or upload its files one by one."
)
UNPACKS_TOO_LARGE = f"The zip unpacks to more than {UNPACKED_MAX_BYTES // MEGABYTE} MB. Split it."
# Text in Windows-1252 has single bytes above 127 (accented letters); most other encodings have runs of them.
WINDOWS_1252_TEXT = re.compile(r"[\t\n\r -~€‚„…†‡ŠŒŽ‘’“”•–—™šœžŸ\u00a0¡£©«®°·»¿À-ÿ]*")
RUN_OF_HIGH_BYTES = re.compile(rb"[\x80-\xff]{3}")
UNDEFINED_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
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


class FileError(Exception):
    """A file, or the rest of it, cannot be read. The message says what the user can do."""


@dataclass
class Source:
    """A text file. `path` is in lower case and relative to the folder that all files of the zip share."""

    path: str
    text: str
    upload: list["Source"] = field(default_factory=list, repr=False)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @cached_property
    def is_json(self) -> bool:
        return self.path.endswith(".json") or self.text.lstrip()[:1] in ("[", "{")

    @cached_property
    def json(self) -> Any:
        """Parse the file as JSON. Raises FileError."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise FileError("The file is not valid JSON. Export it again.") from error

    @cached_property
    def delimiter(self) -> str:
        first = self.text[:10_000].lstrip("\r\n").partition("\n")[0].rstrip("\r")
        if first.lower().startswith("sep=") and len(first) == len("sep=;"):
            return first[-1]
        return max(",;\t", key=first.count)

    @cached_property
    def headings(self) -> frozenset[str]:
        """The column names in the first line with text, normalized as in `table`. Empty for JSON."""
        if self.is_json:
            return frozenset()
        try:
            return frozenset(next((normalized(cells) for _, cells in self.lines() if any(cells)), []))
        except FileError:
            return frozenset()

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of each line, blank lines included. Raises FileError."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        try:
            for cells in reader:
                if not (reader.line_num == 1 and cells and cells[0].lower().startswith("sep=")):
                    yield reader.line_num, cells[:COLUMNS_MAX]
        except csv.Error as error:
            raise FileError(
                f"Line {reader.line_num} is not valid CSV ({error}). The rest of the file was not read."
            ) from error

    def table(self, *, heading: str = "") -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells by column name, below the first line with the column `heading` (default: any).

        Column names are in lower case, without spaces and underscores. Blank lines are skipped.
        """
        columns: list[str] | None = None
        for number, cells in self.lines():
            if columns is None:
                names = normalized(cells)
                columns = names if any(names) and (not heading or heading in names) else None
            elif any(cells):
                yield number, dict(zip(columns, cells, strict=False))


@dataclass
class Upload:
    """The readable files, and by path why the others cannot be read."""

    sources: list[Source]
    unreadable: dict[str, str] = field(default_factory=dict)


def normalized(cells: list[str]) -> list[str]:
    return [cell.strip().lower().replace(" ", "").replace("_", "") for cell in cells]


def open_upload(name: str, content: bytes) -> Upload:
    """Open an uploaded file. Raises ImportRefusedError if nothing in it can be read."""
    if len(content) > UPLOAD_MAX_BYTES:
        raise ImportRefusedError(TOO_LARGE)
    if not content.strip():
        raise ImportRefusedError("The file is empty. Upload another one.")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        upload = unzip(content)
    else:
        try:
            upload = Upload([Source(name.lower(), decode(content))])
        except FileError as error:
            raise ImportRefusedError(f"{printable(name)}: {error}") from error
    for source in upload.sources:
        source.upload = upload.sources
    return upload


def unzip(content: bytes) -> Upload:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            check_entries(entries)
            return unpack(archive, [entry for entry in entries if is_wanted(entry.filename)])
    except UNZIP_ERRORS as error:
        raise ImportRefusedError("The zip cannot be read. Export it again, or unpack it first.") from error


def is_wanted(filename: str) -> bool:
    """Whether it is a CSV or JSON file, and not one of the hidden copies that macOS adds to a zip."""
    path = PurePosixPath(filename.lower().replace("\\", "/"))
    hidden = any(part.startswith(".") or part == "__macosx" for part in path.parts)
    return path.suffix in READABLE and not hidden


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ZIP_ENTRIES_MAX:
        raise ImportRefusedError(
            f"The zip contains more than {ZIP_ENTRIES_MAX} files. Remove the files that are not needed."
        )
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise ImportRefusedError(
                "The zip has paths that lead out of it, so it was not read. Zip the files again."
            )
        if entry.flag_bits & 1:
            raise ImportRefusedError("The zip has a password. Upload one without.")
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX_BYTES:
        raise ImportRefusedError(UNPACKS_TOO_LARGE)


def unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Upload:
    """Unpack the entries. Counts the bytes while it reads, because the sizes in a zip's directory may be false."""
    root = common_folder([entry.filename.lower().replace("\\", "/") for entry in entries])
    upload, bytes_left = Upload([]), UNPACKED_MAX_BYTES
    for entry in entries:
        path = entry.filename.lower().replace("\\", "/").removeprefix(root)
        try:
            with archive.open(entry) as stream:
                content = stream.read(bytes_left + 1)
        except UNZIP_ERRORS:
            upload.unreadable[path] = "The file is damaged. Export it again."
            continue
        bytes_left -= len(content)
        if bytes_left < 0:
            raise ImportRefusedError(UNPACKS_TOO_LARGE)
        try:
            upload.sources.append(Source(path, decode(content)))
        except FileError as error:
            upload.unreadable[path] = str(error)
    return upload


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
    """Decode UTF-8, UTF-16 with a byte-order mark, or what is likely Windows-1252. Raises FileError."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = decode_windows_1252(content)
        if not text:
            raise FileError("The file is not UTF-8 text. Save it as CSV or JSON in UTF-8.") from error
    if "\0" in text:
        raise FileError("The file is not text. Upload a CSV file, a JSON file, or a zip of them.")
    if max(text.count("\n"), text.count("\r")) > LINES_MAX:
        raise FileError(f"The file has more than {LINES_MAX} lines. Split it.")
    return text


def decode_windows_1252(content: bytes) -> str:
    """Decode the text, or return "" if it is likely in another encoding."""
    if RUN_OF_HIGH_BYTES.search(content) or UNDEFINED_IN_WINDOWS_1252.search(content):
        return ""
    text = content.decode("cp1252")
    return text if WINDOWS_1252_TEXT.fullmatch(text) else ""


def printable(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[:100] or "The file"

"""What may be uploaded: one CSV or JSON file, or a zip of them. Anything odd is refused before a row is read."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from apps.favorites.services.imports.rows import ImportRefusedError

UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UNPACKED_MAX_BYTES = 60 * 1024 * 1024
ZIP_ENTRIES_MAX = 500
ROWS_MAX = 50_000
COLUMNS_MAX = 100
READABLE = {".csv", ".json"}
MEGABYTE = 1024 * 1024
# What a spreadsheet would compute: =…, or +, -, @ with a call or a command behind. A title may be «+1» or «-30-».
FORMULA = re.compile(r"\s*(=\s*[\w(\"'+@-]|[+@-][^\s]*?[A-Za-z_.]+\s*[(|])")


@dataclass(frozen=True, slots=True)
class Source:
    """`path` is as in the zip, in lower case."""

    path: str
    text: str

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem


def open_upload(name: str, content: bytes) -> list[Source]:
    if len(content) > UPLOAD_MAX_BYTES:
        raise too_large_upload()
    if not content.strip():
        raise ImportRefusedError("The file is empty. Choose another.")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return unzip(content)
    return [Source(name.lower(), decode(name, content))]


def too_large_upload() -> ImportRefusedError:
    return ImportRefusedError(
        f"The file is larger than {UPLOAD_MAX_BYTES // MEGABYTE} MB. Upload its parts one by one."
    )


def unzip(content: bytes) -> list[Source]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            check_entries(entries)
            read = [entry for entry in entries if PurePosixPath(entry.filename.lower()).suffix in READABLE]
            return list(unpack(archive, read))
    except (
        zipfile.BadZipFile,
        NotImplementedError,  # zipfile says so of a compression that it does not know
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise ImportRefusedError("The zip cannot be read. Export it again, or unpack it first.") from error


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ZIP_ENTRIES_MAX:
        raise ImportRefusedError(f"The zip holds more than {ZIP_ENTRIES_MAX} files. Leave out the others.")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise ImportRefusedError("The zip names files outside itself. It is not taken.")
        if entry.flag_bits & 1:
            raise ImportRefusedError("The zip has a password. Make one without.")
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX_BYTES:
        raise too_large()


def too_large() -> ImportRefusedError:
    return ImportRefusedError(f"The zip unpacks to more than {UNPACKED_MAX_BYTES // MEGABYTE} MB. Split it.")


def unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Source]:
    """Counts what comes out: a zip may lie about its sizes."""
    left = UNPACKED_MAX_BYTES
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large()
        yield Source(entry.filename.lower().replace("\\", "/"), decode(entry.filename, content))


def decode(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"{shown(name)} is not UTF-8 text. Save it as a CSV or JSON in UTF-8."
        ) from error
    if "\0" in text:
        raise ImportRefusedError(f"{shown(name)} is not a text file. Upload a CSV, a JSON or a zip of them.")
    return text


def shown(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[:100] or "The file"


def read_json(source: Source) -> Any:
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(
            f"{shown(source.path)} is not JSON that can be read. Export it again."
        ) from error


def read_table(source: Source, *, skip: int = 0) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by their heading: in lower case, without blanks and underscores."""
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    try:
        for _ in range(skip):
            next(reader, None)
        headings = [heading_of(cell) for cell in next(reader, [])][:COLUMNS_MAX]
        for cells in reader:
            refuse_formulas(source, reader.line_num, cells)
            if any(cells):
                yield reader.line_num, dict(zip(headings, cells, strict=False))
    except csv.Error as error:
        place = f"{shown(source.path)}, line {reader.line_num}"
        raise ImportRefusedError(f"{place}: this is not CSV ({error}). Export it again.") from error


def heading_of(cell: str) -> str:
    return cell.strip().lower().replace(" ", "").replace("_", "")


def headings(source: Source) -> list[str]:
    try:
        return [heading_of(cell) for cell in next(csv.reader(io.StringIO(source.text, newline="")), [])]
    except csv.Error:
        return []


def refuse_formulas(source: Source, line: int, cells: list[str]) -> None:
    if any(FORMULA.match(cell) for cell in cells):
        raise ImportRefusedError(
            f"{shown(source.path)}, line {line}: a cell holds a spreadsheet formula. Replace it by its value."
        )

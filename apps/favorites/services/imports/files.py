"""The text files of an upload: JSON, or tables with any of the usual separators."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

COLUMNS_MAX = 100
BEGINNING_LINES = 20
# Spaces, and marks that are not seen, in column names.
IGNORED_IN_HEADINGS = str.maketrans("", "", " _\u00a0\u200b\u200c\u200d\u2060\ufeff")
# A quotation mark that is not closed takes the rest of the file for one cell. So many of them are skipped.
UNCLOSED_QUOTES_MAX = 5
UNCLOSED_QUOTE = "A quotation mark in this line is not closed, so the line was not read."
SEPARATORS = ",;\t"
# Python's default refuses a file for one cell of 128 KB. Uploads are limited, and texts are cut when they are parsed.
csv.field_size_limit(sys.maxsize)


class FileError(Exception):
    """A file, or the rest of it, cannot be read. The message says what the user can do."""


@dataclass
class Source:
    """A text file. `path` is in lower case and relative to the folder that all files of the zip share.

    name: the path as it was uploaded. damaged: lines that could not be read, filled by `lines`.
    """

    path: str
    text: str
    upload: list["Source"] = field(default_factory=list, repr=False)
    name: str = ""
    damaged: set[int] = field(default_factory=set)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """The file's name for people: without folder and extension, in the case of the upload."""
        return PurePosixPath(self.name.replace("\\", "/")).stem.replace("_", " ").strip()

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
        """As declared by a line `sep=;`, if the next line has it; else the most frequent one of the first line."""
        first, _, rest = self.text[:10_000].lstrip("\r\n").partition("\n")
        if not is_separator_line(first):
            return max(SEPARATORS, key=first.count)
        declared, heading = first.strip(' "\r')[-1], rest.partition("\n")[0]
        return (
            declared
            if declared in heading and declared in SEPARATORS + "|"
            else max(SEPARATORS, key=heading.count)
        )

    @cached_property
    def headings(self) -> frozenset[str]:
        """The column names in the first line with text, normalized as in `table`. Empty for JSON."""
        first = normalized(self.beginning[0]) if self.beginning else []
        return frozenset(first) - {""}

    @cached_property
    def beginning(self) -> list[list[str]]:
        """The cells of the first lines with text, as far as they can be read. Empty for JSON."""
        lines: list[list[str]] = []
        try:
            for _, cells in () if self.is_json else self.lines():
                if any(cells):
                    lines.append(cells)
                if len(lines) == BEGINNING_LINES:
                    break
        except FileError:
            pass
        return lines

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of each line, blank lines included. Raises FileError."""
        skipped, unclosed = 0, 0
        while True:
            text = io.StringIO(self.text, newline="")
            reader = csv.reader(islice(text, skipped, None), delimiter=self.delimiter)
            start, end = skipped, skipped
            try:
                for cells in reader:
                    start, end = end, skipped + reader.line_num
                    if end - start > 1 and self.is_unclosed(start, text):
                        break
                    if not (end == 1 and is_separator_line(",".join(cells))):
                        yield end, cells[:COLUMNS_MAX]
                else:
                    return
            except csv.Error as error:
                raise FileError(
                    f"Line {skipped + reader.line_num} is not valid CSV ({error}). The rest of the file was not read."
                ) from error
            self.damaged.add(start + 1)
            skipped, unclosed = start + 1, unclosed + 1
            if unclosed > UNCLOSED_QUOTES_MAX:
                raise FileError(
                    f"More than {UNCLOSED_QUOTES_MAX} quotation marks are not closed. "
                    "The rest of the file was not read."
                )

    def is_unclosed(self, start: int, text: io.StringIO) -> bool:
        """Whether the last record, which begins after line `start`, ends within quotation marks."""
        if text.tell() < len(self.text):
            return False
        record = islice(io.StringIO(self.text, newline=""), start, None)
        try:
            for _ in csv.reader(record, delimiter=self.delimiter, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def table(self, *, heading: str = "") -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells by column name, below the first line with the column `heading` (default: any).

        Column names are in lower case, without spaces and underscores; of columns with the same name the first
        counts. Blank lines are skipped.
        """
        columns: list[str] | None = None
        for number, cells in self.lines():
            if columns is None:
                names = normalized(cells)
                columns = names if any(names) and (not heading or heading in names) else None
            elif any(cells):
                yield number, by_column(columns, cells)


def by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    return dict(reversed(list(zip(columns, cells, strict=False))))


def is_separator_line(line: str) -> bool:
    """Whether it is the line `sep=;` that Excel reads and writes."""
    text = line.strip().strip('"')
    return text.lower().startswith("sep=") and len(text) <= len("sep=;")


def normalized(cells: list[str]) -> list[str]:
    return [cell.lower().translate(IGNORED_IN_HEADINGS).strip() for cell in cells]

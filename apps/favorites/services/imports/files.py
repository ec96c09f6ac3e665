"""The text files of an upload: JSON, or tables with any of the usual separators."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

COLUMNS_MAX = 100
BEGINNING_LINES = 20
BEGINNING_CHARACTERS = 20_000
HEADING_MAX_LENGTH = 100
# Spaces, and marks that are not seen, in column names.
IGNORED_IN_HEADINGS = str.maketrans("", "", " _\u00a0\u200b\u200c\u200d\u2060\ufeff")
# A quotation mark that is not closed takes the rest of the file for one cell. So many of them are skipped.
UNCLOSED_QUOTES_MAX = 5
UNCLOSED_QUOTE = "A quotation mark in this line is not closed, so the line was not read."
OTHER_COLUMNS = (
    "This line has more cells than the heading has columns, so it was not read. "
    "A text with a separator in it must be in quotation marks."
)
SEPARATORS = ",;\t|"
QUOTES = "\"'\u2018\u2019\u201c\u201d"
# Normalized columns. Each table has at least two of them, one of which names a movie, or its place in a list.
MOVIE_COLUMNS = frozenset(
    (
        "title",
        "name",
        "tmdbid",
        "imdbid",
        "const",
        "movieid",
        "mediaid",
        "simklid",
        "letterboxduri",
        "position",
    )
)
USUAL_COLUMNS = MOVIE_COLUMNS | {
    "year", "date", "rating", "rating10", "yourrating", "yourated", "userrating", "score", "review", "watcheddate", "watchedat",
    "url", "description", "created", "timestamp", "userid", "type", "titletype", "mediatype", "list", "note", "tag", "tags",
    "releasedate", "addedat", "source", "status", "watchlist",
}  # fmt: skip
# «Rating (1-10)», «Rating /10» and «Rating (out of 5)» say the scale, other columns a unit: «Runtime (mins)».
SCALE = re.compile(r"(?P<whose>[a-z]*)rating\W*(?:\d-|outof|of)?(?P<top>5|10)\W*")
UNIT = re.compile(r"(?P<name>[^(\[]+)[(\[][^()\[\]]*[)\]]")
# Python's default refuses a file for one cell of 128 KB. Uploads are limited, and texts are cut when they are parsed.
csv.field_size_limit(sys.maxsize)


class FileError(Exception):
    """A file, or the rest of it, cannot be read. The message says what the user can do."""


@dataclass
class Source:
    """A text file. `path` is in lower case and relative to the folder that all files of the zip share.

    name: the path as it was uploaded. lists: what a list is that does not say whether it is the watchlist.
    remark: what of the text could not be read. problems: why lines were not read, or how they were,
    filled by `lines` and `table`.
    """

    path: str
    text: str
    upload: list["Source"] = field(default_factory=list, repr=False)
    name: str = ""
    lists: str = "playlist"
    remark: str = ""
    problems: dict[int, str] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """The file's name for people: without folder and extension, in the case of the upload."""
        return PurePosixPath(self.name.replace("\\", "/")).stem.replace("_", " ").strip()

    @cached_property
    def is_json(self) -> bool:
        """By its first character; by its name, too, unless it is a table that was named so."""
        named_so = self.path.endswith(".json") and usual_layout(self.text) is None
        return named_so or self.text.lstrip()[:1] in ("[", "{")

    @cached_property
    def json(self) -> Any:
        """Parse the file as JSON. Raises FileError."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise FileError("The file is not valid JSON. Export it again.") from error

    @cached_property
    def beginning(self) -> list[tuple[int, list[str]]]:
        """Number and cells of the first lines with text, as far as they can be read. Empty for JSON."""
        lines: list[tuple[int, list[str]]] = []
        try:
            for number, cells in () if self.is_json else self.lines():
                if any(cells):
                    lines.append((number, cells))
                if len(lines) == BEGINNING_LINES:
                    break
        except FileError:
            pass
        return lines

    @cached_property
    def layout(self) -> "Layout":
        return layout_of(self.text)

    @cached_property
    def heading(self) -> tuple[int, list[str]]:
        """Number and normalized cells of the line with the column names: the first of a usual table, else with text."""
        for number, cells in self.beginning:
            if number >= self.layout.heading_line:
                return number, normalized(cells)
        return 0, []

    @cached_property
    def headings(self) -> frozenset[str]:
        """The column names, normalized as in `table`. Empty for JSON."""
        return frozenset(self.heading[1]) - {""}

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of each line, blank lines included. Raises FileError."""
        skipped, unclosed = 0, 0
        while True:
            text = io.StringIO(self.text, newline="")
            reader = self.layout.reader(islice(text, skipped, None))
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
            self.problems[start + 1] = UNCLOSED_QUOTE
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
            for _ in self.layout.reader(record, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def table(self, *, heading: str = "") -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells by column name, below the first line with the column `heading` (default: any).

        Column names are in lower case, without spaces and underscores; of columns with the same name the first
        counts. Blank lines are skipped. A second table may follow: its heading is one of the usual ones.
        """
        columns: list[str] = []
        first = 0 if heading else self.heading[0]
        for number, cells in self.lines():
            if number < first or not any(cells):
                continue
            if not columns or column_name(cells[0]) in USUAL_COLUMNS:
                names = normalized(cells)
                is_heading = is_usual(names) if columns else any(names) and (not heading or heading in names)
                if is_heading:
                    columns = names
                    while not columns[-1]:
                        columns.pop()
                    continue
            if columns and any(cells[len(columns) :]):
                self.problems[number] = OTHER_COLUMNS
            elif columns:
                yield number, by_column(columns, cells)


@dataclass(frozen=True)
class Layout:
    """How a table is written. heading_line: the number of the line with the column names, or 1 if it is not known."""

    delimiter: str
    quote: str = '"'
    heading_line: int = 1

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Any:
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, strict=strict)


def layout_of(text: str) -> Layout:
    """That of the table; if it is no usual one, the most frequent separator of the first line that has any."""
    if layout := usual_layout(text):
        return layout
    separated = (
        line for line in first_lines(text) if any(map(line.count, SEPARATORS)) and not is_separator_line(line)
    )
    return Layout(max(SEPARATORS, key=next(separated, "").count))


def first_lines(text: str) -> Iterator[str]:
    return islice(io.StringIO(text[:BEGINNING_CHARACTERS], newline=""), 2 * BEGINNING_LINES)


def usual_layout(text: str) -> Layout | None:
    """The layout with which one of the first lines is a usual heading. Titles, comments or `sep=;` may precede it."""
    best: tuple[int, Layout] | None = None
    for number, line in enumerate(first_lines(text), start=1):
        for delimiter in SEPARATORS:
            layout = Layout(delimiter, "'" if line.startswith("'") else '"', number)
            names = normalized(first_record(layout, line))
            if is_usual(names) and (best is None or len(names) > best[0]):
                best = len(names), layout
        if best is not None:
            return best[1]
    return None


def first_record(layout: Layout, line: str) -> list[str]:
    try:
        return next(layout.reader([line]), [])[:COLUMNS_MAX]
    except csv.Error:
        return []


def is_usual(names: list[str]) -> bool:
    """Whether these normalized cells are a heading. A movie may be called Title, but then its year is not Year."""
    found = USUAL_COLUMNS.intersection(names)
    return len(found) > 1 and not found.isdisjoint(MOVIE_COLUMNS)


def by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    return dict(reversed(list(zip(columns, cells, strict=False))))


def is_separator_line(line: str) -> bool:
    """Whether it is the line `sep=;` that Excel reads and writes."""
    text = line.strip().strip('"')
    return text.lower().startswith("sep=") and len(text) <= len("sep=;")


def normalized(cells: list[str]) -> list[str]:
    return [column_name(cell) for cell in cells]


def column_name(cell: str) -> str:
    name = cell[:HEADING_MAX_LENGTH].lower().translate(IGNORED_IN_HEADINGS).strip().strip(QUOTES)
    if scale := SCALE.fullmatch(name):
        if scale["whose"]:  # of services that rate from 1 to 10
            return f"{scale['whose']}rating" if scale["top"] == "10" else name
        return "rating10" if scale["top"] == "10" else "rating"
    unit = UNIT.fullmatch(name)
    return unit["name"] if unit and "rating" not in unit["name"] else name.lstrip("#")

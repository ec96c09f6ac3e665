"""CSV files of curators as tables. What is wrong with a whole file is one sentence, before any row is looked at."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import tablib
from import_export.formats.base_formats import CSV

# A preview is one transaction, and SQLite has one writer at a time.
MOST_ROWS = 1000


class UnusableFile(Exception):
    """Its text says what is wrong and what to do."""


def csv_format(*, columns: Sequence[str], id_columns: Sequence[str]) -> type[CSV]:
    """The format of files whose columns are some of `columns`, among them all of `id_columns`."""

    class CheckedCSV(CSV):
        def get_title(self) -> str:
            return "csv"

        def create_dataset(self, in_stream: Any, **kwargs: Any) -> tablib.Dataset:
            text = (
                in_stream.decode(self.encoding or "utf-8-sig") if isinstance(in_stream, bytes) else in_stream
            )
            return read_table(text, columns=columns, id_columns=id_columns)

    return CheckedCSV


def read_table(text: str, *, columns: Sequence[str], id_columns: Sequence[str]) -> tablib.Dataset:
    """Raises UnusableFile. Empty lines are left out."""
    lines = read_lines(text)
    if not lines:
        raise UnusableFile(f"The file is empty. Its first line names its columns, of {', '.join(columns)}.")
    names = [name.strip() for name in lines[0][1]]
    if unknown := [name for name in names if name not in columns]:
        raise UnusableFile(
            f"Unknown columns: {', '.join(unknown)}. Use: {', '.join(columns)}. Separate columns by commas."
        )
    if len(set(names)) < len(names):
        raise UnusableFile("Two columns have the same name. Remove one of them.")
    if missing := [name for name in id_columns if name not in names]:
        raise UnusableFile(f"The column {missing[0]} is missing. It says which row is meant.")
    rows = lines[1:]
    if not rows:
        raise UnusableFile("The file has no rows below the names of its columns.")
    if len(rows) > MOST_ROWS:
        raise UnusableFile(f"The file has {len(rows)} rows. Import at most {MOST_ROWS} at once.")
    table = tablib.Dataset(headers=names)
    seen: dict[tuple[str, ...], int] = {}
    for number, values in rows:
        if len(values) != len(names):
            raise UnusableFile(
                f"Line {number}: {len(values)} values for {len(names)} columns. Put texts with commas in quotes."
            )
        key = tuple(values[names.index(name)].strip() for name in id_columns)
        first = seen.setdefault(key, number)
        if first != number and all(key):
            raise UnusableFile(
                f"Line {number}: {id_columns[0]} {key[0][:40]} is in line {first} too. Keep one of them."
            )
        table.append(values)
    return table


def read_lines(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(value.strip() for value in row)]
    except csv.Error as error:
        raise UnusableFile(f"Line {reader.line_num} is no CSV: {error}.") from error

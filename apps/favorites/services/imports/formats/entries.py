"""What the JSON formats share: lists of entries, each with a `movie`."""

from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.imports.rows import Row, build_row, parse_movie

Entry = dict[str, Any]
Parser = Callable[[Entry], Entry]


def read_entries(file: str, entries: Any, parse: Parser) -> Iterator[Row]:
    """One row per entry; `line` is the entry's position, from 1."""
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        fields: Entry = {"file": file, "line": number, "kind": "rating"}
        if not isinstance(entry, dict) or not isinstance(entry.get("movie"), dict):
            yield Row(**fields, problem="This is not about a movie.")
            continue
        fields |= parse_movie(entry["movie"])
        yield build_row(lambda entry=entry: parse(entry), **fields)  # type: ignore[misc]

"""Trakt's JSON, from its export zip or its API: lists of entries, each with a `movie`."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import (
    Entry,
    Row,
    parse_list_name,
    parse_note,
    parse_rating,
    parse_time,
    read_entries,
)

NAME = "trakt"
TITLE = "Trakt's JSON (the zip or its files)"
CUSTOM_LIST = re.compile(r"lists?-list-(?P<id>[0-9]+)-(?P<slug>.+)")
LISTS = "lists-lists"
# How Trakt marks a viewing on an unknown day; older exports have the second.
UNKNOWN_DAY = ("unknown", "1970-01-01")


def matches(source: Source) -> bool:
    return source.is_json and isinstance(source.json, list)


def read(source: Source) -> Iterator[Row]:
    if source.stem == LISTS:
        return iter(())  # the names of the lists, whose entries are in other files
    custom_list = CUSTOM_LIST.fullmatch(source.stem)
    if custom_list:
        return read_entries(
            source.path, source.json, list_item_parser(name_of_list(source.upload, custom_list))
        )
    list_kind = "favorite" if re.match(r"(lists?-)?favorites", source.stem) else "watchlist"
    return read_entries(source.path, source.json, lambda entry: parse(entry, list_kind))


def list_item_parser(name: str) -> Callable[[Entry], Entry]:
    return lambda entry: {"kind": "list", "list_name": name, "note": parse_note(entry.get("notes"))}


def name_of_list(upload: list[Source], custom_list: re.Match[str]) -> str:
    """The name from lists-lists.json, else the words of the file's name."""
    for source in upload:
        for entry in lists_of(source) if source.stem == LISTS else []:
            ids = entry.get("ids") if isinstance(entry, dict) else None
            if isinstance(ids, dict) and str(ids.get("trakt")) == custom_list["id"] and entry.get("name"):
                return parse_list_name(entry["name"])
    return parse_list_name(custom_list["slug"].replace("-", " ").capitalize())


def lists_of(source: Source) -> list[Any]:
    try:
        return source.json if isinstance(source.json, list) else []
    except FileError:
        return []


def parse(entry: Entry, list_kind: str) -> Entry:
    """Parse a rating, a viewing, or else an item of a list, which gets the kind `list_kind`."""
    if entry.get("rating") is not None:
        return {"rating": parse_rating(entry["rating"], scale=10), "when": parse_time(entry.get("rated_at"))}
    for name in ("watched_at", "last_watched_at"):
        if name in entry:
            return parse_viewing(entry[name])
    if entry.get("listed_at"):
        return {"kind": list_kind, "note": parse_note(entry.get("notes"))}
    return {"problem": "This entry has no rating, viewing or list."}


def parse_viewing(watched_at: Any) -> Entry:
    if not watched_at or str(watched_at).startswith(UNKNOWN_DAY):
        return {"kind": "mark"}
    return {"kind": "diary", "when": parse_time(watched_at)}

"""Trakt's JSON, from its export zip or its API: lists of entries, each with a `movie`."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from apps.favorites.services.imports.files import FileError, Source
from apps.favorites.services.imports.rows import OTHER_ENTRIES, Entry, Row, read_entries
from apps.favorites.services.imports.values import (
    Reading,
    parse_list_description,
    parse_list_name,
    parse_note,
    parse_positive_integer,
    parse_text,
)

NAME = "trakt"
TITLE = "Trakt's JSON (the zip or its files)"
CUSTOM_LIST = re.compile(
    r"lists?-list-(?P<id>[0-9]+)-(?P<slug>.+)|lists?-(?P<name>(?!watchlist|favorites).+)"
)
LISTS = "lists-lists"
SUBJECTS = ("movie", *OTHER_ENTRIES)
ENTRY_FIELDS = {"rating", "watched_at", "last_watched_at", "listed_at", "collected_at", "hidden_at", "paused_at", "comment", "rank", "type"}  # fmt: skip
# About the account and about others, or the names of lists whose entries are in other files.
WITHOUT_HISTORY = re.compile(r"user-.+|network-.+|likes-.+|lists-lists|lists-collaborations|comments-lists")
# How Trakt marks a viewing on an unknown day; older exports have the second.
UNKNOWN_DAY = ("unknown", "1970-01-01")
PLAYS_MAX = 100
HIDDEN_ELSEWHERE = "Only movies hidden from recommendations are imported as hidden."
COLLECTED = "Collections of discs and files are not imported."
NOTHING = "This entry has no rating, viewing or list."


def matches(source: Source) -> bool:
    return source.is_json and (is_list_of_entries(source.json) or is_without_history(source))


def is_list_of_entries(entries: Any) -> bool:
    """Whether one of the entries is about a movie or a show, and says what the user did. An empty list is one, too."""
    return isinstance(entries, list) and (
        not entries
        or any(
            isinstance(entry, dict)
            and any(isinstance(entry.get(name), dict) for name in SUBJECTS)
            and not ENTRY_FIELDS.isdisjoint(entry)
            for entry in entries
        )
    )


def is_without_history(source: Source) -> bool:
    return len(source.upload) > 1 and bool(WITHOUT_HISTORY.fullmatch(source.stem))


def read(source: Source) -> Iterator[Row]:
    if is_without_history(source) or source.stem == LISTS:
        return iter(())
    custom_list = CUSTOM_LIST.fullmatch(source.stem)
    if custom_list:
        parse = list_item_parser(list_of(source.upload, custom_list))
        return read_entries(source.path, in_order(source.json), parse)
    return read_entries(source.path, source.json, lambda entry, reading: parse_entry(entry, reading, source))


def in_order(items: list[Any]) -> list[Any]:
    """Sort a list's items by rank. Those without one stay where they are, at the end."""
    ranks = [parse_positive_integer(item.get("rank")) if isinstance(item, dict) else None for item in items]
    order = sorted(range(len(items)), key=lambda index: (ranks[index] is None, ranks[index] or 0, index))
    return [items[index] for index in order]


def list_item_parser(fields: Entry) -> Callable[[Entry, Reading], Entry]:
    return lambda entry, reading: fields | {"kind": "list", "note": parse_note(entry.get("notes"))}


def list_of(upload: list[Source], custom_list: re.Match[str]) -> Entry:
    """Name and description from lists-lists.json, else the words of the file's name."""
    for source in upload:
        for entry in lists_of(source) if source.stem == LISTS else []:
            ids = entry.get("ids") if isinstance(entry, dict) else None
            if (
                isinstance(ids, dict)
                and parse_text(ids.get("trakt"), 20) == custom_list["id"]
                and entry.get("name")
            ):
                return {
                    "list_name": parse_list_name(entry["name"]),
                    "list_description": parse_list_description(entry.get("description")),
                }
    words = (custom_list["slug"] or custom_list["name"]).replace("-", " ").capitalize()
    return {"list_name": parse_list_name(words)}


def lists_of(source: Source) -> list[Any]:
    try:
        return source.json if isinstance(source.json, list) else []
    except FileError:
        return []


def parse_entry(entry: Entry, reading: Reading, source: Source) -> Entry:
    """Parse a review, a rating, a viewing, or else an item of one of the lists that every account has."""
    if isinstance(entry.get("comment"), dict):
        return parse_comment(entry["comment"], reading)
    rating = {
        "rating": reading.rating(entry.get("rating"), scale=10),
        "when": reading.time(entry.get("rated_at")),
    }
    if "watched_at" in entry:
        return parse_viewing(entry["watched_at"], reading) | {"also": rating}
    if "last_watched_at" in entry:
        return parse_plays(entry, reading, source) | {"also": rating}
    if entry.get("listed_at"):
        return parse_item(entry, source) | {"also": rating}
    return parse_item(entry, source) if entry.get("rating") is None else rating


def parse_item(entry: Entry, source: Source) -> Entry:
    if source.stem.startswith("hidden") or "hidden_at" in entry:
        is_hidden = "recommend" in source.stem or source.stem in ("hidden", "hidden-movies")
        return {"kind": "hidden"} if is_hidden else {"problem": HIDDEN_ELSEWHERE}
    if entry.get("listed_at"):
        kind = "favorite" if re.match(r"(lists?-)?favorites", source.stem) else "watchlist"
        return {"kind": kind, "note": parse_note(entry.get("notes"))}
    return {"problem": COLLECTED if "collected_at" in entry else NOTHING}


def parse_comment(comment: Entry, reading: Reading) -> Entry:
    stats = comment.get("user_stats")
    rating = comment.get("user_rating") or (stats.get("rating") if isinstance(stats, dict) else None)
    return {
        "review": reading.review(comment.get("comment")),
        "rating": reading.rating(rating, scale=10),
        "has_spoilers": comment["spoiler"] if isinstance(comment.get("spoiler"), bool) else None,
        "when": reading.time(comment.get("created_at")),
    }


def parse_viewing(watched_at: Any, reading: Reading) -> Entry:
    if not watched_at or parse_text(watched_at, 40).startswith(UNKNOWN_DAY):
        return {"kind": "mark"}
    return {"kind": "diary", "when": reading.time(watched_at)}


def parse_plays(entry: Entry, reading: Reading, source: Source) -> Entry:
    """A sum of viewings, of which the last has a date. The history has each one, and is used if it is there."""
    viewing = parse_viewing(entry["last_watched_at"], reading)
    has_history = any(other.stem.startswith("watched-history") for other in source.upload)
    plays = 1 if has_history else parse_positive_integer(entry.get("plays"), maximum=PLAYS_MAX) or 1
    return viewing | {"plays": plays}

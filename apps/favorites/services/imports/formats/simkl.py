"""Simkl's backup: JSON with movies, shows and anime, or CSV with a column SIMKL_ID."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from apps.favorites.services.imports.files import Source
from apps.favorites.services.imports.rows import (
    NOT_A_MOVIE,
    Entry,
    Row,
    build_rows,
    file_problem,
    read_entries,
)
from apps.favorites.services.imports.values import Reading, parse_movie, parse_note, parse_text

NAME = "simkl"
TITLE = "Simkl's JSON or CSV backup"
UNKNOWN_DAY = "1970-01-01"
ENTRY_FIELDS = {"status", "user_rating", "last_watched_at", "added_to_watchlist_at"}
TITLE_OF_STATUS = {"plan to watch": "plantowatch", "plan-to-watch": "plantowatch", "on hold": "hold"}


def matches(source: Source) -> bool:
    if not source.is_json:
        return "simklid" in source.headings
    entries = source.json.get("movies") if isinstance(source.json, dict) else None
    if not isinstance(entries, list):
        return isinstance(source.json, dict) and isinstance(source.json.get("anime"), list)
    first = next((entry for entry in entries if isinstance(entry, dict)), None)
    return first is None or ("movie" in first and bool(ENTRY_FIELDS & first.keys()))


def read(source: Source) -> Iterator[Row]:
    return read_json(source) if source.is_json else read_table(source)


def read_json(source: Source) -> Iterator[Row]:
    """Films among the anime are marked as such; the rest of it, like shows, has episodes."""
    yield from read_entries(f"{source.path}: movies", source.json.get("movies"), parse_entry)
    anime = [entry for entry in entries_of(source, "anime") if entry.get("anime_type") == "movie"]
    yield from read_entries(f"{source.path}: anime", anime, parse_entry, movie="show")
    others = len(entries_of(source, "shows")) + len(entries_of(source, "anime")) - len(anime)
    if others:
        yield file_problem(source.path, f"{others} series were not read: only movies are imported.")


def entries_of(source: Source, name: str) -> list[Entry]:
    entries = source.json.get(name)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def parse_entry(entry: Entry, reading: Reading) -> Entry:
    memo = entry.get("memo")
    return parse(
        reading,
        status=entry.get("status"),
        rating=entry.get("user_rating"),
        rated=entry.get("user_rated_at"),
        watched=entry.get("last_watched_at"),
        note=memo.get("text") if isinstance(memo, dict) else memo,
    )


def read_table(source: Source) -> Iterator[Row]:
    for line, cells in source.table(heading="simklid"):
        fields = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        yield from build_rows(parse_cells, cells, **fields)


def parse_cells(cells: dict[str, str], reading: Reading) -> Entry:
    if cells.get("type", "movie").strip().lower() not in ("movie", "movies", ""):
        return {"problem": NOT_A_MOVIE}
    return parse(
        reading,
        status=cells.get("watchlist") or cells.get("status"),
        rating=cells.get("rating"),
        rated=cells.get("rateddate"),
        watched=cells.get("watcheddate") or cells.get("lastwatched"),
        note=cells.get("memo"),
    )


def parse(reading: Reading, *, status: Any, rating: Any, rated: Any, watched: Any, note: Any) -> Entry:
    """A rating is dated by its own time, else by the viewing."""
    word = parse_text(status, 40).strip().lower()
    word = TITLE_OF_STATUS.get(word, word)
    value = reading.rating(rating, scale=10)
    if word == "plantowatch":
        also = {"rating": value, "when": reading.time(rated)}
        return {"kind": "watchlist", "note": parse_note(note), "also": also}
    seen: datetime | date | None = None
    if watched and not parse_text(watched, 40).startswith(UNKNOWN_DAY):
        seen = reading.time(watched)
    if word == "completed" or (not word and watched):
        return {"kind": "diary", "rating": value, "when": seen, "diary": {"note": parse_note(note)}}
    if value is None:
        reading.problems.append(f"Movies with the status {word[:30]!r} are not imported.")
    return {"rating": value, "when": reading.time(rated) or seen, "note": parse_note(note)}

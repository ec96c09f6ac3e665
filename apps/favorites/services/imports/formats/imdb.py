"""IMDb's CSV exports: ratings, watchlist and lists, in the language of the user's IMDb pages.

Titles are known by the ids of their column, not by the words of the heading, which may be translated.
"""

import re
from collections.abc import Iterator
from typing import Any

from apps.favorites.services.imports.files import Source, by_column
from apps.favorites.services.imports.rows import Row, build_rows
from apps.favorites.services.imports.values import (
    IMDB_ID,
    Reading,
    parse_imdb_id,
    parse_list_name,
    parse_movie,
    parse_note,
)

NAME = "imdb"
TITLE = "IMDb's CSV files"
Cells = dict[str, str]
# Title types are words in the language of the user's IMDb pages. Titles of these types are not movies.
NOT_A_MOVIE = re.compile(
    r"series|serie|série|seriál|serial|sorozat|sarja|dizi|сериал|серіал|σειρά|シリーズ|시리즈|電視劇|电视剧|劇集|剧集|सीरीज|"
    r"épisode|episod|epizod|folge|sendung|aflevering|avsnitt|jakso|odcinek|bölüm|эпизод|επεισόδιο|エピソード|에피소드|"
    r"video ?game|videogio|videojuego|videospiel|videospel|jeu vidéo|jogo|видеоигра|ゲーム|游戏|遊戲|게임|"
    r"podcast|music ?video|musikvideo|vidéo musicale|videoclip"
)
# IMDb names the file of a list by the list, or by a number of this form.
NUMBERED = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|ls[0-9]+|export|list|")
UNNAMED = (
    "IMDb's lists and watchlists have the same columns, and the name of this file does not say which it is: it was read as "
    "the playlist “IMDb list”. If it is your watchlist, undo this import and import the file again as watchlist (lists=watchlist)."
)
OTHER_IDS = {"imdbid", "imdb"}
ENGLISH = {"title", "yourrating", "yourated", "created"}


def matches(source: Source) -> bool:
    return "const" in source.headings or bool(translated_columns(source))


def translated_columns(source: Source) -> list[str]:
    """Our names of the columns of a file whose headings are not English, by their places; [] if it is not IMDb's.

    The id is in the first column of ratings and in the second one of lists, the page's address after the titles.
    """
    if source.headings & OTHER_IDS:
        return []
    for _, cells in source.beginning:
        place = next((place for place, cell in enumerate(cells[:2]) if IMDB_ID.fullmatch(cell.strip())), None)
        url = next((place for place, cell in enumerate(cells) if "imdb.com/title/" in cell), None)
        if place is not None and url is not None and url > place + 3:
            return names_by_place(place, url, len(cells))
    return []


def names_by_place(place: int, url: int, count: int) -> list[str]:
    names = [""] * max(count, url + 11)
    first = ["const", "yourrating", "daterated", "title", "originaltitle"]
    if place == 1:
        first = ["position", "const", "created", "modified", "description", "title", "originaltitle"]
        names[url + 9 : url + 11] = ["yourrating", "daterated"]
    names[: min(url, len(first))] = first[:url]
    names[url], names[url + 1], names[url + 4] = "url", "titletype", "year"
    return names


def table(source: Source) -> Iterator[tuple[int, Cells]]:
    """The column of ids may be called Const in any language."""
    columns = [] if "const" in source.headings and source.headings & ENGLISH else translated_columns(source)
    if not columns:
        yield from source.table(heading="const")
        return
    for line, cells in source.lines():
        if any(IMDB_ID.fullmatch(cell.strip()) for cell in cells[:2]):
            yield line, by_column(columns, cells)


def read(source: Source) -> Iterator[Row]:
    for line, cells in table(source):
        fields: dict[str, Any] = {"file": source.path, "line": line, "kind": "rating", **parse_movie(cells)}
        fields["imdb_id"] = parse_imdb_id(cells.get("const"))
        fields["may_be_series"] = bool(NOT_A_MOVIE.search(cells.get("titletype", "").lower()))
        is_of_list = bool({"position", "created"} & cells.keys()) and not source.stem.startswith("rating")
        if not is_of_list or rated(cells):
            yield from build_rows(parse_rating, cells, **fields)
        if is_of_list:
            yield from build_rows(lambda cells, reading: parse_item(cells, reading, source), cells, **fields)


def rated(cells: Cells) -> str:
    return cells.get("yourrating") or cells.get("yourated") or ""


def parse_rating(cells: Cells, reading: Reading) -> dict[str, Any]:
    return {
        "rating": reading.rating(rated(cells), scale=10),
        # In exports before 2016, which have "You rated", a rating was created then; else the item of a list was.
        "when": reading.time(cells.get("daterated") or (cells.get("created") if "yourated" in cells else "")),
    }


def parse_item(cells: Cells, reading: Reading, source: Source) -> dict[str, Any]:
    note = parse_note(cells.get("description"))
    if source.lists == "watchlist" or "watchlist" in source.stem:
        return {"kind": "watchlist", "when": reading.time(cells.get("created")), "note": note}
    name = "IMDb list" if NUMBERED.fullmatch(source.stem) else source.title
    if name != source.title:
        source.problems[0] = UNNAMED
    return {"kind": "list", "list_name": parse_list_name(name), "note": note}

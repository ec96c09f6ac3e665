"""The table of search cases, and the document that shows what each of them finds (`benchmarks/search_cases.py`)."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.movies.models import Movie
from apps.movies.models.text import fold
from apps.movies.services.columns import current_columns, load_columns
from apps.movies.services.search import search_columns

CASES = list(csv.DictReader((Path(__file__).parent / "search_cases.csv").open(encoding="utf-8")))
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "search-cases.md"
FIRST = 5
INTRODUCTION = """# Search cases

What is typed, what must be found, and what is found: {number} cases of `apps/movies/tests/search_cases.csv`, which a test runs, on
the bundled catalogue (6,126 movies) without a TMDb key and without an encoder. `python benchmarks/search_cases.py` writes this
page; a test compares it.

"must be": "first" is the first result, "five" one of the first five. "found" is the first result with the number of results, and
in quotation marks the correction (`did_you_mean`). "before" is what was found before the search module (version 0.1.0) or, for
cases that were added after it, before it knew them. Of the first 217 cases 116 were fulfilled before, of 195 later ones 114. The
others have no such figure.
"""
HEADING = "| typed | must be | found | before |\n|---|---|---|---|\n"


@dataclass(frozen=True)
class Found:
    titles: list[str]  # the first ones
    number: int
    did_you_mean: str | None = None


def find(queries: Iterable[str]) -> dict[str, Found]:
    """What the titles in memory find, by query."""
    load_columns()
    columns = current_columns()
    assert columns is not None
    results = {query: search_columns(query, columns) for query in queries}
    first = {query: columns.ids[result.places[:FIRST]].tolist() for query, result in results.items()}
    ids = {movie_id for found in first.values() for movie_id in found}
    titles = dict(Movie.objects.filter(pk__in=ids).values_list("pk", "title"))
    return {
        query: Found([titles[pk] for pk in first[query]], len(result.places), result.did_you_mean)
        for query, result in results.items()
    }


def fits(case: Mapping[str, str], titles: list[str]) -> bool:
    if case["place"] == "none":
        return not titles
    return case["expected"] in (titles[:1] if case["place"] == "first" else titles)


def row_of(case: Mapping[str, str], found: Found) -> str:
    wanted = "nothing" if case["place"] == "none" else f"{case['expected']} ({case['place']})"
    shown = f"{found.titles[0]} ({found.number:,})" if found.titles else "nothing"
    correction = f" “{found.did_you_mean}”" if found.did_you_mean else ""
    mark = "✓" if fits(case, found.titles) else "✗"
    cells = [f"`{visible(case['typed'])}`", wanted, f"{mark} {shown}{correction}", case["before"]]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def visible(text: str) -> str:
    """With the names of characters that are not seen."""
    return "".join(
        f"⟨{unicodedata.name(c, hex(ord(c))).lower()}⟩" if unicodedata.category(c) in ("Cf", "Cc") else c
        for c in text.replace("`", "ˋ")
    )


def kind_of(case: Mapping[str, str], found: Found) -> str:
    """The heading under which a reader looks for the case."""
    typed, expected = fold(case["typed"]), fold(case["expected"])
    if case["place"] == "none":
        return "Nothing must be found"
    if found.did_you_mean:
        return "Misspelt"
    if any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in case["typed"]):
        return "Other scripts"
    if re.search(r"\d", typed) or re.search(r"\d", expected):
        return "Numbers, parts and years"
    if set(typed.split()) & set(expected.split()) or typed.replace(" ", "") in expected.replace(" ", ""):
        return "Titles as they are typed"
    return "People, other titles, abbreviations, joined words"


def document(cases: list[dict[str, Any]]) -> str:
    found = find(case["typed"] for case in cases)
    sections: dict[str, list[str]] = {}
    for case in cases:
        result = found[case["typed"]]
        sections.setdefault(kind_of(case, result), []).append(row_of(case, result))
    parts = [
        f"\n## {kind}\n\n{len(rows)} cases.\n\n{HEADING}{''.join(rows)}" for kind, rows in sections.items()
    ]
    return INTRODUCTION.format(number=len(cases)) + "".join(parts)

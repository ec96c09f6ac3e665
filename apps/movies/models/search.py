"""Substring conditions on `search_text` that an index serves on both databases.

PostgreSQL has a GIN index of trigrams. SQLite has an FTS5 table with the trigram tokenizer, which triggers keep up to date;
migrations that rebuild the table drop its triggers, so `prepare_search_indexes` runs after every migration.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from apps.movies.models.text import canonical, fold

SHORTEST_INDEXED = 3  # characters that the trigram tokenizer of FTS5 needs
SHORTEST_BEGINNING = 3  # shorter words match whole words only: «it» does not find «Italian»
SHORTEST_JOINED = 4
SHORTEST_INFIX = 3  # shorter words would be found across two words of a title
SHORTEST_LEFT = 4  # letters of two words that find titles without the third
COMMON_WORDS = {"the", "a", "an", "of", "and"}
KIND_WORDS = {"movie", "movies", "film", "films"}
STOP_WORDS = COMMON_WORDS | KIND_WORDS  # not required if other words are there


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Pattern", ...]


# A text that must occur in `search_text`, or a combination of such.
Pattern = str | AllOf | AnyOf


def matching(model: type[models.Model], pattern: Pattern) -> Q:
    """The condition that a row's `search_text` fits the pattern."""
    vendor = connections[model._default_manager.db].vendor
    if vendor != "sqlite" or any(len(text) < SHORTEST_INDEXED for text in _texts(pattern)):
        return _as_q(pattern)
    index = search_index_of(model)
    rows = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s'  # noqa: S608
    return Q(pk__in=RawSQL(rows, [_as_fts5(pattern)]))  # noqa: S611  # nosec B611


def fits(document: str, pattern: Pattern) -> bool:
    """Whether a `search_text` fits the pattern."""
    if isinstance(pattern, str):
        return pattern in document
    quantity = all if isinstance(pattern, AllOf) else any
    return bool(pattern.parts) and quantity(fits(document, part) for part in pattern.parts)


def required_words(folded: str) -> list[str]:
    words = list(dict.fromkeys(folded.split()))
    return [word for word in words if word not in STOP_WORDS] or words


def beginning_of(word: str) -> str:
    """The pattern of words that begin with it; of the word itself if it is short or a number."""
    if len(word) < SHORTEST_BEGINNING or word.isdigit() or word in COMMON_WORDS:
        return f" {word} "
    return f" {word}"


def word_pattern(query: str) -> Pattern:
    """Rows in which a word begins with each word of the query, or a name that begins with its letters (spiderman)."""
    literal = fold(query)
    forms = dict.fromkeys([literal, canonical(literal)])
    patterns: list[Pattern] = [
        AllOf(tuple(beginning_of(word) for word in required_words(form))) for form in forms if form
    ]
    joined = canonical(literal).replace(" ", "")
    if len(joined) >= SHORTEST_JOINED and not joined.isdigit():
        patterns.append(f"| {joined}")
    elif " " in literal and not joined.isdigit():
        patterns.append(f"| {joined} |")  # «8 mm»
    letters = literal.split()
    if len(letters) > 1 and all(len(letter) == 1 and letter.isalpha() for letter in letters):
        patterns = [f"| {literal} ", f" {''.join(letters)} "]  # «e t»
    return AnyOf(tuple(patterns))


def infix_pattern(query: str) -> Pattern:
    """Rows that contain each word of the query anywhere, short ones as words."""
    words = required_words(fold(query))
    return AllOf(tuple(word if len(word) >= SHORTEST_INFIX else f" {word} " for word in words))


def nearly_pattern(query: str) -> Pattern | None:
    """Rows with all words of a long query except one; None for a short query.

    Two words that are left must be long: one of them and a short one are in too many titles.
    """
    words = required_words(fold(query))
    others = [words[:place] + words[place + 1 :] for place in range(len(words))]
    tried = [
        left for left in others if len(left) > 2 or (len(left) == 2 and min(map(len, left)) >= SHORTEST_LEFT)
    ]
    return AnyOf(tuple(AllOf(tuple(map(beginning_of, left))) for left in tried)) if tried else None


def weakest(patterns: Iterable[Pattern]) -> Pattern:
    """Any of them, without those that fit only where another one fits too."""
    alternatives = list(
        dict.fromkeys(alternative for pattern in patterns for alternative in _alternatives(pattern))
    )
    return AnyOf(
        tuple(
            one
            for one in alternatives
            if not any(_implies(one, other) for other in alternatives if other != one)
        )
    )


def _alternatives(pattern: Pattern) -> Iterable[Pattern]:
    if isinstance(pattern, AnyOf):
        for part in pattern.parts:
            yield from _alternatives(part)
    elif isinstance(pattern, AllOf) and len(pattern.parts) == 1:
        yield from _alternatives(pattern.parts[0])
    else:
        yield pattern


def _implies(one: Pattern, other: Pattern) -> bool:
    """Whether every text that fits the one fits the other, as far as their texts show."""
    if isinstance(other, AllOf):
        return all(_implies(one, part) for part in other.parts)
    if isinstance(one, AllOf):
        return any(_implies(part, other) for part in one.parts)
    return isinstance(one, str) and isinstance(other, str) and other in one


def search_index_of(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_search"


def prepare_search_indexes(tables: Iterable[type[models.Model]], using: str) -> None:
    """Create missing FTS5 tables and triggers, and fill them. Does nothing on other databases."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        existing = {name for (name,) in cursor.fetchall()}
        for model in tables:
            table, index = model._meta.db_table, search_index_of(model)
            triggers = _triggers(table, index)
            if table not in existing or {index, *triggers} <= existing:
                continue
            cursor.execute(
                f'CREATE VIRTUAL TABLE IF NOT EXISTS "{index}" USING fts5(search_text, content="{table}", '
                f"content_rowid=\"id\", tokenize='trigram case_sensitive 1')"
            )
            for name, definition in triggers.items():
                cursor.execute(f'CREATE TRIGGER IF NOT EXISTS "{name}" {definition}')
            cursor.execute(f'INSERT INTO "{index}"("{index}") VALUES (\'rebuild\')')  # noqa: S608  # nosec B608


def _triggers(table: str, index: str) -> dict[str, str]:
    columns = f'INSERT INTO "{index}"'  # nosec B608: names of our own
    add = f"{columns}(rowid, search_text) VALUES (new.id, new.search_text);"
    remove = f"{columns}(\"{index}\", rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    return {
        f"{index}_insert": f'AFTER INSERT ON "{table}" BEGIN {add} END',
        f"{index}_delete": f'AFTER DELETE ON "{table}" BEGIN {remove} END',
        f"{index}_update": f'AFTER UPDATE OF search_text ON "{table}" '
        f"WHEN old.search_text IS NOT new.search_text BEGIN {remove} {add} END",
    }


def _texts(pattern: Pattern) -> Iterable[str]:
    if isinstance(pattern, str):
        yield pattern
    else:
        for part in pattern.parts:
            yield from _texts(part)


def _as_q(pattern: Pattern) -> Q:
    if isinstance(pattern, str):
        return Q(search_text__contains=pattern)
    parts = [_as_q(part) for part in pattern.parts] or [Q(pk__in=[])]
    condition = parts[0]
    for part in parts[1:]:
        condition = condition & part if isinstance(pattern, AllOf) else condition | part
    return condition


def _as_fts5(pattern: Pattern) -> str:
    """Texts are folded, so that they contain no quotation marks."""
    if isinstance(pattern, str):
        return f'"{pattern}"'
    word = " AND " if isinstance(pattern, AllOf) else " OR "
    return f"({word.join(_as_fts5(part) for part in pattern.parts)})"

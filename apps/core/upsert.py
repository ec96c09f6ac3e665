"""Insert or update rows by the ten thousand: bulk_create's outcome for a fraction of its work on each value."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from django.db import connection
from django.db.models import Model

ROWS_A_STATEMENT = 1000


def upsert(
    model: type[Model],
    fields: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    unique: Iterable[str],
    update: Iterable[str],
    defaults: Mapping[str, Any],
) -> None:
    """Insert the rows in their order; where one with the same `unique` fields stands, only `update` changes.

    rows: values of `fields` as the database takes them (JSON as text); defaults: values of fields that are the
    same in every row. No model is made, so nothing is validated, no default of a field holds, no signal is sent.
    """
    target = f"{_quoted(model._meta.db_table)} ({_columns(model, [*fields, *defaults])})"
    conflict = f"ON CONFLICT ({_columns(model, unique)}) DO UPDATE SET {_changes(model, update)}"
    same = [model._meta.get_field(name).get_db_prep_save(defaults[name], connection) for name in defaults]
    _write(f"INSERT INTO {target} VALUES", conflict, [(*row, *same) for row in rows])


def _write(insert: str, conflict: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """SQLite is quickest with one statement for each row, PostgreSQL with many rows in one statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if rows:
                cursor.executemany(f"{insert} {_places(rows[:1])} {conflict}", rows)
            return
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            part = rows[start : start + ROWS_A_STATEMENT]
            cursor.execute(f"{insert} {_places(part)} {conflict}", list(chain.from_iterable(part)))


def _places(rows: Sequence[tuple[Any, ...]]) -> str:
    row = f"({', '.join(repeat('%s', len(rows[0])))})"
    return ", ".join(repeat(row, len(rows)))


def _columns(model: type[Model], fields: Iterable[str]) -> str:
    return ", ".join(_column(model, name) for name in fields)


def _changes(model: type[Model], fields: Iterable[str]) -> str:
    return ", ".join(f"{_column(model, name)} = EXCLUDED.{_column(model, name)}" for name in fields)


def _column(model: type[Model], field: str) -> str:
    return _quoted(model._meta.get_field(field).column)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

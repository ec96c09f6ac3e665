"""Insert or update rows by the ten thousand: bulk_create's outcome for a fraction of its work on each value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model


def upsert(
    model: type[Model],
    fields: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    unique: Iterable[str],
    update: Iterable[str],
    defaults: Mapping[str, Any],
) -> None:
    """Insert the rows in their order; of rows whose `unique` fields exist already, only `update` changes.

    rows: values of `fields`: numbers, texts, None (JSON as text, a UUID as its digits). defaults: values of fields
    that are the same in every row. No model is created: no validation, no defaults of fields, no signals.
    is sent.
    """
    if not rows:
        return
    into = f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(model, [*fields, *defaults])})"
    conflict = f"ON CONFLICT ({_columns(model, unique)}) DO UPDATE SET {_changes(model, update)}"
    columns = {name: model._meta.get_field(name) for name in defaults}
    same = [columns[name].get_db_prep_save(value, connection) for name, value in defaults.items()]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            values = f"VALUES ({', '.join(['%s'] * (len(fields) + len(same)))})"
            cursor.executemany(f"{into} {values} {conflict}", [(*row, *same) for row in rows])
        else:
            packed = orjson.dumps([dict(zip(fields, row, strict=True)) for row in rows]).decode()
            cursor.execute(f"{into} {_unpacked(model, fields, len(same))} {conflict}", [*same, packed])


def _unpacked(model: type[Model], fields: Iterable[str], same: int) -> str:
    """PostgreSQL's selection from rows that come as one JSON text, with `same` further values in each.

    Rows written out as VALUES are parsed and planned value by value, which takes longer than storing them.
    """
    chosen, columns = [], []
    for name in fields:
        kind = model._meta.get_field(name).db_type(connection)
        is_json = kind == "jsonb"
        chosen.append(f"{_quoted(name)}::jsonb" if is_json else _quoted(name))
        columns.append(f"{_quoted(name)} {'text' if is_json else kind}")
    selected = ", ".join([*chosen, *["%s"] * same])
    source = f"json_to_recordset(%s) AS made({', '.join(columns)})"
    return f"SELECT {selected} FROM {source}"  # noqa: S608  # only names of our own models


def _columns(model: type[Model], fields: Iterable[str]) -> str:
    return ", ".join(_column(model, name) for name in fields)


def _changes(model: type[Model], fields: Iterable[str]) -> str:
    return ", ".join(f"{_column(model, name)} = EXCLUDED.{_column(model, name)}" for name in fields)


def _column(model: type[Model], field: str) -> str:
    return _quoted(str(model._meta.get_field(field).column))  # type: ignore[union-attr]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

"""Insert or update rows by the ten thousand: bulk_create's outcome for a fraction of its work on each value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model
from django.utils import timezone


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

    rows: values of `fields`: numbers, texts, None (`plain` makes them of others). defaults: values of fields that are the same
    in every row (`defaults_of`). Without `unique` an existing row is an error. No model is created: no validation, no
    defaults of fields, no signals.
    """
    if not rows:
        return
    into = f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(model, [*fields, *defaults])})"
    conflict = _on_conflict(model, tuple(unique), tuple(update))
    columns = {name: model._meta.get_field(name) for name in defaults}
    same = [columns[name].get_db_prep_save(value, connection) for name, value in defaults.items()]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            values = f"VALUES ({', '.join(['%s'] * (len(fields) + len(same)))})"
            cursor.executemany(f"{into} {values} {conflict}", [(*row, *same) for row in rows])
        else:
            packed = orjson.dumps([dict(zip(fields, row, strict=True)) for row in rows]).decode()
            cursor.execute(f"{into} {_unpacked(model, fields, len(same))} {conflict}", [*same, packed])


def plain(value: Any) -> Any:
    """The value as `upsert` takes it: dates and JSON as text."""
    if isinstance(value, date):
        return value.isoformat()
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else value


def defaults_of(model: type[Model], fields: Iterable[str]) -> dict[str, Any]:
    """The defaults of the model's other fields that the database does not know, by name."""
    given, now = set(fields), timezone.now()
    return {
        field.name: now
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        else field.get_default()
        for field in model._meta.concrete_fields
        if field.name not in given and not field.primary_key and not field.has_db_default()
    }


def _on_conflict(model: type[Model], unique: Sequence[str], update: Sequence[str]) -> str:
    if not unique:
        return ""
    change = f"UPDATE SET {_changes(model, update)}" if update else "NOTHING"
    return f"ON CONFLICT ({_columns(model, unique)}) DO {change}"


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

"""No index that another one covers: it would be written with every row and serve nothing."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("apps.")]


def first_columns(model: type[Model]) -> Iterator[str]:
    """The first column of each index and constraint over all rows that has several columns."""
    for index in model._meta.indexes:
        if index.condition is None and len(index.fields) > 1:
            yield index.fields[0].lstrip("-")
    for constraint in model._meta.total_unique_constraints:
        if len(constraint.fields) > 1:
            yield constraint.fields[0]


def test_no_foreign_key_has_an_index_that_another_one_covers():
    covered = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.db_index and field.name in {*first_columns(model)}
    ]
    assert covered == []


def test_no_table_has_an_index_that_django_does_not_know_of(db):
    """What the migrations dropped is gone from the database, and nothing else is."""
    for model in ours():
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        indexed = {
            facts["columns"][0]
            for facts in found.values()
            if facts["index"] and not facts["unique"] and len(facts["columns"]) == 1
        }
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and not field.unique:
                assert (field.column in indexed) == field.db_index, (model, field.name)

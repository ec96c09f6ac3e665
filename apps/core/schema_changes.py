"""Operations of migrations that change less than Django's own would."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState


class DropVersionTriggers(RunPython):
    """Drops the triggers that move versions, before a change of a table that they write to.

    SQLite makes a changed table anew, and refuses to while a trigger names it. They are created again when the migrations are done (core.caching.versions).
    """

    def __init__(self) -> None:
        super().__init__(_drop_triggers, _drop_triggers, elidable=True)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {}


def _drop_triggers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'moves_version_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


class DropForeignKeyIndex(AlterField):
    """Sets `db_index=False` by dropping the index alone.

    Django would add the constraint anew, which reads the whole table on PostgreSQL, and on SQLite copy the table.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model, connection = to_state.apps.get_model(app_label, self.model_name), schema_editor.connection
        if not self.allow_migrate_model(connection.alias, model):
            return
        field: Any = model._meta.get_field(self.name)
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        for name, facts in found.items():
            if facts["columns"] == [field.column] and facts["index"] and not facts["unique"]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.execute(
                schema_editor._create_index_sql(model, fields=[model._meta.get_field(self.name)])
            )

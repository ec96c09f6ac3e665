"""Operations of migrations that change less than Django's own would."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState


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

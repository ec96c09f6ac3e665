from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns signals and because_of stay until the next release: the code before uses them.

    They get defaults in the database, so that rows can be inserted without them. Lists that were stored before are generated
    again when they are next read.
    """

    dependencies = [("recommendations", "0005_exposure_of_somebody")]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="details",
            field=models.TextField(db_default="", default="", editable=False),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="signals",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="because_of",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="recommendation", name="signals"),
                migrations.RemoveField(model_name="recommendation", name="because_of"),
            ],
        ),
    ]

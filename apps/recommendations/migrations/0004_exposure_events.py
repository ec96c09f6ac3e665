import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of DailyStats and the column times_shown stay until the next release: the code before uses them.

    times_shown gets a default in the database, so that rows can be inserted without it.
    """

    dependencies = [
        ('movies', '0012_merged_into'),
        ('recommendations', '0003_drop_covered_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='propensity',
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='recommendation',
            name='times_shown',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name='recommendation', name='times_shown'),
                migrations.DeleteModel(name='DailyStats'),
            ],
        ),
        migrations.CreateModel(
            name='ExposureEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.UUIDField(unique=True)),
                ('session', models.UUIDField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('shown', 'Shown'), ('opened', 'Opened'), ('trailer', 'Trailer'), ('skipped', 'Skipped'), ('progress', 'Progress'), ('dwell', 'Dwell')], max_length=10)),
                ('value', models.FloatField(blank=True, null=True)),
                ('surface', models.CharField(choices=[('list', 'List'), ('feed', 'Feed'), ('similar', 'Similar'), ('group', 'Group'), ('other', 'Other')], max_length=10)),
                ('row', models.CharField(blank=True, max_length=40)),
                ('place', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('list_id', models.UUIDField(blank=True, null=True)),
                ('profile', models.CharField(blank=True, max_length=50)),
                ('recommendation_type', models.CharField(blank=True, max_length=14)),
                ('propensity', models.FloatField(blank=True, null=True)),
                ('happened_at', models.DateTimeField()),
                ('movie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='movies.movie')),
                ('user', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'default_related_name': 'exposure_events',
                'indexes': [models.Index(fields=['user', 'happened_at'], name='exposures_of_user'), models.Index(fields=['happened_at'], name='exposures_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', True), ('user__isnull', False)), models.Q(('session__isnull', False), ('user__isnull', True)), _connector='OR'), name='exposure_of_user_or_session')],
            },
        ),
    ]

"""Numbers that TMDb sent and nothing can be were stored as the largest that a column takes; they are unknown."""

from django.db import migrations


def forget(apps, schema_editor):
    movies = apps.get_model("movies", "Movie").objects.order_by()
    for name, largest, unknown in (
        ("budget", 10**12, 0),
        ("revenue", 10**12, 0),
        ("runtime", 99_999, None),
        ("popularity", 1_000_000, 0),
        ("vote_count", 2**31 - 2, 0),
    ):
        movies.filter(**{f"{name}__gt": largest}).update(**{name: unknown})


class Migration(migrations.Migration):
    dependencies = [("movies", "0016_names_of_curators")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]

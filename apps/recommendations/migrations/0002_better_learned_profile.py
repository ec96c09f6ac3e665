from django.db import migrations

FORMER = {
    "fading": {"most_liked": 20.0, "genre_affinity": 0.1},
    "fading_half_life": 1.6,
    "diversity": 0.05,
}
PRESENT = {
    "fading": {"association": 36.0, "genre_affinity": 0.1, "most_liked": 50.0},
    "fading_half_life": 1.2,
    "diversity": 0.08,
}


def replace_knobs(apps, former, present):
    """Only in a profile as it was shipped: what staff changed stays as it is."""
    row = apps.get_model("recommendations", "WeightProfile").objects.filter(name="learned").first()
    if row is not None and all(row.knobs.get(name) == value for name, value in former.items()):
        row.knobs = {**row.knobs, **present}
        row.save(update_fields=["knobs"])


def forwards(apps, schema_editor):
    replace_knobs(apps, FORMER, PRESENT)


def backwards(apps, schema_editor):
    replace_knobs(apps, PRESENT, FORMER)


class Migration(migrations.Migration):
    """The built-in profile `learned` serves newcomers by association, too, and mixes genres a little more."""

    dependencies = [("recommendations", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

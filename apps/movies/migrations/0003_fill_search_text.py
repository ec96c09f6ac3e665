"""Writes `search_text` of existing rows in the form of text.search_document. Run again, it changes nothing."""

from django.db import migrations

from apps.movies.models.text import search_document

AT_ONCE = 500


def fill(apps, schema_editor):
    names = {
        "Movie": lambda movie: [movie.title, movie.original_title],
        "Person": lambda person: [person.name],
        "Collection": lambda collection: [collection.name],
    }
    for model_name, names_of in names.items():
        rows = apps.get_model("movies", model_name)._base_manager.order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            for row in batch:
                row.search_text = search_document(names_of(row))
            rows.model._base_manager.bulk_update(batch, ["search_text"])
            last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("movies", "0002_search_text")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

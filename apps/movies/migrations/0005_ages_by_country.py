"""Reads the stored age ratings again, each as its country means it."""

from django.db import migrations

from apps.movies.services.age_ratings import min_age


def reread(apps, schema_editor):
    certifications = apps.get_model("movies", "Certification").objects.order_by()
    for country, rating in list(certifications.values_list("country", "rating").distinct()):
        certifications.filter(country=country, rating=rating).update(min_age=min_age(rating, country))


class Migration(migrations.Migration):
    dependencies = [("movies", "0004_bundled_people")]
    operations = [migrations.RunPython(reread, migrations.RunPython.noop, elidable=True)]

from django.db import migrations
from django.db.models import Avg, Count

FEWEST = 3


def leave_out_private(apps, schema_editor):
    """Averages of fewer ratings would tell a private one."""
    alias = schema_editor.connection.alias
    Rating, Movie = apps.get_model("favorites", "Rating"), apps.get_model("movies", "Movie")
    private = Rating.objects.using(alias).filter(is_public=False).values("movie")
    few = Movie._base_manager.using(alias).filter(pk__in=private, community_count__lt=FEWEST)
    for pk in list(few.values_list("pk", flat=True)):
        shown = Rating.objects.using(alias).filter(movie=pk, is_public=True)
        found = shown.aggregate(community_average=Avg("rating"), community_count=Count("pk"))
        Movie._base_manager.using(alias).filter(pk=pk).update(**found)


class Migration(migrations.Migration):
    dependencies = [
        ("favorites", "0007_withheld_reviews"),
        ("movies", "0016_names_of_curators"),
    ]

    operations = [migrations.RunPython(leave_out_private, migrations.RunPython.noop, elidable=True)]

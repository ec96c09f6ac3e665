"""Merges of movies, and the rows that they moved: what is needed to undo them."""

from django.conf import settings
from django.db import models

from apps.movies.models.movie import Movie


class Merge(models.Model):
    """Duplicates that were merged into `movie`. Deleted with its rows when it cannot be undone any more.

    movies: [[id, fields before, fields after]] of the movies, those that did not change left out.
    """

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="+")
    merged_ids = models.JSONField(default=list)
    movies = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{len(self.merged_ids)} merged into {self.movie}"


class MergedRow(models.Model):
    """A row of a model (`model_label`) that a merge moved, changed, deleted (`after` is null) or added (`before` is null).

    user: whose row it is, so that it is erased with the account. survivor_id: of a row that was deleted because
    there was another one of the same user, the id of that one.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    model_label = models.CharField(max_length=100)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    survivor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.model_label} {self.row_id}"

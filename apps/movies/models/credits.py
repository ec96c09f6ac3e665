from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from apps.core.models import TimeStampedModel
from apps.movies.models.movie import Movie
from apps.movies.models.text import search_document


class Person(TimeStampedModel):
    """A member of cast or crew. Without a tmdb_id if only the bundled catalogue names them."""

    tmdb_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=300, db_index=True)
    profile_path = models.CharField(max_length=255, blank=True)
    known_for = models.CharField(max_length=100, blank=True)
    popularity = models.FloatField(default=0)
    biography = models.TextField(blank=True, db_default="")
    birthday = models.DateField(null=True, blank=True)
    deathday = models.DateField(null=True, blank=True)
    place_of_birth = models.CharField(max_length=300, blank=True, db_default="")
    imdb_id = models.CharField(max_length=12, blank=True, db_default="")
    wikidata_id = models.CharField(max_length=20, blank=True, db_default="")
    # When TMDb last delivered biography, days and ids, and when it is asked again for one that it lacks.
    details_synced_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_text = models.TextField(blank=True, db_default="", editable=False)

    class Meta:
        ordering = ["-popularity", "-id"]
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["-popularity", "-id"], name="people_by_popularity"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="people_by_search_text"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_document([self.name])
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)


class Credit(models.Model):
    """One person's part in one movie: a character, or a job in the crew."""

    class Kind(models.TextChoices):
        CAST = "cast"
        CREW = "crew"

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="credits", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credits", db_index=False)
    kind = models.CharField(max_length=4, choices=Kind)
    character = models.CharField(max_length=500, blank=True)
    job = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["movie_id", "kind", "position", "id"]
        indexes = [models.Index(fields=["person", "kind"], name="credits_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["movie", "person", "kind", "job", "character"], name="one_credit_per_person_and_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.character or self.job}"

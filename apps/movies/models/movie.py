"""The catalogue: movies, and what groups them."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction

from apps.core.models import BaseModel, TimeStampedModel
from apps.movies.models.querysets import MovieManager, MovieQuerySet
from apps.movies.models.text import search_document
from apps.movies.signals import movies_deleted_or_restored


class Genre(TimeStampedModel):
    """name_locked: a curator has renamed it, so TMDb does not."""

    tmdb_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=100, unique=True)
    name_locked = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Tag(TimeStampedModel):
    """A keyword, from TMDb or from a curator. name_locked: as of a genre."""

    tmdb_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=200, unique=True)
    name_locked = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Company(TimeStampedModel):
    """A studio that produced movies. `country`: where it is from, ISO 3166-1."""

    tmdb_id = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=300, db_index=True)
    logo_path = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name


class Collection(TimeStampedModel):
    """A saga: movies that belong together, in the order of their release. Without a tmdb_id if it is only bundled."""

    tmdb_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=300)
    poster_path = models.CharField(max_length=255, blank=True)
    backdrop_path = models.CharField(max_length=255, blank=True)
    search_text = models.TextField(blank=True, db_default="", editable=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_document([self.name])
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)


class MovieTranslation(models.Model):
    """Title and overview in one language of one country; either may be empty."""

    movie = models.ForeignKey("Movie", on_delete=models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=2, blank=True)
    title = models.CharField(max_length=500, blank=True)
    overview = models.TextField(blank=True)

    class Meta:
        ordering = ["movie_id", "language", "country", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movie", "language", "country"], name="one_translation_per_language_and_country"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}-{self.country})"


class ProductionCountry(models.Model):
    """A country in which a movie was produced, ISO 3166-1."""

    movie = models.ForeignKey(
        "Movie", on_delete=models.CASCADE, related_name="production_countries", db_index=False
    )
    country = models.CharField(max_length=2)

    class Meta:
        ordering = ["movie_id", "country", "id"]
        indexes = [models.Index(fields=["country", "movie"], name="movies_of_country")]
        constraints = [
            models.UniqueConstraint(fields=["movie", "country"], name="one_row_per_movie_and_country")
        ]

    def __str__(self) -> str:
        return self.country


class Movie(BaseModel):
    """A film. Facts and votes in TMDb's terms; `community_*` are the ratings of our users.

    `runtime` is in minutes, `budget` and `revenue` in US dollars, `vote_average` 0–10.
    """

    tmdb_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    imdb_id = models.CharField(max_length=12, blank=True, db_index=True)
    wikidata_id = models.CharField(max_length=20, blank=True, db_default="", db_index=True)
    title = models.CharField(max_length=500)
    original_title = models.CharField(max_length=500, blank=True)
    tagline = models.CharField(max_length=500, blank=True)
    overview = models.TextField(blank=True)
    poster_path = models.CharField(max_length=255, blank=True)
    backdrop_path = models.CharField(max_length=255, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    release_date = models.DateField(null=True, blank=True)
    runtime = models.PositiveIntegerField(null=True, blank=True)
    vote_average = models.FloatField(default=0, validators=[MinValueValidator(0), MaxValueValidator(10)])
    vote_count = models.PositiveIntegerField(default=0)
    popularity = models.FloatField(default=0, validators=[MinValueValidator(0)])
    original_language = models.CharField(max_length=10, blank=True, db_index=True)
    adult = models.BooleanField(default=False)
    status = models.CharField(max_length=30, blank=True)
    budget = models.PositiveBigIntegerField(default=0)
    revenue = models.PositiveBigIntegerField(default=0)
    videos = models.JSONField(default=list, blank=True)
    recommended_tmdb_ids = models.JSONField(default=list, blank=True)
    genres = models.ManyToManyField(Genre, related_name="movies", blank=True)
    tags = models.ManyToManyField(Tag, related_name="movies", blank=True)
    companies = models.ManyToManyField(Company, related_name="movies", blank=True)
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="movies"
    )

    # Names of fields that a sync does not change.
    locked_fields = models.JSONField(default=list, blank=True)
    hidden_from_recommendations = models.BooleanField(default=False)
    # When TMDb last updated this movie from a list, and with all details.
    synced_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    details_synced_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    # TMDb has deleted this movie: since when, and when it is asked again.
    tmdb_gone_since = models.DateTimeField(null=True, blank=True, editable=False)
    tmdb_retry_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    community_average = models.FloatField(null=True, blank=True, editable=False)
    community_count = models.PositiveIntegerField(default=0, editable=False)
    # Other names: alternative titles of TMDb and of the bundled catalogue, [{"title", "country", "type"}].
    other_titles = models.JSONField(default=list, db_default=[], blank=True)
    # The names in the variants under which they are found (text.search_document).
    search_text = models.TextField(blank=True, editable=False)

    objects = MovieManager()
    all_objects = models.Manager.from_queryset(MovieQuerySet)()

    # Of a deleted duplicate: its ids still name the movie that it was merged into.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="merged"
    )

    class Meta:
        ordering = ["-popularity", "-id"]
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        indexes = [
            models.Index(fields=["-popularity", "-id"], name="movies_by_popularity"),
            models.Index(fields=["-vote_average", "-id"], name="movies_by_vote_average"),
            models.Index(fields=["-vote_count", "-id"], name="movies_by_vote_count"),
            models.Index(fields=["-release_date", "-id"], name="movies_by_release_date"),
            models.Index(fields=["-runtime", "-id"], name="movies_by_runtime"),
            models.Index(fields=["-created_at", "-id"], name="movies_by_created_at"),
            models.Index(fields=["title", "id"], name="movies_by_title"),
            # Counts a list without reading its rows.
            models.Index(fields=["adult", "deleted_at"], name="movies_shown"),
            models.Index(
                fields=["deleted_at"], name="movies_deleted", condition=models.Q(deleted_at__isnull=False)
            ),
            # The newest change of the catalogue is asked for with every recommendation.
            models.Index(fields=["updated_at"], name="movies_by_updated_at"),
            # Words anywhere in a title: trigrams on PostgreSQL; search_index.py has those of SQLite.
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="movies_by_search_text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vote_average__gte=0, vote_average__lte=10),
                name="vote_average_from_0_to_10",
            ),
            models.CheckConstraint(condition=models.Q(popularity__gte=0), name="popularity_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.release_date.year})" if self.release_date else self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if not fields or {"title", "original_title", "other_titles"} & set(fields):
            self.search_text = search_document(self.names())
            kwargs["update_fields"] = {*fields, "search_text"} if fields else fields
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        deleted = super().delete(using, keep_parents)
        movies_deleted_or_restored.send(Movie, movie_ids=[self.pk])
        return deleted

    @transaction.atomic
    def restore(self) -> None:
        self.merged_into, self.deleted_at = None, None
        self.save(update_fields=["merged_into", "deleted_at", "updated_at"])
        movies_deleted_or_restored.send(Movie, movie_ids=[self.pk])

    def names(self) -> list[str]:
        """All titles, the main one first."""
        return [self.title, self.original_title, *(other["title"] for other in self.other_titles)]

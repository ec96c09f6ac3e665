"""Per country: from which age, and where to watch."""

from django.db import models

from apps.movies.models.movie import Movie


class Certification(models.Model):
    """A country's age rating of a movie. `min_age` in years makes ratings comparable; null is unrated."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="certifications", db_index=False)
    country = models.CharField(max_length=2)
    rating = models.CharField(max_length=20)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["movie_id", "country", "id"]
        indexes = [models.Index(fields=["country", "min_age"], name="certifications_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["movie", "country"], name="one_certification_per_movie_and_country"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.rating}"


class AgeRating(models.Model):
    """An age rating in TMDb's list of its country. `min_age` as for Certification; `position` from the mildest on."""

    country = models.CharField(max_length=2)
    rating = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["country", "position", "rating"]
        constraints = [
            models.UniqueConstraint(fields=["country", "rating"], name="one_age_rating_per_country")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.rating}"


class Provider(models.Model):
    """A service on which movies can be watched."""

    tmdb_id = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    logo_path = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class WatchOption(models.Model):
    class Kind(models.TextChoices):
        STREAM = "flatrate"
        FREE = "free"
        ADS = "ads"
        RENT = "rent"
        BUY = "buy"

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="watch_options", db_index=False)
    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, related_name="watch_options", db_index=False
    )
    region = models.CharField(max_length=2)
    kind = models.CharField(max_length=8, choices=Kind)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["movie_id", "region", "kind", "position", "id"]
        indexes = [models.Index(fields=["provider", "region"], name="watch_options_of_provider")]
        constraints = [
            models.UniqueConstraint(
                fields=["movie", "provider", "region", "kind"], name="one_watch_option_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} ({self.region}, {self.kind})"

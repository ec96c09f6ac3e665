"""What a movie is about, as a vector of the configured encoder (services/meaning)."""

from django.db import models

from apps.movies.models.movie import Movie


class MovieVector(models.Model):
    """The vector of a movie's text: `encoder` made it from the text with this `digest`.

    vector: little-endian 16-bit floats of length 1. neighbours: ids of the movies with the most similar texts when it
    was made, the nearest first.
    """

    movie = models.OneToOneField(Movie, on_delete=models.CASCADE, primary_key=True, related_name="vector")
    encoder = models.CharField(max_length=200)
    digest = models.CharField(max_length=32)
    vector = models.BinaryField()
    neighbours = models.JSONField(default=list, blank=True)
    encoded_at = models.DateTimeField()

    class Meta:
        ordering = ["movie_id"]
        indexes = [models.Index(fields=["encoder", "encoded_at"], name="vectors_by_encoder")]

    def __str__(self) -> str:
        return f"{self.movie_id} ({self.encoder})"

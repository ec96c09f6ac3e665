from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.models import TimeStampedModel
from apps.movies.models import Movie


class ImportJob(TimeStampedModel):
    """A file with a user's history at another service, and the progress of its import.

    The file is stored until the job has run. `report` has a line per row of the file. `journal` is what was written
    (services.imports.journal), for as long as the import can be undone.
    """

    class Status(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        RETRYING = "retrying", "failed, will be tried again"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"
        UNDOING = "undoing"
        UNDONE = "undone"

    class Lists(models.TextChoices):
        """What lists are whose file does not say it."""

        PLAYLIST = "playlist"
        WATCHLIST = "watchlist"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_jobs", db_index=False
    )
    source = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.PENDING)
    dry_run = models.BooleanField(default=False)
    # A personal access token may not change the profile, and so may no import that it starts.
    with_settings = models.BooleanField(default=True, db_default=True, editable=False)
    lists = models.CharField(
        max_length=9, choices=Lists, default=Lists.PLAYLIST, db_default=Lists.PLAYLIST, editable=False
    )
    filename = models.CharField(max_length=200, blank=True)
    payload = models.BinaryField(null=True, editable=False)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=list, blank=True)
    journal = models.JSONField(null=True, blank=True, editable=False)
    error = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="import_jobs_of_user")]

    def __str__(self) -> str:
        return f"{self.source or 'import'} of {self.user} ({self.status})"


class ImportRow(models.Model):
    """A row of an import for which no movie was found. `values` is a Row (services.imports.rows).

    number: its place in the report. tried_at: when a movie was last looked for. movie: once one was found.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        MATCHED = "matched"
        DISMISSED = "dismissed"

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    title = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    tmdb_id = models.PositiveIntegerField(null=True, blank=True)
    imdb_id = models.CharField(max_length=12, blank=True)
    values = models.JSONField(default=dict)
    movie = models.ForeignKey(
        Movie, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_rows"
    )
    result = models.CharField(max_length=9, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number", "id"]
        indexes = [
            models.Index(fields=["job", "number", "id"], name="rows_of_import"),
            models.Index(
                fields=["tried_at"], condition=models.Q(status="waiting"), name="waiting_import_rows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or 'row'} ({self.status})"

from django.conf import settings
from django.db import models
from django.utils import timezone


class BundleLoad(models.Model):
    """The last load of the bundled catalogue. Nothing is to be loaded while both values are the present ones."""

    fingerprint = models.CharField(max_length=64)  # of the file and of the code that loads it
    catalogue_version = models.PositiveBigIntegerField()  # the data version that the load left

    def __str__(self) -> str:
        return f"bundle {self.fingerprint[:12]} at version {self.catalogue_version}"


class SyncRun(models.Model):
    """One run that fetched from TMDb: who started what, how far it came, what failed."""

    class Status(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        INTERRUPTED = "interrupted"

    kind = models.CharField(max_length=40)
    options = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.RUNNING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="sync_runs"
    )
    started_at = models.DateTimeField(default=timezone.now)
    # Host and process of the run, and its last heartbeat: they distinguish a killed run from a slow one.
    worker = models.CharField(max_length=200, blank=True, editable=False)
    alive_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=list, blank=True)
    # What is done, so that a later run can resume.
    cursor = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["-started_at", "-id"], name="sync_runs_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status="running"), name="one_sync_run_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M} {self.status}"

"""Abstract base models, queued tasks, scheduled jobs, dashboard snapshots, stored responses, probes, versions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class TimeStampedModel(models.Model):
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class SoftDeleteQuerySet(models.QuerySet):
    def alive(self) -> "SoftDeleteQuerySet":
        return self.filter(deleted_at__isnull=True)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Mark as deleted; rows that refer to these stay."""
        count = self.alive().update(deleted_at=timezone.now())
        return count, {self.model._meta.label: count}


class SoftDeleteModel(models.Model):
    """A row that others refer to. Deleting it marks it, so that the rows of users stay.

    Index only the deleted rows: nearly all rows are alive, and a plain index of `deleted_at` misleads SQLite.
    """

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        self.deleted_at = timezone.now()
        self.save(using=using, update_fields=["deleted_at"])
        return 1, {self._meta.label: 1}

    def restore(self) -> None:
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


class BaseModel(TimeStampedModel, SoftDeleteModel):
    class Meta:
        abstract = True


class ScheduledJob(models.Model):
    """When a job of the registry is due. Who moves `due_at` on in one conditional update runs the job.

    A run whose `locked_until` has passed has died with its process.
    """

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    running_since = models.DateTimeField(null=True, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    runs = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    # What the last run did, or "skipped: …".
    last_result = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class QueuedTask(models.Model):
    """Work that a request asked for and that runs after it (core.jobs.queue). Finished rows are deleted after days.

    `name` is that of a registered BackgroundTask, and `arguments` contains ids of rows only. Between two attempts
    `last_error` is the type of the latest error. While a process runs the task, `locked_until` is in the future.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    due_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=100, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "due_at", "id"], name="queued_tasks_by_state_and_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class IdempotentAnswer(models.Model):
    """The response to a POST with an Idempotency-Key, stored for a day. `status` is null while it runs."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, editable=False)
    body = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_user_and_idempotency_key")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"


class WriteProbe(models.Model):
    """One row that readiness probes write, because a full or read-only database still answers reads."""

    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"written at {self.written_at}"


class DataVersion(models.Model):
    """The number of the latest change of some tables. Triggers move it (core.caching.versions)."""

    name = models.CharField(max_length=50, primary_key=True)
    number = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class UserVersion(models.Model):
    """The number of the latest change of what a user has. Triggers make the row with the user, and move it.

    history: the same of the part that tells what the user likes.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="data_version"
    )
    number = models.PositiveBigIntegerField(default=0)
    history = models.PositiveBigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"user {self.user_id} {self.number}"


class DataChange(models.Model):
    """A transaction that has changed a version's tables. Triggers write it, and delete it at the end of the transaction."""

    name = models.CharField(max_length=50)
    transaction = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "transaction"], name="one_change_per_version_and_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.transaction}"


class PendingRow(models.Model):
    """A row that a transaction has changed. Triggers write it, and make a ChangedRow of it at the end of the transaction."""

    transaction = models.BigIntegerField()
    name = models.CharField(max_length=50)
    row_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transaction", "name", "row_id"], name="one_pending_row_per_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.row_id}"


class ChangedRow(models.Model):
    """The number that a version had after the latest change of a row; `row_id` 0 stands for all rows. Triggers write it."""

    name = models.CharField(max_length=50)
    row_id = models.BigIntegerField()
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "row_id"], name="one_change_per_row")]
        indexes = [models.Index(fields=["name", "number"], name="changed_rows_by_number")]

    def __str__(self) -> str:
        return f"{self.name} {self.row_id} {self.number}"


class DashboardSnapshot(models.Model):
    """A panel of the staff's dashboard as it was when it was last made."""

    title = models.CharField(max_length=100, unique=True)
    panel = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

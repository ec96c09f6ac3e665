"""The queue of background tasks: a row that is written in the transaction of the request that asks for the work.

What has been committed is run at least once, whatever happens to this process or to the broker (core.jobs.execution).
"""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.http.middleware import current_request_id
from apps.core.jobs.background import start_queued_task
from apps.core.jobs.execution import background_tasks
from apps.core.models import QueuedTask

State = QueuedTask.State
Argument = int | None | list[int]


def enqueue(name: str, /, *, start: bool = True, **arguments: Argument) -> QueuedTask:
    """Store a task, and start it when the present transaction is committed. One INSERT.

    `arguments` are ids of rows: never an address, a token or a text, as rows, brokers and logs show them. With
    start=False the caller runs it by `execution.run_task`; it is found later if the caller cannot.
    Raises LookupError for a task that no app registered and TypeError for other arguments.
    """
    if name not in background_tasks():
        raise LookupError(f"No app registers a BackgroundTask named {name!r}.")
    for key, value in arguments.items():
        values = value if isinstance(value, list) else [value]
        if not all(each is None or type(each) is int for each in values):
            raise TypeError(f"{key} must be an id, a list of ids or None.")
    request_id = current_request_id.get()
    task = QueuedTask.objects.create(
        name=name, arguments=arguments, request_id="" if request_id == "-" else request_id
    )
    if start:
        transaction.on_commit(partial(start_queued_task, task.pk))
    return task


def pending_arguments(name: str) -> list[dict[str, Argument]]:
    """The arguments of the tasks of this name that have not ended."""
    pending = QueuedTask.objects.filter(state=State.PENDING, name=name)
    return list(pending.values_list("arguments", flat=True))


def requeue(task_ids: list[int]) -> int:
    """Have tasks run again from their first attempt, unless they are done or run at present; return their number."""
    now = timezone.now()
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    tasks = QueuedTask.objects.filter(free, pk__in=task_ids).exclude(state=State.DONE)
    fields = {"state": State.PENDING, "attempts": 0, "due_at": now, "finished_at": None}
    requeued = [pk for pk in tasks.values_list("pk", flat=True) if tasks.filter(pk=pk).update(**fields)]
    for pk in requeued:
        start_queued_task(pk)
    return len(requeued)

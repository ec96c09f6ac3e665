from threading import Event, current_thread, main_thread

import pytest
from kombu.exceptions import OperationalError

from apps.core.jobs.background import in_background


class Task:
    """As Celery's, but a broker that is asked for is down."""

    name = "a task"

    def __init__(self, error: Exception | None = None):
        self.error, self.go_on, self.done, self.thread = error, Event(), Event(), None

    def delay(self, **arguments):
        raise OperationalError("no route to the broker")

    def __call__(self, wait: bool):
        assert not wait or self.go_on.wait(10)
        self.thread = current_thread()
        self.done.set()
        if self.error:
            raise self.error


@pytest.mark.parametrize("broker", ["", "amqp://nobody.invalid"])
def test_a_task_runs_beside_the_answer_without_a_broker_or_with_one_that_is_down(settings, broker):
    settings.TASKS_IN_THREADS, settings.CELERY_BROKER_URL = True, broker
    task = Task()
    in_background(task, wait=True)
    assert not task.done.is_set()
    task.go_on.set()
    assert task.done.wait(10)
    assert task.thread is not main_thread()


def test_a_task_that_fails_fails_nobody_and_says_nothing_personal(caplog):
    in_background(Task(ValueError("ada@example.com")), wait=False)
    assert "a task failed: ValueError" in caplog.text
    assert "ada@example.com" not in caplog.text

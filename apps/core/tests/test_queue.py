"""Queued tasks: stored with the request, run at least once, retried, and never by two processes at once."""

import logging
import threading
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from apps.core.extensions import BackgroundTask, registered
from apps.core.http.middleware import current_request_id
from apps.core.jobs import execution, leases
from apps.core.jobs.execution import due_task_ids, queue_report, run_due_tasks, run_task
from apps.core.jobs.queue import enqueue, requeue
from apps.core.models import QueuedTask

pytestmark = pytest.mark.django_db
SECRET = "ada@secret.example"


class Recorder:
    """What tasks were run with; `errors` are raised by the first runs."""

    def __init__(self):
        self.runs, self.failed, self.errors = [], [], []

    def run(self, **arguments):
        self.runs.append(arguments)
        if self.errors:
            raise self.errors.pop(0)

    def on_failed(self, **arguments):
        self.failed.append(arguments)


@pytest.fixture
def recorder(replace_extensions) -> Recorder:
    recorder = Recorder()
    replace_extensions(
        BackgroundTask(name="note", run=recorder.run, on_failed=recorder.on_failed, max_attempts=4)
    )
    return recorder


def after(**units: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**units), tick=False)


def only_task() -> QueuedTask:
    return QueuedTask.objects.get()


def test_a_task_runs_after_the_commit_and_its_row_is_done(recorder):
    with transaction.atomic():
        enqueue("note", movie_id=7, ids=[1, 2], nobody=None)
        assert recorder.runs == []
    assert recorder.runs == [{"movie_id": 7, "ids": [1, 2], "nobody": None}]
    task = only_task()
    assert (task.state, task.attempts, task.locked_until, task.last_error) == ("done", 1, None, "")
    assert task.finished_at is not None


def test_a_task_of_a_transaction_that_is_rolled_back_does_not_exist(recorder):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("note")
        raise ZeroDivisionError
    assert not QueuedTask.objects.exists()
    assert recorder.runs == []


def test_storing_a_task_is_one_query_of_the_request(recorder, django_assert_num_queries):
    with django_assert_num_queries(1):
        enqueue("note", start=False, user_id=1)


def test_running_a_task_takes_three_queries(recorder, django_assert_num_queries):
    task = enqueue("note", start=False)
    with django_assert_num_queries(3):  # read, claim, finish
        run_task(task.pk)


@pytest.mark.parametrize("value", [SECRET, 1.5, True, {"email": SECRET}, [1, SECRET], object()])
def test_arguments_are_ids(recorder, value):
    with pytest.raises(TypeError, match="user must be an id"):
        enqueue("note", user=value)


def test_an_unknown_task_is_refused(recorder):
    with pytest.raises(LookupError, match="'nothing'"):
        enqueue("nothing")


def test_a_task_of_a_newer_release_is_left_to_it(recorder):
    unknown = QueuedTask.objects.create(name="of tomorrow")
    assert run_due_tasks() == Counter()
    assert run_task(unknown.pk) is None
    assert only_task().state == "pending"


def test_the_kick_that_is_lost_is_made_up_by_run_jobs(recorder):
    """The process ends between the commit and the start of the task."""
    enqueue("note", start=False, user_id=1)
    assert recorder.runs == []
    call_command("run_jobs")
    assert recorder.runs == [{"user_id": 1}]


def test_a_failing_task_is_retried_with_growing_delays_and_then_fails(recorder):
    recorder.errors = [OSError(SECRET)] * 9
    enqueue("note", user_id=3)
    delays, ran_at = [], timezone.now()
    for attempts in range(1, 4):
        task = only_task()
        assert (task.state, task.attempts, task.last_error) == ("pending", attempts, "OSError")
        delays.append((task.due_at - ran_at).total_seconds())
        ran_at = task.due_at
        with time_machine.travel(ran_at, tick=False):
            run_due_tasks()
    assert all(30 * 2**n - 5 < delay <= 30 * 2**n * 1.25 for n, delay in enumerate(delays))
    task = only_task()
    assert (task.state, task.attempts, len(recorder.runs)) == ("failed", 4, 4)
    assert recorder.failed == [{"user_id": 3}]
    with after(days=1):
        assert run_due_tasks() == Counter()


def test_the_delay_stays_at_an_hour_and_twelve_attempts_take_five_hours():
    delays = [execution.retry_delay(attempts).total_seconds() for attempts in range(1, 12)]
    assert max(delays) <= 3600 * 1.25
    assert 4.5 * 3600 < sum(delays) < 6.5 * 3600
    assert execution.retry_delay(40).total_seconds() <= 3600 * 1.25


def test_a_task_that_fails_once_succeeds_at_the_second_attempt(recorder):
    recorder.errors = [OSError()]
    enqueue("note")
    with after(minutes=1):
        assert run_due_tasks() == {"success": 1}
    assert (only_task().state, only_task().last_error) == ("done", "")
    assert recorder.failed == []


def test_errors_are_stored_and_logged_by_type_and_place_only(recorder, caplog):
    caplog.set_level(logging.DEBUG)
    recorder.errors = [OSError(SECRET)]
    enqueue("note")
    assert SECRET not in caplog.text
    [line] = [record for record in caplog.records if record.name == "movies.jobs"]
    assert (line.job, line.outcome, line.error, line.attempt) == ("note", "retry", "OSError", 1)
    assert line.where.startswith("apps/core/tests/test_queue.py:")
    assert SECRET not in str(vars(line))


def test_the_log_line_has_the_id_of_the_request_that_asked(recorder, caplog):
    caplog.set_level(logging.INFO, logger="movies.jobs")
    ids = []
    caplog.handler.addFilter(lambda record: ids.append(current_request_id.get()) or True)
    token = current_request_id.set("asked-3")
    enqueue("note", start=False)
    current_request_id.reset(token)
    run_due_tasks()
    assert (ids, current_request_id.get()) == (["asked-3"], "-")


def test_tasks_are_run_in_the_order_in_which_they_became_due(recorder):
    recorder.errors = [OSError()]
    enqueue("note", number=1)  # is due again in 30 s
    recorder.runs.clear()
    for number in (2, 3):
        enqueue("note", start=False, number=number)
    with after(seconds=20):
        enqueue("note", start=False, number=4)
    with after(seconds=60):
        enqueue("note", start=False, number=5)
        assert run_due_tasks() == {"success": 5}
    assert [run["number"] for run in recorder.runs] == [2, 3, 4, 1, 5]


def test_a_task_belongs_to_its_process_until_its_lease_ends(recorder):
    task = enqueue("note", start=False)
    assert execution.claim(task.pk).attempts == 1
    assert execution.claim(task.pk) is None
    with after(minutes=4):
        assert run_due_tasks() == Counter()
    with after(minutes=6):
        assert run_due_tasks() == {"success": 1}
    assert only_task().attempts == 2


def test_a_process_that_lost_its_lease_changes_nothing(recorder):
    row = enqueue("note", start=False)
    slow = execution.claim(row.pk)
    with after(minutes=6):
        execution.claim(row.pk)
        assert execution.update(slow, state="done") == 0
        execution.finish(slow, None)
    assert only_task().state == "pending"


def test_a_task_whose_processes_always_die_ends(recorder):
    task = enqueue("note", start=False, user_id=4)
    for hours in range(1, 5):
        with after(hours=hours):
            assert execution.claim(task.pk) is not None
    with after(hours=6):
        run_due_tasks()
    assert (only_task().state, only_task().last_error) == ("failed", "Interrupted")
    assert (recorder.runs, recorder.failed) == ([], [{"user_id": 4}])


def test_a_process_that_is_asked_to_stop_returns_its_task(recorder):
    recorder.errors = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        enqueue("note")
    assert due_task_ids() == [only_task().pk]


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_extended_while_the_task_runs(replace_extensions, monkeypatch):
    monkeypatch.setattr(leases, "BEAT_SECONDS", 0.05)
    seen = threading.Event()

    def wait_for_a_beat() -> None:
        first = only_task().locked_until
        for _ in range(200):
            if only_task().locked_until > first:
                seen.set()
                return
            threading.Event().wait(0.05)

    replace_extensions(BackgroundTask(name="long", run=wait_for_a_beat))
    enqueue("long")
    assert seen.is_set()
    assert only_task().locked_until is None


@pytest.mark.django_db(transaction=True)
def test_of_many_that_claim_a_task_one_runs_it(recorder):
    ids = [enqueue("note", start=False, number=number).pk for number in range(5)]
    start = threading.Barrier(6)
    outcomes = []

    def worker() -> None:
        start.wait()
        outcomes.extend(run_task(task_id) for task_id in ids)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(run["number"] for run in recorder.runs) == [0, 1, 2, 3, 4]
    assert Counter(outcomes) == {"success": 5, None: 25}


def test_the_report_counts_what_waits_retries_and_failed(recorder):
    assert queue_report() == execution.QueueReport(0, 0, 0, 0, 0.0)
    recorder.errors = [OSError()]
    enqueue("note")
    enqueue("note", start=False)
    enqueue("note")
    QueuedTask.objects.create(name="note", state="failed")
    with after(minutes=11):
        report = queue_report()
        assert (report.pending, report.retrying, report.failed, report.late) == (2, 1, 1, 2)
        assert 600 < report.oldest_seconds < 720
        assert execution.queue_probe() == (
            True,
            f"2 pending, 1 failed, oldest {report.oldest_seconds:.0f} s, 2 late",
        )


def test_failed_tasks_run_again_when_staff_ask(recorder):
    done, failed, running = (enqueue("note", start=False) for _ in range(3))
    run_task(done.pk)
    QueuedTask.objects.filter(pk=failed.pk).update(state="failed", attempts=4)
    execution.claim(running.pk)
    recorder.runs.clear()
    assert requeue([done.pk, failed.pk, running.pk]) == 1
    assert len(recorder.runs) == 1
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("done", 1)


def test_finished_tasks_are_deleted_after_days(recorder):
    enqueue("note")
    enqueue("note", start=False)
    QueuedTask.objects.create(name="note", state="failed", finished_at=timezone.now())
    assert execution.delete_finished_tasks() == "Deleted 0 finished tasks"
    with after(days=4):
        assert execution.delete_finished_tasks() == "Deleted 1 finished tasks"
    with after(days=31):
        assert execution.delete_finished_tasks() == "Deleted 1 finished tasks"
    assert only_task().state == "pending"


def test_every_registered_task_has_a_name_of_its_app():
    assert all(task.name.split(".")[0] in ("movies", "users", "favorites", "recommendations")
               for task in registered(BackgroundTask))  # fmt: skip

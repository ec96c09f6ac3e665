"""Scheduled jobs: due once, run once, however many schedulers ask."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.core.extensions import Job, register
from apps.core.jobs import schedule, scheduler
from apps.core.jobs.commands import Progress, time_left
from apps.core.jobs.job_log import jobs_failing, jobs_overdue
from apps.core.jobs.leases import LEASE
from apps.core.jobs.schedule import due_jobs, run_job
from apps.core.models import ScheduledJob
from apps.core.tasks import run_due_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def jobs(replace_extensions, ran) -> None:
    """One hourly and one daily job, which append their name to `ran`."""
    replace_extensions(
        Job(name="hourly", run=lambda: ran.append("hourly"), every=timedelta(hours=1)),
        Job(name="daily", run=lambda: ran.append("daily"), every=timedelta(days=1)),
    )


def after(**units: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**units), tick=False)


def fail() -> None:
    raise OSError("disk full")


def test_everything_is_due_at_first_and_then_at_its_interval(ran):
    call_command("run_jobs")
    call_command("run_jobs")
    assert sorted(ran) == ["daily", "hourly"]
    with after(minutes=59):
        call_command("run_jobs")
    assert ran[2:] == ["hourly"]


def test_two_schedulers_that_saw_the_same_job_run_it_once(ran):
    assert sorted(due_jobs()) == ["daily", "hourly"]
    assert [run_job("hourly"), run_job("hourly")] == [True, False]
    assert ran == ["hourly"]


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_the_same_instant_run_it_once(ran):
    due_jobs()
    start = threading.Barrier(4)

    def scheduler():
        start.wait()
        run_job("hourly")
        connection.close()

    threads = [threading.Thread(target=scheduler) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == ["hourly"]


def test_a_failed_job_reports_its_error_and_is_due_again_soon(ran):
    register(Job(name="broken", run=fail, every=timedelta(days=1)))
    with pytest.raises(CommandError, match="broken"):
        call_command("run_jobs")
    job = ScheduledJob.objects.get(name="broken")
    assert job.last_error == "OSError: disk full" and job.running_since is None
    assert sorted(ran) == ["daily", "hourly"]
    with after(minutes=11):
        assert due_jobs() == ["broken"]


def test_a_job_whose_process_was_killed_is_repeated_within_minutes_and_overdue_until_then(ran):
    """H8: for six hours nothing ran it and nothing showed it."""
    due_jobs()
    now = timezone.now()
    ScheduledJob.objects.update(due_at=now + timedelta(days=1))
    ScheduledJob.objects.filter(name="hourly").update(running_since=now, locked_until=now + LEASE)
    with after(minutes=4):
        assert (due_jobs(), jobs_overdue()) == ([], 0)
    with after(minutes=6):
        assert (due_jobs(), jobs_overdue()) == (["hourly"], 1)
        assert run_job("hourly")
        assert (ran, jobs_overdue(), jobs_failing()) == (["hourly"], 0, 0)


def test_a_job_that_kills_its_process_is_repeated_once_and_then_at_its_time(replace_extensions, monkeypatch):
    runs = []
    replace_extensions(Job(name="fatal", run=lambda: runs.append(1), every=timedelta(days=1)))
    monkeypatch.setattr(schedule, "finish", lambda *args, **kwargs: None)  # a killed process stores no end
    for minutes, number in ((0, 1), (6, 2), (12, 2), (60, 2), (25 * 60, 3)):
        with after(minutes=minutes):
            for name in due_jobs():
                run_job(name)
            assert len(runs) == number
    assert jobs_failing() == 1


def test_a_run_that_lost_its_lease_does_not_end_the_next_one(ran, replace_extensions):
    def slow() -> None:
        ScheduledJob.objects.update(running_since=timezone.now() + timedelta(minutes=6))  # claimed again

    register(Job(name="slow", run=slow, every=timedelta(hours=1)))
    due_jobs()
    assert run_job("slow")
    assert ScheduledJob.objects.get(name="slow").running_since is not None


def test_a_job_that_a_process_of_the_release_before_claimed_is_left_to_it(ran):
    due_jobs()
    ScheduledJob.objects.filter(name="hourly").update(running_since=timezone.now(), locked_until=None)
    with after(hours=2):
        assert due_jobs() == ["daily"]
    with after(hours=7):
        assert "hourly" in due_jobs()


def test_the_beats_task_runs_what_is_due_in_place_without_a_broker(ran):
    run_due_jobs.delay()
    assert sorted(ran) == ["daily", "hourly"]


def test_the_scheduler_of_a_development_server_runs_what_is_due(replace_extensions, ran, caplog, monkeypatch):
    monkeypatch.setattr(scheduler.connections, "close_all", lambda: None)  # the test needs its own
    replace_extensions(
        Job(name="broken", run=fail, every=timedelta(hours=1)),
        Job(name="hourly", run=lambda: ran.append("hourly"), every=timedelta(hours=1)),
    )
    scheduler.run_due_jobs()
    scheduler.run_due_jobs()
    assert ran == ["hourly"]
    assert caplog.text.count("Job failed") == 1


def test_with_a_broker_there_is_no_scheduler(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert scheduler.start_scheduler() is None


class Log(StringIO):
    def isatty(self) -> bool:
        return False


def test_progress_in_a_log_has_total_and_time_left(monkeypatch):
    monkeypatch.setattr("apps.core.jobs.commands.time.monotonic", lambda: 100.0)
    log = Log()
    progress = Progress(log, total=40, unit="users")
    monkeypatch.setattr("apps.core.jobs.commands.time.monotonic", lambda: 110.0)
    progress.advance(10)
    assert log.getvalue() == "10 of 40 users (25%), 1.0 a second, about 30 s left"


def test_each_step_of_a_silent_work_is_a_line(monkeypatch):
    log = Log()
    with Progress(log) as progress:
        progress.step("Reading", 0.0)
        progress.step("Reading", 0.1)
        progress.step("Reading: 20,000", 0.1)
        progress.step("Training EASE", 0.5)
    lines = log.getvalue()
    assert "Reading (0%)" in lines and "Training EASE (50%)" in lines
    assert (lines.count("Reading"), lines.count("Training EASE")) == (1, 1)


def test_steps_on_a_terminal_have_the_time_left_too(monkeypatch, capsys):
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("apps.core.jobs.commands.time.monotonic", lambda: 100.0)
    with Progress(Terminal()) as progress:
        monkeypatch.setattr("apps.core.jobs.commands.time.monotonic", lambda: 110.0)
        progress.step("Training EASE", 0.5)
    assert "Training EASE (50%), 10 s, about 10 s left" in capsys.readouterr().err


def test_the_time_left_is_in_words():
    assert time_left(10, 0, 100) == time_left(10, 100, 100) == ""
    assert time_left(10, 50, 100) == "about 10 s left"
    assert time_left(600, 50, 100) == "about 10 min left"
    assert time_left(7200, 50, 100) == "about 2.0 h left"

"""Scheduled jobs: due once, run once, however many schedulers ask."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.core.extensions import Job, register
from apps.core.jobs import schedule
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

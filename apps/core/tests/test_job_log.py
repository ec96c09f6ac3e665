import logging

import pytest
from prometheus_client import REGISTRY

from apps.core.http.middleware import current_request_id
from apps.core.jobs import broker, job_log
from apps.core.models import ScheduledJob
from apps.core.tasks import run_due_jobs


@pytest.mark.django_db
def test_a_job_is_one_line_under_the_id_of_the_request_that_asked_for_it(caplog):
    caplog.set_level(logging.INFO, logger="movies.jobs")
    caplog.handler.addFilter(
        lambda record: bool(setattr(record, "told_id", current_request_id.get())) or True
    )
    labels = {"job": run_due_jobs.name, "outcome": "success"}
    before = REGISTRY.get_sample_value("job_runs_total", labels) or 0
    token = current_request_id.set("asked-1")
    run_due_jobs.delay()
    assert current_request_id.get() == "asked-1"
    current_request_id.reset(token)
    lines = [record for record in caplog.records if getattr(record, "job", "") == run_due_jobs.name]
    assert [(line.outcome, line.told_id) for line in lines] == [("success", "asked-1")]
    assert REGISTRY.get_sample_value("job_runs_total", labels) == before + 1


def test_a_published_job_carries_the_request_id():
    headers: dict = {}
    token = current_request_id.set("asked-2")
    job_log.pass_request_id_on(headers)
    current_request_id.reset(token)
    assert headers == {"request_id": "asked-2"}


def test_the_length_of_the_queue_is_known_only_with_a_broker_that_responds(settings):
    assert broker.queue_length() is None
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert broker.queue_length() is None


@pytest.mark.django_db
def test_jobs_that_fail_are_counted():
    ScheduledJob.objects.create(name="sound")
    ScheduledJob.objects.create(name="broken", last_error="ValueError: no")
    assert job_log.jobs_failing() == 1
    assert job_log.jobs_overdue() == 0

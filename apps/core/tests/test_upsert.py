"""Rows by the thousand: inserted, or changed in the named fields alone."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.models import ScheduledJob
from apps.core.upsert import defaults_of, plain, upsert

pytestmark = pytest.mark.django_db


def store(rows: list[tuple[str, int, str]]) -> None:
    upsert(
        ScheduledJob,
        ("name", "runs", "last_error"),
        rows,
        unique=("name",),
        update=("runs",),
        defaults={"due_at": timezone.now()},
    )


def held() -> dict[str, tuple[int, str]]:
    return {job.name: (job.runs, job.last_error) for job in ScheduledJob.objects.filter(name__startswith="u")}


def test_a_new_row_is_inserted_and_a_known_one_changed_where_it_is_said():
    store([("u1", 1, "first"), ("u2", 2, "first")])
    store([("u1", 7, "second"), ("u3", 3, 'a % b, "c" and ü')])
    assert held() == {"u1": (7, "first"), "u2": (2, "first"), "u3": (3, 'a % b, "c" and ü')}


def test_many_rows_and_none_at_all():
    store([(f"u{number}", number, "") for number in range(3000)])
    store([])
    assert len(held()) == 3000


def test_a_known_row_is_left_alone_where_nothing_is_updated_and_an_error_without_a_key():
    store([("u1", 1, "first")])
    rows, defaults = [("u1", 9), ("u2", 2)], defaults_of(ScheduledJob, ("name", "runs"))
    upsert(ScheduledJob, ("name", "runs"), rows, unique=("name",), update=(), defaults=defaults)
    assert held() == {"u1": (1, "first"), "u2": (2, "")}
    with pytest.raises(IntegrityError), transaction.atomic():
        upsert(ScheduledJob, ("name", "runs"), rows, unique=(), update=(), defaults=defaults)


def test_dates_and_json_are_given_as_text():
    assert [plain(value) for value in (date(2026, 5, 1), [{"a": "é"}], 3, None, "x")] == [
        "2026-05-01",
        '[{"a":"é"}]',
        3,
        None,
        "x",
    ]


def test_what_the_table_forbids_is_an_error_and_nothing_is_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        store([("u1", 1, ""), ("u2", -1, "")])
    assert held() == {}

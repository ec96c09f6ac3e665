import os
import subprocess
import sys
from io import StringIO
from unittest import mock

import pytest
import responses
from django.core.checks.registry import registry
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext, override_settings

from apps.core.observability.reachability import reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_schema_check(monkeypatch):
    """Without drf-spectacular's check in production, which generates the whole schema."""
    others = {
        check for check in registry.deployment_checks if not check.__module__.startswith("drf_spectacular")
    }
    assert others != registry.deployment_checks
    monkeypatch.setattr(registry, "deployment_checks", others)


def consult() -> str:
    """What the doctor says, whether or not something is broken."""
    said = StringIO()
    try:
        call_command("doctor", stdout=said, no_color=True)
    except CommandError as error:
        said.write(f"CommandError: {error}")
    return said.getvalue()


def test_a_sound_installation_is_told_so(settings, make_movie):
    settings.DEBUG = True
    make_movie()
    said = consult()
    assert "CommandError" not in said
    assert "migrations    all applied" in said
    assert "catalogue     1 movies" in said


def test_an_error_comes_with_what_to_do_and_fails_the_command(settings, make_movie):
    settings.DEBUG = True
    make_movie()
    MigrationRecorder.Migration.objects.filter(app="favorites").latest("id").delete()
    said = consult()
    assert "Migrations: 1 pending." in said
    assert "-> Run: python manage.py migrate" in said
    assert "CommandError: 1 error," in said


@pytest.mark.usefixtures("no_schema_check")
def test_an_empty_catalogue_is_an_error():
    assert "-> Run: python manage.py load_catalogue" in consult()


def test_production_without_its_protections_is_warned_about(settings, make_movie):
    make_movie()
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.SECRET_KEY = False, ["*"], "short"
    said = consult()
    assert "ALLOWED_HOSTS allows every host." in said
    assert "SECRET_KEY" in said
    assert "Throttles are off." in said


@pytest.mark.usefixtures("no_schema_check")
@responses.activate
def test_a_key_that_tmdb_refuses_is_an_error_and_is_not_shown(settings, make_movie):
    make_movie()
    settings.TMDB_API_KEY = "0123456789abcdef0123456789abcdef"
    responses.get(f"{settings.TMDB_API_BASE_URL}/configuration", status=401, json={"status_code": 7})
    said = consult()
    assert "TMDb refuses the key" in said
    assert settings.TMDB_API_KEY not in said


@pytest.mark.usefixtures("no_schema_check")
def test_a_broker_that_is_gone_is_an_error(settings, make_movie):
    make_movie()
    settings.CELERY_BROKER_URL = "redis://:sesame@127.0.0.1:1/0"
    said = consult()
    assert "The broker does not respond. The broker at 127.0.0.1:1 cannot be used" in said
    assert "refused" in said and "sesame" not in said


@pytest.mark.usefixtures("no_schema_check")
def test_a_cache_that_is_gone_is_named_with_the_reason(make_movie):
    make_movie()
    probe = mock.patch("apps.core.observability.checks.cache_probe", return_value=(True, "down"))
    with override_settings(REDIS_URL="redis://:sesame@127.0.0.1:1/0"), probe:
        said = consult()
    assert "Redis at 127.0.0.1:1 cannot be used" in said
    assert "refused" in said and "sesame" not in said


def test_a_database_that_is_gone_is_named_once(tmp_path):
    surroundings = os.environ | {"DATABASE_URL": "postgres://ana:sesame@127.0.0.1:1/movies", "DEBUG": "true"}
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        check=False,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "PostgreSQL at 127.0.0.1:1 cannot be used" in done.stdout
    assert "refused" in done.stdout and "sesame" not in done.stdout + done.stderr
    assert done.stdout.count("error   ") == 2, done.stdout  # the database and its migrations


@pytest.mark.parametrize("databases", [None, ["default"]], ids=["plain", "as migrate runs them"])
def test_checks_before_the_tables_exist_read_no_table(capsys, databases):
    with CaptureQueriesContext(connection) as queries:
        call_command("check", databases=databases)
    assert not [query for query in queries if 'FROM "' in query["sql"]]
    assert "migrations" not in capsys.readouterr().err


def test_the_checks_run_by_their_tag_too(settings, make_movie):
    settings.DEBUG = True
    make_movie()
    err = StringIO()
    call_command("check", deploy=True, tags=["operations"], databases=["default"], stderr=err)
    assert "migrations: (core.D030) all applied" in err.getvalue()


def test_a_password_is_left_out_of_the_reason_and_words_that_contain_it_are_not():
    said = OSError("connection to port 5432 as p:p@host refused")
    assert reason(said, "p") == "connection to port 5432 as ***:***@host refused."

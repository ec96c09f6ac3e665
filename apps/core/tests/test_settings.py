"""Environment variables: documented, parsed, and refused with one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from movie_backend.environment import VARIABLES, parse

ROOT = Path(__file__).resolve().parents[3]

# Values that no variable of the kind accepts. An empty value is among them where something is required.
UNUSABLE = {
    "DEBUG": ["", "maybe", "2"],
    "ALLOWED_HOSTS": ["https://movies.example.org", "movies example.org", "a/b"],
    "PORT": ["", "eighty", "0", "70000", "80.5"],
    "WEB_CONCURRENCY": ["", "-1", "two"],
    "WEB_THREADS": ["0", "many"],
    "BODY_TIMEOUT_SECONDS": ["", "0", "10s"],
    "LOG_LEVEL": ["", "LOUD"],
    "LOG_FORMAT": ["xml"],
    "DATABASE_URL": [
        "nonsense",
        "mysql://a/b",
        "postgres://host:port/name",
        "postgres://host",
        "sqlite://",
    ],
    "DATABASE_CONN_MAX_AGE": ["", "1h"],
    "REDIS_URL": ["nonsense", "http://host", "redis://", "redis://host:port"],
    "RESPONSE_CACHE_MB": ["", "-1", "16 MB"],
    "SHARED_DIR": ["arrays", "./arrays"],
    "CORS_ALLOWED_ORIGINS": [
        "*",
        "localhost:3000",
        "https://a.example/",
        "https://a.example/path",
        "ftp://a",
    ],
    "CSRF_TRUSTED_ORIGINS": ["*", "https://user:pass@a.example"],
    "HTTPS": ["", "https"],
    "HSTS_SECONDS": ["", "-1"],
    "HSTS_INCLUDE_SUBDOMAINS": ["", "some"],
    "HSTS_PRELOAD": ["", "yes please"],
    "TRUSTED_PROXIES": ["nonsense", "10.0.0.0/99", "10.0.0.1 10.0.0.2"],
    "ACCESS_TOKEN_MINUTES": ["", "0", "an hour"],
    "REFRESH_TOKEN_DAYS": ["", "0"],
    "LOGIN_MAX_DAYS": ["", "0", "ever"],
    "AUDIT_DAYS": ["", "0", "a year"],
    "STAFF_SECOND_FACTOR": ["", "on"],
    "THROTTLES": ["", "some"],
    "THROTTLE_ANON": ["", "lots", "100", "100/century", "0/hour", "100/hour, 5/second"],
    "THROTTLE_PUBLIC": ["lots"],
    "THROTTLE_USER": ["lots"],
    "THROTTLE_LOGIN": ["lots"],
    "THROTTLE_REFRESH": ["lots"],
    "THROTTLE_PASSWORD_RESET": ["lots"],
    "THROTTLE_REGISTER": ["lots"],
    "THROTTLE_EMAIL_CHANGE": ["often"],
    "THROTTLE_PERSONAL_TOKEN": ["0/hour"],
    "TMDB_API_BASE_URL": ["", "api.themoviedb.org"],
    "TMDB_IMAGE_BASE_URL": ["", "ftp://image"],
    "TMDB_LANGUAGE": ["", "english"],
    "TMDB_REGION": ["", "usa"],
    "CELERY_BROKER_URL": ["nonsense", "http://host", "amqp://host:port"],
    "TASKS_IN_THREADS": [""],
    "RECOMMENDER_TRAINER": ["", "gpu"],
    "RECOMMENDER_EXPLORATION": ["", "51", "-1", "ten"],
    "EXPOSURE_DAYS": ["", "7", "0.5"],
    "EMAIL_URL": ["", "nonsense", "smtp+tls://", "smtp://host:port"],
    "DEFAULT_FROM_EMAIL": ["", "movies"],
    "EMAIL_VERIFICATION": ["", "yes"],
    "PASSWORD_RESET_TIMEOUT_HOURS": ["", "0", "a day"],
    "EMAIL_REVERT_DAYS": ["", "0", "a week"],
    "FRONTEND_URL": ["movies.example.org"],
    "METRICS": [""],
    "WORKER_METRICS_PORT": ["", "-1"],
    "SENTRY_DSN": ["nonsense"],
    "SENTRY_TRACES_SAMPLE_RATE": ["", "2", "-1", "nan"],
}
FREE_TEXT = {
    "DJANGO_SECRET_KEY",
    "DJANGO_SECRET_KEY_FALLBACKS",
    "TMDB_API_KEY",
    "MEANING_MODEL",
    "MEDIA_ROOT",
    "METRICS_TOKEN",
    "SENTRY_ENVIRONMENT",
}


SET = {"ALLOWED_HOSTS"}  # required in production anyway


def written_defaults() -> dict[str, str]:
    """Those that depend on DEBUG are comments: a copy of the file must not set them in production."""
    found = re.findall(r"^(# )?([A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(), flags=re.M)
    comments = {name for comment, name, _ in found if comment}
    assert comments == {name for name, known in VARIABLES.items() if known.production is not None} - SET | {
        "POSTGRES_PASSWORD"  # of compose, not ours
    }
    return {name: default for _, name, default in found if name != "POSTGRES_PASSWORD"}


def test_env_example_lists_every_variable_with_its_default_in_order():
    assert list(written_defaults().items()) == [(name, known.default) for name, known in VARIABLES.items()]


def test_settings_read_every_variable():
    source = (ROOT / "movie_backend" / "settings.py").read_text()
    assert set(re.findall(r'env\["([A-Z0-9_]+)"\]', source)) == set(VARIABLES)


def test_the_readme_explains_every_variable():
    table = re.findall(r"^\| (`.*?) \|", (ROOT / "README.md").read_text(), flags=re.M)
    assert set(re.findall(r"`([A-Z0-9_]+)`", " ".join(table))) == set(VARIABLES)


def test_the_defaults_can_be_used():
    assert parse({})[1] == []
    assert parse(written_defaults())[1] == []


def test_every_variable_that_can_be_wrong_is_tried():
    assert set(UNUSABLE) | FREE_TEXT == set(VARIABLES)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in UNUSABLE for value in UNUSABLE[name]])
def test_an_unusable_value_gives_one_sentence(name, value):
    [problem] = parse({name: value})[1]
    assert problem.startswith(f"{name} must ")
    assert problem.endswith(".")


def test_no_sentence_contains_a_value():
    secret = "postgres://movies:s3cret@host:port/movies"
    problems = parse(dict.fromkeys(VARIABLES, secret))[1]
    assert len(problems) > 30
    assert "s3cret" not in " ".join(problems)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("TRUSTED_PROXIES", " 10.0.0.0/8 , 127.0.0.1,, ::1 ", ["10.0.0.0/8", "127.0.0.1", "::1"]),
        ("ALLOWED_HOSTS", "a.example , .b.example,*", ["a.example", ".b.example", "*"]),
        (
            "CORS_ALLOWED_ORIGINS",
            " https://a.example, http://b.example:81 ",
            ["https://a.example", "http://b.example:81"],
        ),
        ("PORT", " 81 ", 81),
        ("HTTPS", "ON", True),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("EMAIL_VERIFICATION", "Required", "required"),
        ("REDIS_URL", "unix:///run/redis.sock?db=1", "unix:///run/redis.sock?db=1"),
        ("DEFAULT_FROM_EMAIL", "Movies <movies@example.org>", "Movies <movies@example.org>"),
    ],
)
def test_a_usable_value_is_parsed(name, value, expected):
    values, problems = parse({name: value})
    assert not problems
    assert values[name] == expected


def test_a_database_password_with_escaped_characters_is_decoded():
    config = parse({"DATABASE_URL": "postgres://user:p%40ss%2Fword@db:5433/movies?sslmode=require"})[0][
        "DATABASE_URL"
    ]
    assert (config["PASSWORD"], config["PORT"], config["NAME"]) == ("p@ss/word", 5433, "movies")
    assert config["OPTIONS"] == {"sslmode": "require"}


def test_production_needs_a_secret_key_and_has_its_own_defaults():
    values, problems = parse({"DEBUG": "off"})
    assert problems == ["DJANGO_SECRET_KEY must be a long random string while DEBUG is off."]
    assert (values["HTTPS"], values["LOG_FORMAT"], values["ALLOWED_HOSTS"]) == (True, "json", [])


def test_pages_that_may_send_cookies_are_those_that_may_call():
    assert parse({"CORS_ALLOWED_ORIGINS": "https://a.example"})[0]["CSRF_TRUSTED_ORIGINS"] == [
        "https://a.example"
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-m", "gunicorn", "--check-config", "movie_backend.wsgi:application"],
        ["-m", "celery", "-A", "movie_backend", "report"],
    ],
    ids=["manage.py", "gunicorn", "celery"],
)
def test_every_entry_point_stops_with_sentences_and_no_traceback(command):
    environment = os.environ | {
        "THROTTLE_ANON": "lots",
        "DATABASE_URL": "postgres://movies:s3cret-password@host:port/movies",
        "DEBUG": "true",
    }
    run = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    assert run.stderr.splitlines() == [
        "DATABASE_URL must be sqlite:///FILE or postgres://USER:PASSWORD@HOST:5432/NAME.",
        "THROTTLE_ANON must be a number per second, minute, hour or day, such as 100/hour.",
    ]
    assert "s3cret" not in run.stdout


def test_the_version_is_the_newest_dated_release_of_the_changelog():
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(), flags=re.M)
    releases = [heading for heading in headings if heading != "Unreleased"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", heading) for heading in releases)
    assert headings.count("Unreleased") <= 1
    assert releases[0].split()[0] == settings.VERSION


def test_an_empty_database_url_is_the_default():
    assert parse({"DATABASE_URL": ""})[0]["DATABASE_URL"] == parse({})[0]["DATABASE_URL"]

"""Management commands whose surroundings fail: one sentence, a status, and no traceback."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import IntegrityError

from apps.core.observability.reachability import failure_of_surroundings
from apps.core.tests.serving import ROOT


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DEBUG": "true"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_database_that_is_gone_is_one_sentence():
    done = manage("run_jobs", DATABASE_URL="postgres://ana:sesame@127.0.0.1:1/movies")
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("PostgreSQL at 127.0.0.1:1 cannot be used: ") and "refused" in sentence
    assert "sesame" not in sentence


def test_missing_tables_are_one_sentence(tmp_path):
    done = manage("seed_demo", "--users", "1", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "The tables are missing or older than the program. Run: python manage.py migrate"
    ]


def test_a_stop_before_a_command_begins_is_one_word():
    done = manage("shell", "-v0", "-c", "raise KeyboardInterrupt")
    assert (done.returncode, done.stderr) == (130, "Stopped.\n")


def test_ctrl_c_within_a_destructor_ends_the_command_too():
    """Python ignores what a destructor raises. The command would go on, after a traceback."""
    code = (
        "import signal, time\n"
        "class Late:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "Late(); began = time.monotonic()\n"
        "try: time.sleep(60)\n"
        "finally: print(time.monotonic() - began)"
    )
    done = manage("shell", "-v0", "-c", code)
    assert (done.returncode, done.stderr) == (130, "Stopped.\n")
    assert float(done.stdout) < 30  # it does not wait for the end of a sleep


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(28, "No space left on device", "/var/lists"),
            "/var/lists cannot be used: No space left on device.",
        ),
        (OSError(28, "No space left on device"), "A file cannot be used: No space left on device."),
        (IntegrityError("UNIQUE constraint failed"), ""),
        (ValueError("a mistake of the program"), ""),
    ],
)
def test_only_failures_of_the_surroundings_are_put_into_a_sentence(error: Any, sentence):
    assert failure_of_surroundings(error) == sentence

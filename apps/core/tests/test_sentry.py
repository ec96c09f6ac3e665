import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_with_a_dsn_errors_are_reported_without_anything_personal():
    script = (
        "from movie_backend import settings; import sentry_sdk;"
        "options = sentry_sdk.get_client().options;"
        "assert options['send_default_pii'] is False and options['include_local_variables'] is False;"
        "assert options['max_request_body_size'] == 'never'"
    )
    env = {"SENTRY_DSN": "https://key@sentry.example.com/1", "DEBUG": "true"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

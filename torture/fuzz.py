"""Fuzz the API from its schema, as each role, on a server and a database of its own: `make fuzz`, `make fuzz-long`.

schemathesis generates valid and invalid requests for every operation and follows links between operations. It fails
for a 5xx, for a status, header or body that the schema does not declare, for accepted bad input, refused good input,
ignored authentication, and rows that come back after they were deleted. `schemathesis.toml` lists what is left out, and why.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
PASSWORD = "plum-orbit-42-fuzz"
# Operations that end the account or the login of the caller: a role of their own runs them, with accounts to spare.
ENDING = r"/api/v1/auth/(logout|password|sessions|email|token|reauthenticate|second-factor|tokens|users/me/$)"
ROLES = ("anonymous", "user", "curator", "operator", "leaver")


def prepare() -> None:
    """Migrate, load the catalogue, and create users with ratings and one account for each role."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from apps.core.http.permissions import CURATORS, OPERATORS

    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("seed_demo", users=20, verbosity=0)
    groups = {"curator": [CURATORS], "operator": [OPERATORS]}
    for role in ROLES[1:]:
        user = get_user_model().objects.create_user(
            email=f"{role}@fuzz.example", username=f"fuzz-{role}", password=PASSWORD
        )
        user.groups.set(Group.objects.filter(name__in=groups.get(role, [])))


def fuzz(role: str, server: Any, seconds: int, options: list[str]) -> int:
    """Run schemathesis as `role`. Returns its exit code."""
    command = [
        str(SCHEMATHESIS), "--config-file", str(ROOT / "torture/schemathesis.toml"),
        "run", f"http://127.0.0.1:{server.port}/api/schema/?format=json",
        "--max-time", str(seconds), "--workers", "1", *options,
        "--include-path-regex" if role == "leaver" else "--exclude-path-regex", ENDING,
    ]  # fmt: skip
    if role != "anonymous":
        login = {"email": f"{role}@fuzz.example", "password": PASSWORD}
        status, _, answer = server.request("POST", "/api/v1/auth/login/", login)
        assert status == 200, answer
        command += ["--header", f"Authorization: Bearer {answer['access']}"]
    print(f"== {role}", flush=True)
    return subprocess.run(command, check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=200, help="for all roles together")
    parser.add_argument("--roles", nargs="*", default=list(ROLES))
    parser.add_argument("options", nargs="*", help="further options of schemathesis, after --")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="movies-fuzz-") as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'served.sqlite3'}"
        os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "movie_backend.settings"}
        sys.path.insert(0, str(ROOT))
        prepare()
        from apps.core.tests.serving import serving

        with serving(folder, THROTTLES="off", WEB_CONCURRENCY="1", ACCESS_TOKEN_MINUTES="600") as server:
            share = given.seconds // len(given.roles)
            results = {role: fuzz(role, server, share, given.options) for role in given.roles}
            errors = [line for line in server.log().splitlines() if "Unexpected error" in line]
    print(json.dumps(results), f"{len(errors)} unexpected errors in the log")
    for line in errors[:5]:
        print(line)
    sys.exit(bool(errors) or any(results.values()))


if __name__ == "__main__":
    main()

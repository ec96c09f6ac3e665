"""The waiting process of `manage.py start`, with a child of a few lines instead of the server."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

CHILD = """
    import os, sys, time
    with open(os.environ["NOTED"], "a") as noted:
        noted.write(" ".join([os.environ["RUN_MAIN"], *sys.argv[1:]]) + "\\n")
    if "--prepare" in sys.argv and "once" in sys.argv:
        sys.exit(3)
    if "wait" in sys.argv:
        try:
            print("waits", flush=True)
            time.sleep(30)
        except KeyboardInterrupt:
            sys.exit(0)
    sys.exit(int(sys.argv[1]))
"""
PARENT = """
    import sys
    from unittest import mock
    from apps.core import reloading
    with mock.patch.object(reloading, "get_child_arguments", lambda: [sys.executable, *sys.argv[1:]]):
        sys.exit(reloading.serve_and_reload())
"""


class Parent:
    def __init__(self, folder: Path, *arguments: str) -> None:
        child = folder / "child.py"
        child.write_text(textwrap.dedent(CHILD))
        self._noted = folder / "noted"
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PARENT), str(child), *arguments],
            env={**os.environ, "NOTED": str(self._noted), "RUN_MAIN": ""},
            stdout=subprocess.PIPE,
            text=True,
        )

    def noted(self) -> list[str]:
        return self._noted.read_text().splitlines()


def test_a_child_that_ends_for_changed_code_is_started_again_without_preparing(tmp_path: Path) -> None:
    parent = Parent(tmp_path, "0", "once")
    assert parent.process.wait(20) == 0
    assert parent.noted() == ["true 0 once --prepare", "true 0 once"]


@pytest.mark.parametrize("status", [0, 1, 130])
def test_the_status_of_the_child_is_the_commands(tmp_path: Path, status: int) -> None:
    parent = Parent(tmp_path, str(status))
    assert parent.process.wait(20) == status
    assert len(parent.noted()) == 1


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_a_signal_to_the_waiting_process_alone_ends_the_child(tmp_path: Path, sent: int, status: int) -> None:
    parent = Parent(tmp_path, "0", "wait")
    assert parent.process.stdout is not None
    assert parent.process.stdout.readline() == "waits\n"
    began = time.monotonic()
    parent.process.send_signal(sent)
    assert parent.process.wait(20) == status
    assert time.monotonic() - began < 10

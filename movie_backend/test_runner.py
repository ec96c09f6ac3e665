"""Lets `manage.py test` run the same suite as `pytest`."""

from typing import Any

import pytest


class PytestRunner:
    def __init__(self, *, verbosity: int = 1, failfast: bool = False, keepdb: bool = False, **kwargs: Any):
        self.options = ["-v"] if verbosity > 1 else []
        self.options += ["--exitfirst"] if failfast else []
        self.options += ["--reuse-db"] if keepdb else []

    @classmethod
    def add_arguments(cls, parser: Any) -> None:
        parser.add_argument("--keepdb", action="store_true", help="Keep the test database between runs.")

    def run_tests(self, test_labels: list[str], **kwargs: Any) -> int:
        """The number of failures as an exit code; labels are pytest's paths."""
        return int(pytest.main([*self.options, *test_labels]))

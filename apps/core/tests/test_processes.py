"""Work in several processes: results in order, and an error that ends the run."""

import math

import pytest

from apps.core.jobs.processes import run_in_processes


def test_results_come_in_the_order_of_the_tasks_and_an_error_ends_the_run():
    results = run_in_processes(math.factorial, [3, 1, 2, -1, 5], 2)
    assert [next(results) for _ in range(3)] == [6, 1, 2]
    with pytest.raises(ValueError, match="negative"):
        next(results)

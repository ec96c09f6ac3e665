"""The circuit opens, rests, probes and closes; the pace holds over all callers."""

import itertools
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.core.caching.upstream import CircuitBreaker, CircuitOpen, SharedPace


@pytest.fixture
def circuit() -> CircuitBreaker:
    return CircuitBreaker("service", failures=3, rest=30)


def break_it(circuit: CircuitBreaker) -> None:
    for _ in range(3):
        circuit.check()
        circuit.failed()


def after_the_rest() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=31))


def test_it_opens_after_failures_in_a_row_and_says_when_to_come_back(circuit):
    break_it(circuit)
    with pytest.raises(CircuitOpen) as refused:
        circuit.check()
    assert circuit.state() == "open"
    assert 28 <= refused.value.retry_after <= 30


def test_a_success_in_between_keeps_it_closed(circuit):
    for _ in range(3):
        circuit.failed()
        circuit.failed()
        circuit.succeeded()
    circuit.check()
    assert circuit.state() == "closed"


def test_after_the_rest_one_caller_probes_and_the_others_are_refused(circuit):
    break_it(circuit)
    with after_the_rest():
        assert circuit.state() == "half-open"
        circuit.check()
        with pytest.raises(CircuitOpen):
            circuit.check()


def test_a_good_probe_closes_it_and_a_bad_one_opens_it_again(circuit):
    break_it(circuit)
    with after_the_rest():
        circuit.check()
        circuit.failed()
        assert circuit.state() == "open"
    circuit.succeeded()
    assert circuit.state() == "closed"


def test_no_second_holds_more_calls_than_the_pace_and_one_slice():
    pace, moments, lock = SharedPace("calls", rate=35), [], threading.Lock()

    def call():
        assert pace.wait(time.monotonic() + 10)
        with lock:
            moments.append(time.monotonic())

    threads = [threading.Thread(target=call) for _ in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moments.sort()
    busiest = max(
        sum(1 for other in itertools.islice(moments, first, None) if other - moment < 1)
        for first, moment in enumerate(moments)
    )
    assert 20 < busiest <= 40


def test_who_cannot_wait_is_told_so():
    pace = SharedPace("calls", rate=17)
    assert pace.wait(time.monotonic())
    assert not all(pace.wait(time.monotonic()) for _ in range(3))

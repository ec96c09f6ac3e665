"""Cache-aside: where an answer comes from, and what happens when the source or the cache fails."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.cache.backends.base import BaseCache
from django.utils import timezone

from apps.core.caching.backend import ForgivingRedisCache, Pause
from apps.core.caching.cache import Namespace
from apps.core.http.exceptions import UpstreamError


@pytest.fixture
def films() -> Namespace:
    return Namespace("films", fresh=60, stale=3600, origin="tmdb")


class Source:
    def __init__(self, *, seconds: float = 0, error: Exception | None = None):
        self.calls, self.seconds, self.error = 0, seconds, error

    def __call__(self) -> int:
        self.calls += 1
        time.sleep(self.seconds)
        if self.error:
            raise self.error
        return self.calls


def later(seconds: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds))


def in_threads(count: int, work) -> list:
    results = []

    def run():
        try:
            results.append(work())
        except UpstreamError as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_first_answer_comes_from_the_source_and_the_next_from_the_cache(films):
    source = Source()
    assert (films.fetch(["a"], source).source, films.fetch(["a"], source).source) == ("tmdb", "cache")
    assert source.calls == 1


@pytest.mark.parametrize("other", [["a", 1], ["a", "1"], [["a"]], ["a", None], [True], [{"page": 1}]])
def test_every_input_has_its_own_answer(films, other):
    source = Source()
    films.fetch(["a"], source)
    films.fetch([1], source)
    assert films.fetch(other, source).value == 3


def test_an_old_answer_is_made_anew(films):
    source = Source()
    films.fetch(["a"], source)
    with later(61):
        assert films.fetch(["a"], source).value == 2


def test_an_outage_is_answered_from_the_stale_copy_without_asking_each_time(films):
    films.fetch(["a"], Source())
    down = Source(error=UpstreamError())
    with later(61):
        assert [films.fetch(["a"], down).source for _ in range(3)] == ["stale"] * 3
    assert down.calls == 1


def test_a_copy_that_is_too_old_is_no_answer_even_in_an_outage(films):
    films.fetch(["a"], Source())
    with later(60 + 3600 + 1), pytest.raises(UpstreamError):
        films.fetch(["a"], Source(error=UpstreamError()))


def test_a_failure_is_never_kept_as_an_answer(films):
    with pytest.raises(UpstreamError):
        films.fetch(["a"], Source(error=UpstreamError()))
    assert films.fetch(["a"], Source()).source == "tmdb"


def test_a_fault_of_our_own_is_not_hidden_by_a_stale_copy(films):
    films.fetch(["a"], Source())
    with later(61), pytest.raises(KeyError):
        films.fetch(["a"], Source(error=KeyError("bug")))


def test_clearing_forgets_one_namespace_and_no_other(films):
    shows, source = Namespace("shows", fresh=60), Source()
    films.fetch(["a"], source)
    shows.fetch(["a"], source)
    films.clear()
    assert films.fetch(["a"], source).source == "tmdb"
    assert shows.fetch(["a"], source).source == "cache"


def test_many_at_once_make_one_call(films):
    source = Source(seconds=0.2)
    answers = in_threads(12, lambda: films.fetch(["a"], source))
    assert source.calls == 1
    assert {answer.value for answer in answers} == {1}
    assert sorted(answer.source for answer in answers) == ["cache"] * 11 + ["tmdb"]


def test_many_at_once_share_one_failure(films):
    source = Source(seconds=0.2, error=UpstreamError("down", retry_after=7))
    failures = in_threads(12, lambda: films.fetch(["a"], source))
    assert source.calls == 1
    assert {(str(failure), failure.retry_after) for failure in failures} == {("down", 7)}


def test_while_one_refreshes_the_others_take_the_stale_copy(films):
    films.fetch(["a"], Source())
    with later(61):
        slow = Source(seconds=0.2)
        answers = in_threads(6, lambda: films.fetch(["a"], slow).source)
    assert sorted(answers) == ["stale"] * 5 + ["tmdb"]


def test_redis_that_is_down_reads_as_a_miss_and_lets_everybody_work(films, monkeypatch):
    broken = ForgivingRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.1}})
    monkeypatch.setattr(Pause, "until", 0.0)
    monkeypatch.setattr("apps.core.caching.cache.cache", broken)
    source = Source()
    assert [films.fetch(["a"], source).source for _ in range(3)] == ["tmdb"] * 3
    assert broken.get("a", "default") == "default"
    assert broken.get_many(["a"]) == {}
    assert broken.incr("a") is None
    films.clear()


def test_a_cache_that_is_flushed_in_between_only_costs_a_call(films, empty_cache):
    source = Source()
    films.fetch(["a"], source)
    empty_cache()
    assert films.fetch(["a"], source).value == 2


def test_the_backend_keeps_the_face_of_djangos_cache():
    operations = ("get", "set", "add", "incr", "get_many", "set_many", "delete", "delete_many", "touch")
    assert all(getattr(ForgivingRedisCache, name) is not getattr(BaseCache, name) for name in operations)

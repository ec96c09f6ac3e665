"""Under load a restart loses no request: whatever the server took in, it answers."""

import http.client
import signal
import threading
from collections import Counter
from collections.abc import Callable

import pytest

REQUESTS = 2000
CLIENTS = 12
PATH = "/api/v1/movies/genres/"


class Load:
    """Clients that ask one after the other and count what came of it; `at_half` happens in the middle."""

    def __init__(self, port: int, *, keep_alive: bool, at_half: Callable[[], None]):
        self.port, self.keep_alive, self.at_half = port, keep_alive, at_half
        self.numbers, self.lock, self.outcomes = iter(range(REQUESTS)), threading.Lock(), Counter()

    def run(self) -> Counter:
        clients = [threading.Thread(target=self.ask_on) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return self.outcomes

    def ask_on(self) -> None:
        connection = None
        while (number := self.next_number()) is not None:
            if number == REQUESTS // 2:
                self.at_half()
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            outcome, usable = self.ask(connection)
            if not (usable and self.keep_alive):
                connection.close()
                connection = None
            with self.lock:
                self.outcomes[outcome] += 1

    def next_number(self) -> int | None:
        with self.lock:
            return next(self.numbers, None)

    def ask(self, connection: http.client.HTTPConnection) -> tuple[str, bool]:
        try:
            connection.request("GET", PATH)
            response = connection.getresponse()
            response.read()
        except ConnectionRefusedError:  # nobody took it in: a proxy asks another server
            return "refused", False
        except (OSError, http.client.HTTPException) as error:
            return f"lost: {type(error).__name__}", False
        return str(response.status), not response.will_close


@pytest.mark.parametrize("keep_alive", [False, True])
def test_a_reload_loses_nothing(serve, keep_alive):
    server = serve()
    load = Load(server.port, keep_alive=keep_alive, at_half=lambda: server.send(signal.SIGHUP))
    assert load.run() == {"200": REQUESTS}


@pytest.mark.parametrize("keep_alive", [False, True])
def test_a_stop_answers_whatever_it_took_in_and_refuses_the_rest(serve, keep_alive):
    server = serve()
    load = Load(server.port, keep_alive=keep_alive, at_half=lambda: server.send(signal.SIGTERM))
    outcomes = load.run()
    assert set(outcomes) <= {"200", "refused"}
    assert outcomes["200"] >= REQUESTS // 2 - CLIENTS  # whose requests before it may not have been taken in
    assert server.process.wait(timeout=40) == 0


def test_workers_that_are_replaced_lose_nothing(serve):
    server = serve(GUNICORN_CMD_ARGS="--max-requests 150 --max-requests-jitter 50")
    assert Load(server.port, keep_alive=True, at_half=lambda: None).run() == {"200": REQUESTS}
    assert server.log.read_text().count("Booting worker") > 4

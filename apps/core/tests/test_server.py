"""The worker of apps/core/http/server.py over real sockets: slow, broken and hostile clients."""

import json
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.contrib import admin

from apps.core.tests.serving import serving

TIMEOUT = 2  # BODY_TIMEOUT_SECONDS of the server
THREADS = 2
LIVE = b"GET /health/live/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LOGIN = b'{"email": "ada@example.org", "password": "wrong-horse-battery"}'


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    environment = {
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": str(THREADS),
        "BODY_TIMEOUT_SECONDS": str(TIMEOUT),
        "THROTTLES": "off",
        "METRICS": "on",
        "METRICS_TOKEN": "metrics-token",
    }
    with serving(tmp_path_factory.mktemp("served"), **environment) as running:
        yield running


def head_of(length: int, *lines: bytes) -> bytes:
    start = b"POST /api/v1/auth/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return start + b"".join(line + b"\r\n" for line in lines) + b"Content-Length: %d\r\n\r\n" % length


def answer(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """The next response on a connection, and nothing of the one after it."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        assert byte, f"The connection ended after {head!r}"
        head += byte
    status_line, *lines = head.decode().strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    body = b""
    while len(body) < int(headers["Content-Length"]):
        body += connection.recv(int(headers["Content-Length"]) - len(body))
    return int(status_line.split()[1]), headers, body


def exchange(server, data: bytes) -> tuple[int, dict[str, str], bytes]:
    with server.connect() as connection:
        connection.sendall(data)
        return answer(connection)


def test_stalled_bodies_do_not_delay_other_requests_and_are_cut_off(server):
    with ExitStack() as stack:
        stalled = [stack.enter_context(server.connect()) for _ in range(4 * THREADS)]
        for connection in stalled:
            connection.sendall(head_of(len(LOGIN)) + LOGIN[:10])
        began = time.monotonic()
        while time.monotonic() - began < TIMEOUT:
            for path in ("/health/live/", "/api/v1/movies/movies/"):
                asked = time.monotonic()
                assert server.request("GET", path)[0] == 200
                assert time.monotonic() - asked < 1
            time.sleep(0.05)
        for connection in stalled:
            status, headers, body = answer(connection)
            assert (status, json.loads(body)["code"]) == (408, "request_timeout")
            assert headers["X-Request-ID"] in server.log()
        assert time.monotonic() - began < TIMEOUT + 3


def test_headers_that_trickle_in_are_cut_off(server):
    with server.connect() as connection:
        began = time.monotonic()
        for byte in LIVE * 100:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.05)
            if time.monotonic() - began > TIMEOUT + 3:
                break
        assert time.monotonic() - began < TIMEOUT + 3 or answer(connection)[0] == 408


def test_a_request_in_pieces_is_read_whole(server):
    request = head_of(len(LOGIN)) + LOGIN
    with server.connect() as connection:
        for start in range(0, len(request), 40):
            connection.sendall(request[start : start + 40])
            time.sleep(0.01)
        status, _, body = answer(connection)
    assert status == 401, body


def test_requests_sent_at_once_are_answered_in_order_on_one_connection(server):
    post = head_of(len(LOGIN)) + LOGIN
    with server.connect() as connection:
        connection.sendall(LIVE + post + LIVE + post)
        assert [answer(connection)[0] for _ in range(4)] == [200, 401, 200, 401]
        connection.sendall(LIVE)
        assert answer(connection)[0] == 200


def test_the_client_is_told_to_continue_before_it_sends_a_body(server):
    with server.connect() as connection:
        connection.sendall(head_of(len(LOGIN), b"Expect: 100-continue"))
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(LOGIN)
        assert answer(connection)[0] == 401


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /health/live/ HTTP/1.1\nHost: 127.0.0.1\n\n", 400),
        (b"GET /health/live/ HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", 400),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: a miracle\r\n\r\n", 417),
    ],
    ids=[
        "no request line", "bare LF", "space before colon", "long path", "long header", "many headers", "two lengths",
        "negative length", "huge body", "chunked", "unknown expectation",
    ],
)  # fmt: skip
def test_a_request_that_is_refused_gets_json_with_an_id_a_log_line_and_a_metric(
    server, request_bytes, status
):
    metric = f'status="{status}"'
    before = total(server, metric)
    given, headers, body = exchange(server, request_bytes)
    assert given == status
    assert headers["Content-Type"] == "application/json"
    assert set(json.loads(body)) in ({"detail", "code"}, {"non_field_errors"})
    assert headers["X-Request-ID"] in server.log()
    assert total(server, metric) == before + 1


def total(server, label: str) -> float:
    with server.connect() as connection:
        bearer = b"Authorization: Bearer metrics-token\r\n"
        connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n" + bearer + b"\r\n")
        lines = answer(connection)[2].decode().splitlines()
    return sum(
        float(line.split()[-1]) for line in lines if line.startswith("http_requests_total{") and label in line
    )


@pytest.mark.parametrize(
    "charset", ["rot13", "hex", "zlib", "idna", "punycode", "undefined", "utf-16", "nonsense"]
)
def test_an_unusable_charset_is_415_and_leaves_the_search_out_of_the_log(server, charset):
    path = "/api/v1/movies/movies/?search=%41secretword"
    status, headers, body = server.request("GET", path, Content_Type=f"application/json; charset={charset}")
    assert (status, body["code"]) == (415, "unsupported_media_type")
    assert headers["X-Request-ID"] in server.log()
    assert "secretword" not in server.log()


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "latin-1"])
def test_usual_charsets_are_read(server, charset):
    content_type = f"application/json; charset={charset}"
    assert server.request("GET", "/api/v1/movies/movies/?search=a", Content_Type=content_type)[0] == 200


def test_static_files_are_sent_whole(server):
    status, headers, body = exchange(
        server, LIVE.replace(b"/health/live/", b"/static/admin/js/vendor/jquery/jquery.js")
    )
    assert (status, headers["Content-Type"]) == (200, 'text/javascript; charset="utf-8"')
    assert body == (Path(admin.__file__).parent / "static/admin/js/vendor/jquery/jquery.js").read_bytes()


def test_clients_that_do_not_read_hold_no_thread(server):
    schema = b"GET /api/schema/?format=json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(4 * THREADS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", server.port))
            client.sendall(schema * 3)
        time.sleep(1)
        server.request("GET", "/health/live/", timeout=10)  # after the schemas were built
        asked = time.monotonic()
        assert server.request("GET", "/health/live/")[0] == 200
        assert time.monotonic() - asked < 1


def test_many_connections_are_served(server):
    outcomes = []

    def ask() -> None:
        outcomes.append(server.request("GET", "/health/live/")[0])

    clients = [threading.Thread(target=ask) for _ in range(200)]
    for client in clients:
        client.start()
    for client in clients:
        client.join(timeout=60)
    assert outcomes == [200] * 200

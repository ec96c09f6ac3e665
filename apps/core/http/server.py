"""The gunicorn worker: slow clients occupy no thread, and a stop loses no request.

gunicorn's own thread worker gives a thread to every connection that has sent its first byte, so that a few clients
that send or read slowly occupy all threads. Here the main loop collects a request up to the last byte of its body,
a thread handles it, and the main loop sends what the client did not take at once.

Plain HTTP/1.1 only: a proxy ends TLS.
"""

import errno
import json
import re
import select
import selectors
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn import http
from gunicorn.http import errors
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from apps.core.http.middleware import current_request_id

MAX_HEAD = 64 * 1024  # bytes of request line and headers
IN_MEMORY = 256 * 1024  # bytes of a body; the rest is in a temporary file
PIECE = 64 * 1024
SLOWEST = (
    16 * 1024
)  # bytes per second of a body: keeps a connection from sending a byte now and then for hours
MAX_UNSENT = 8 * 1024 * 1024  # bytes of a response that wait for a slow client; beyond, its thread waits too
LINGER = 2.0  # seconds in which a client may read the last response before its connection is closed
FULL = 0.9  # of the connections: from here on, the one that waited longest makes room for new ones

Callback = Callable[["Connection"], None]


class Refused(Exception):
    """The request is answered by the server itself, with this status and sentence."""

    def __init__(self, status: HTTPStatus, code: str, detail: str):
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


class Incoming:
    """The bytes of one request. `feed` takes what arrived; `rest` has what belongs to the next request."""

    def __init__(self) -> None:
        self.head = b""
        self.rest = bytearray()
        self.searched = self.length = self.missing = 0
        self.expects_continue = False
        self.body: Any = None

    @property
    def is_complete(self) -> bool:
        return bool(self.head) and not self.missing

    def feed(self, data: bytes) -> None:
        """Raises Refused for a request that is not worth reading."""
        if self.head:
            self._feed_body(data)
            return
        self.rest += data
        end = self.rest.find(b"\r\n\r\n", self.searched)
        self.searched = max(len(self.rest) - 3, 0)
        if end < 0 and self.rest.count(b"\n") != self.rest.count(b"\r\n"):
            raise Refused(HTTPStatus.BAD_REQUEST, "bad_request", "Lines of the headers end with CR LF.")
        if max(end, len(self.rest) if end < 0 else 0) > MAX_HEAD:
            sentence = f"The headers are larger than {MAX_HEAD // 1024} KiB."
            raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", sentence)
        if end >= 0:
            following, self.rest[end + 4 :] = bytes(self.rest[end + 4 :]), b""
            self._read_head(bytes(self.rest))
            self.rest.clear()
            self._feed_body(following)

    def _read_head(self, head: bytes) -> None:
        request_line, *lines = head[:-4].split(b"\r\n")
        fields = [
            (name.strip().lower(), value.strip(), line)
            for line in lines
            for name, _, value in [line.partition(b":")]
        ]
        if any(name == b"transfer-encoding" for name, _, _ in fields):
            sentence = "Send the body with a Content-Length: other transfer codings are not accepted."
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "length_required", sentence)
        lengths = [value for name, value, _ in fields if name == b"content-length"]
        if len(lengths) > 1 or not all(re.fullmatch(rb"[0-9]{1,18}", length) for length in lengths):
            sentence = "Content-Length must be one whole number."
            raise Refused(HTTPStatus.BAD_REQUEST, "bad_request", sentence)
        self.length = self.missing = int(lengths[0]) if lengths else 0
        if self.length > settings.BODY_MAX_SIZE:
            sentence = f"The body is larger than {settings.BODY_MAX_SIZE // 1024**2} MiB."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", sentence)
        kept = [line for name, value, line in fields if (name, value.lower()) != (b"expect", b"100-continue")]
        self.expects_continue = len(kept) < len(fields)
        self.head = b"\r\n".join([request_line, *kept, b"", b""])
        self.body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # `pieces` closes it

    def _feed_body(self, data: bytes) -> None:
        self.body.write(data[: self.missing])
        self.rest += data[self.missing :]
        self.missing -= min(self.missing, len(data))

    def pieces(self) -> Iterator[bytes]:
        yield self.head
        with self.body as body:
            body.seek(0)
            while piece := body.read(PIECE):
                yield piece


class Client:
    """The socket as a thread sees it: writing does not wait until `MAX_UNSENT` bytes are buffered."""

    def __init__(self, sock: socket.socket):
        self.socket = sock
        self.unsent = bytearray()
        sock.setblocking(False)

    def fileno(self) -> int:
        return self.socket.fileno()

    def sendall(self, data: bytes) -> None:
        self.unsent += data
        self.flush()
        while len(self.unsent) > MAX_UNSENT:
            if not select.select([], [self.socket], [], settings.BODY_TIMEOUT)[1]:
                raise BrokenPipeError(errno.EPIPE, "The client stopped reading.")
            self.flush()

    def flush(self) -> None:
        """Send what the client takes now. Raises OSError if it is gone."""
        while self.unsent:
            try:
                sent = self.socket.send(memoryview(self.unsent)[: 4 * PIECE])
            except BlockingIOError:
                return
            del self.unsent[:sent]

    def receive(self) -> bytes | None:
        """What arrived; None if nothing did, nothing (b"") after the end."""
        try:
            return self.socket.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return None

    def shutdown(self, how: int = socket.SHUT_WR) -> None:
        self.socket.shutdown(how)

    def setblocking(self, blocking: bool) -> None:
        """gunicorn makes the sockets of threads blocking; this one stays as it is."""

    def close(self) -> None:
        self.socket.close()


class Connection(TConn):
    """A client's connection: its next request, and what the main loop waits for."""

    sock: Client

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any):
        super().__init__(cfg, Client(sock), client, server)
        self.initialized = self.data_ready = True  # the thread need not read from the socket
        self.incoming = Incoming()
        self.started = 0.0  # when the first byte of the request arrived; 0 while there is none
        self.deadline = 0.0
        self.at_deadline: Callback = NotImplemented

    def take_request(self) -> None:
        """Give the collected request to gunicorn's parser, and begin with the next one."""
        self.parser = http.get_parser(self.cfg, self.incoming.pieces(), self.client)
        following = Incoming()
        following.rest = self.incoming.rest
        self.incoming, self.started = following, 0.0


class DrainingWorker(ThreadWorker):
    """When it stops it accepts the connections in the queue, then refuses new ones immediately.

    gunicorn's own worker keeps the socket open until its last response, but accepts no connection: clients that
    connect meanwhile are cut off at the end. Proxies send a refused connection to another server.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.waiting: dict[Connection, None] = {}  # what the main loop watches, least recently active first

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        if cfg.is_ssl:
            raise RuntimeError("This worker serves plain HTTP. End TLS in a proxy.")

    def init_process(self) -> None:
        # gunicorn imports this module before Django is set up.
        self.log_refused = import_string("apps.core.observability.access_log.log_refused")
        super().init_process()

    # Connections

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while select.select([listener], [], [], 0)[0]:
                    self.accept(listener)
                listener.close()

    def accept(self, listener: Any) -> None:
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, address, listener.getsockname())
        self.wait_for_request(conn, settings.BODY_TIMEOUT)
        self.read_request(conn)

    def watch(
        self, conn: Connection, event: int, callback: Callback, seconds: float, at_deadline: Callback
    ) -> None:
        conn.deadline, conn.at_deadline = time.monotonic() + seconds, at_deadline
        self.waiting[conn] = None
        self.poller.register(conn.sock, event, lambda _: callback(conn))

    def unwatch(self, conn: Connection) -> None:
        if conn in self.waiting:
            del self.waiting[conn]
            self.poller.unregister(conn.sock)

    def drop(self, conn: Connection) -> None:
        self.unwatch(conn)
        self.nr_conns -= 1
        conn.sock.close()

    def murder_pending(self) -> None:
        """Called in every turn of the main loop."""
        now = time.monotonic()
        for conn in [conn for conn in self.waiting if conn.deadline <= now]:
            conn.at_deadline(conn)
        while self.nr_conns > FULL * self.worker_connections and self.waiting:
            self.drop(next(iter(self.waiting)))

    def _cap_keepalive(self, deadline: float) -> None:
        for conn in self.waiting:
            if not conn.started:
                conn.deadline = min(conn.deadline, deadline)

    # A request arrives

    def wait_for_request(self, conn: Connection, seconds: float) -> None:
        if not self.alive:
            seconds = min(seconds, STOP_KEEPALIVE_LINGER)
        self.watch(conn, selectors.EVENT_READ, self.read_request, seconds, self.drop)

    def read_request(self, conn: Connection) -> None:
        try:
            data = conn.sock.receive()
        except OSError:
            data = b""
        if data:
            self.feed(conn, data)
        elif data is not None:
            self.drop(conn)

    def feed(self, conn: Connection, data: bytes) -> None:
        incoming = conn.incoming
        try:
            incoming.feed(data)
        except Refused as refusal:
            self.refuse(conn, refusal)
            return
        if incoming.is_complete:
            self.unwatch(conn)
            conn.take_request()
            self.enqueue_req(conn)
            return
        if incoming.expects_continue:
            incoming.expects_continue = False
            conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.extend_deadline(conn)

    def extend_deadline(self, conn: Connection) -> None:
        """The head arrives within BODY_TIMEOUT; the body does not pause for longer, and is not slower than SLOWEST."""
        now = time.monotonic()
        conn.started = conn.started or now
        conn.deadline = conn.started + settings.BODY_TIMEOUT
        if conn.incoming.head:
            conn.deadline = min(now + settings.BODY_TIMEOUT, conn.deadline + conn.incoming.length / SLOWEST)
        conn.at_deadline = self.time_out
        self.waiting[conn] = self.waiting.pop(conn, None)

    def time_out(self, conn: Connection) -> None:
        sentence = f"The request did not arrive within {settings.BODY_TIMEOUT} seconds. Send it again."
        self.refuse(conn, Refused(HTTPStatus.REQUEST_TIMEOUT, "request_timeout", sentence))

    # A response leaves

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        return keepalive  # the body was collected, so nothing of it is left on the socket

    def finish_request(self, conn: Connection, future: Future[bool]) -> None:
        keep_alive = not future.cancelled() and not future.exception() and future.result()
        self.send_rest(conn, self.next_request if keep_alive else self.linger)

    def send_rest(self, conn: Connection, then: Callback) -> None:
        self.unwatch(conn)
        try:
            conn.sock.flush()
        except OSError:
            self.drop(conn)
            return
        if not conn.sock.unsent:
            then(conn)
            return
        self.watch(
            conn,
            selectors.EVENT_WRITE,
            lambda conn: self.send_rest(conn, then),
            settings.BODY_TIMEOUT,
            self.drop,
        )

    def next_request(self, conn: Connection) -> None:
        self.wait_for_request(conn, self.cfg.keepalive)
        if conn.incoming.rest:  # sent before our response
            self.feed(conn, b"")

    def linger(self, conn: Connection) -> None:
        """Close without cutting off the last response: a socket with unread bytes would be reset."""
        self.unwatch(conn)
        try:
            conn.sock.shutdown()
        except OSError:
            self.drop(conn)
            return
        conn.started = 0.0
        self.watch(conn, selectors.EVENT_READ, self.discard, LINGER, self.drop)

    def discard(self, conn: Connection) -> None:
        try:
            data = conn.sock.receive()
        except OSError:
            data = b""
        if data == b"":
            self.drop(conn)

    # Errors that no view sees

    def refuse(self, conn: Connection, refusal: Refused) -> None:
        self.respond(conn.sock, conn.incoming.head, refusal)
        self.send_rest(conn, self.linger)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """What gunicorn's parser refused, or what Django did not handle, as JSON."""
        head = f"{req.method} ".encode() if req else b""
        refusal = refusal_of(exc)
        if refusal.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("Request failed outside of Django", exc_info=exc)
        self.respond(client, head, refusal)

    def respond(self, client: Client, head: bytes, refusal: Refused) -> None:
        request_id = uuid.uuid4().hex
        token = current_request_id.set(request_id)
        try:
            self.log_refused(head.partition(b" ")[0].decode("latin-1"), int(refusal.status), refusal.code)
        finally:
            current_request_id.reset(token)
        body = json.dumps({"detail": refusal.detail, "code": refusal.code})
        if refusal.status == HTTPStatus.BAD_REQUEST:
            body = json.dumps({"non_field_errors": [refusal.detail]})
        lines = [
            f"HTTP/1.1 {int(refusal.status)} {refusal.status.phrase}",
            "Connection: close",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"X-Request-ID: {request_id}",
            "",
            body,
        ]
        try:
            client.sendall("\r\n".join(lines).encode())
        except OSError:
            self.log.debug("The client is gone")


def refusal_of(error: Exception) -> Refused:
    """The response to an error of gunicorn's parser. It never repeats what the client sent."""
    if isinstance(error, errors.LimitRequestLine):
        return Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "uri_too_long", "The URL is too long.")
    if isinstance(error, errors.LimitRequestHeaders):
        sentence = "The request has too many or too large headers."
        return Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", sentence)
    if isinstance(error, errors.ExpectationFailed):
        sentence = "Expect may be 100-continue only."
        return Refused(HTTPStatus.EXPECTATION_FAILED, "expectation_failed", sentence)
    if isinstance(error, errors.ParseException) and not isinstance(error, errors.InvalidResponseHeader):
        sentence = "The request is not valid HTTP/1.1. Check its request line and headers."
        return Refused(HTTPStatus.BAD_REQUEST, "bad_request", sentence)
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "error", "The server failed. Report the X-Request-ID.")

"""The gunicorn worker: threads, and a stop that loses no request."""

import select
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class DrainingWorker(ThreadWorker):
    """When it stops it accepts the connections in the queue, then refuses new ones immediately.

    gunicorn's own worker keeps the socket open until its last response, but accepts no connection: clients that
    connect meanwhile are cut off at the end. Proxies send a refused connection to another server.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                self.take_the_waiting(listener)
                listener.close()

    def take_the_waiting(self, listener: Any) -> None:
        while select.select([listener], [], [], 0)[0]:
            self.accept(listener)

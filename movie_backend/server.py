"""The gunicorn worker: threads, and a stop that loses no request."""

import select
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class DrainingWorker(ThreadWorker):
    """When it stops it takes what has connected already, then refuses at once what comes later.

    gunicorn's own worker leaves the door open until its last request is answered, but lets nobody in: whoever
    connects meanwhile is cut off at the end. A refused connection is tried elsewhere by any proxy.
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

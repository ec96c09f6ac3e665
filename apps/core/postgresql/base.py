"""Django's PostgreSQL backend with a cheaper check of idle connections."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asks the server only if the socket has something to read: an idle connection is silent until it is closed.

        Django asks it at the first query of every request. A server that vanished without a word is noticed by the
        query itself, within tcp_user_timeout.
        """
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLERR | select.POLLHUP)
        return super().is_usable() if poll.poll(0) else True

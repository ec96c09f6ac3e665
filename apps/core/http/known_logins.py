"""Tokens that a process has found valid, so that it need not ask for each stored response whose login it is.

They stay valid until they expire or the data version LOGINS moves, which happens when any login or account stops to be valid.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

LOGINS = "logins"
MOST_LOGINS = 10_000


@dataclass(frozen=True)
class Login:
    """Whom a token was found to belong to, at the version of LOGINS. expires_at: seconds since the epoch."""

    user: Any
    auth: Any
    version: int
    expires_at: float

    def is_valid(self, version: int | None) -> bool:
        return self.version == version and self.expires_at > time.time()


known_logins: OrderedDict[str, Login] = OrderedDict()  # by the header with the token, the latest ones


def remember(token: str, login: Login) -> None:
    known_logins[token] = login
    while len(known_logins) > MOST_LOGINS:
        known_logins.popitem(last=False)

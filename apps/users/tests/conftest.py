"""Log in over HTTP as a browser or an app does, and use the tokens."""

import base64
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import connection
from django_otp.oath import totp
from rest_framework.test import APIClient

from conftest import PASSWORD


@pytest.fixture
def log_in(db) -> Callable[..., dict[str, Any]]:
    """(user, password) -> the JSON of the login response: access, refresh, user."""

    def login(user: Any, password: str = PASSWORD) -> dict[str, Any]:
        body = {"email": user.email, "password": password}
        return APIClient().post("/api/v1/auth/login/", body).json()

    return login


@pytest.fixture
def bearer() -> Callable[[str], APIClient]:
    """Return a client that sends this access token."""

    def client(access: str) -> APIClient:
        api = APIClient()
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
        return api

    return client


@pytest.fixture
def status_of(bearer) -> Callable[[str], int]:
    """Return the status of `users/me/` with this access token: 200 if it is valid, otherwise 401."""
    return lambda access: bearer(access).get("/api/v1/auth/users/me/").status_code


@pytest.fixture
def stored_rows(db) -> Callable[[], Iterator[str]]:
    """Yield every row of every table as text."""

    def rows() -> Iterator[str]:
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                for row in cursor.fetchall():
                    yield f"{table}: {[bytes(v) if isinstance(v, memoryview) else v for v in row]}"

    return rows


@pytest.fixture
def refresh(db) -> Callable[[str], Any]:
    return lambda token: APIClient().post("/api/v1/auth/token/refresh/", {"refresh": token})


@dataclass
class Authenticator:
    """An authenticator app of a user whose second factor is enabled, and the recovery codes."""

    secret: bytes
    recovery_codes: list[str]

    def code(self, steps: int = 0) -> str:
        """The code of the present time step, or of one so many steps later."""
        return f"{totp(self.secret, drift=steps):06}"


@pytest.fixture
def early_in_a_time_step() -> Iterator[None]:
    """So that no TOTP code changes between its calculation and its use."""
    with time_machine.travel(time.time() // 30 * 30 + 1):
        yield


@pytest.fixture
def enrol(log_in, bearer, early_in_a_time_step) -> Callable[..., Authenticator]:
    """Enable the second factor of a user as a browser does, with a code of the previous time step."""

    def enable(user: Any) -> Authenticator:
        api = bearer(log_in(user)["access"])
        secret = base64.b32decode(api.post("/api/v1/auth/second-factor/").json()["secret"])
        code = Authenticator(secret, []).code(-1)
        body = api.post("/api/v1/auth/second-factor/confirm/", {"code": code}).json()
        return Authenticator(secret, body["recovery_codes"])

    return enable

"""Requests whose body arrives after their account was changed, over real sockets: they do nothing and get 401."""

import json
import re
import socket
import time
import urllib.error
import urllib.request
from typing import Any

import pytest

OLD, NEW, EVIL = "plum-orbit-42", "victims-own-99-word", "taken-over-by-eve-1"
EMAIL = "ann@example.com"


class Client:
    def __init__(self, server: Any):
        self.server = server

    def ask(self, path: str, body: Any = None, *, token: str = "", method: str = "") -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else json.dumps(body).encode()
        url = f"{self.server.address}/api/v1/auth/{path}"
        request = urllib.request.Request(url, data=data, headers=headers, method=method or None)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def login(self, password: str) -> tuple[int, Any]:
        return self.ask("login/", {"email": EMAIL, "password": password})


class Held:
    """A request whose headers are sent at once, and whose body is sent by `release`."""

    def __init__(self, server: Any, method: str, path: str, body: Any, token: str):
        self.body = json.dumps(body).encode()
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        head = f"{method} /api/v1/auth/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        head += f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        self.socket.sendall(f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode())

    def release(self) -> int:
        self.socket.sendall(self.body)
        answer = b""
        while piece := self.socket.recv(65536):
            answer += piece
        self.socket.close()
        return int(answer.split()[1])


@pytest.fixture
def client(serve) -> Client:
    return Client(serve(BODY_TIMEOUT_SECONDS="60"))  # a busy machine takes longer than a browser would


@pytest.fixture
def stolen(client) -> str:
    """The access token of an account that somebody else has too, beside its first password."""
    status, account = client.ask("users/", {"email": EMAIL, "password": OLD})
    assert status == 201
    return account["access"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "password/change/", {"old_password": OLD, "new_password": EVIL}),
        ("DELETE", "users/me/", {"password": OLD}),
        ("PATCH", "users/me/", {"first_name": "Eve"}),
        ("POST", "email/change/", {"email": "eve@example.com", "password": OLD}),
        ("POST", "personal-tokens/", {"name": "eve", "scopes": ["read", "write"]}),
    ],
)
def test_a_request_held_over_a_password_change_does_nothing(client, stolen, method, path, body):
    held = Held(client.server, method, path, body, stolen)
    victim = client.login(OLD)[1]["access"]
    change = {"old_password": OLD, "new_password": NEW}
    status, pair = client.ask("password/change/", change, token=victim)
    assert status == 200
    assert held.release() == 401
    status, account = client.ask("users/me/", token=pair["access"])
    assert (status, account["first_name"]) == (200, "")
    assert [client.login(password)[0] for password in (OLD, NEW, EVIL)] == [401, 200, 401]
    assert client.ask("email/change/", token=pair["access"])[0] == 404
    assert client.ask("personal-tokens/", token=pair["access"])[1] == []


def test_a_request_held_over_a_demotion_restores_no_rights(client, stolen, manage):
    shell = "from apps.users.models import User; User.objects.update(is_superuser={0}, is_staff={0}, is_active={0})"
    manage("shell", "--command", shell.format(True))
    held = Held(client.server, "PATCH", "users/me/", {"first_name": "Eve"}, stolen)
    manage("shell", "--command", shell.format(False))
    assert held.release() == 401
    show = "from apps.users.models import User; print(User.objects.values_list('is_superuser', 'is_active', 'first_name'))"
    assert "(False, False, '')" in manage("shell", "--command", show)


def test_an_address_cannot_be_registered_ahead_of_its_user(serve, tmp_path):
    folder = tmp_path / "mails"
    client = Client(serve(EMAIL_VERIFICATION="required", EMAIL_URL=f"filemail:///{folder}"))

    def tokens() -> list[str]:
        texts = [file.read_text() for file in sorted(folder.glob("*"))] if folder.exists() else []
        return [token for text in texts for token in re.findall(r"^token: (\S+)$", text, flags=re.M)]

    def register(password: str, expected: int) -> str:
        assert client.ask("users/", {"email": EMAIL, "password": password})[0] == 202
        for _ in range(100):
            if len(tokens()) == expected:
                return tokens()[-1]
            time.sleep(0.1)
        raise AssertionError("no email was sent")

    register(EVIL, 1)
    link = register(NEW, 2)
    assert client.ask("users/confirm/", {"token": link, "password": NEW})[0] == 201
    assert [client.login(password)[0] for password in (NEW, EVIL)] == [200, 401]

"""The requests that need a recent proof of who the user is: name -> method, path, body."""

from typing import Any

AUTH = "/api/v1/auth"

SENSITIVE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "export": ("get", f"{AUTH}/users/me/export/", {}),
    "end another login": ("delete", f"{AUTH}/sessions/{{other}}/", {}),
    "end all other logins": ("post", f"{AUTH}/logout/others/", {}),
    "request a second factor": ("post", f"{AUTH}/second-factor/", {}),
    "create a personal token": ("post", f"{AUTH}/personal-tokens/", {"name": "x", "scopes": ["read"]}),
    "end all logins": ("post", f"{AUTH}/logout/all/", {}),
}

"""`create_staff`: an account of the staff with its role, in one command."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from apps.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "plum-orbit-42"


def create(email: str, role: str, password: str = PASSWORD) -> str:
    out = StringIO()
    with mock.patch("builtins.input", return_value=password):
        call_command("create_staff", email, "--role", role, "--password-stdin", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        ("curator", "admin:movies_movie_changelist", "admin:core_scheduledjob_changelist"),
        ("operator", "admin:core_scheduledjob_changelist", "admin:movies_tag_changelist"),
    ],
)
def test_it_logs_in_and_may_do_what_the_role_says(client, role, allowed, refused):
    assert f"is {role}" in create("Ana@Example.com", role)
    user = User.objects.get(email="ana@example.com")
    assert user.check_password(PASSWORD) and user.is_staff and not user.is_superuser
    client.force_login(user)
    assert client.get(reverse(allowed)).status_code == 200
    assert client.get(reverse(refused)).status_code == 403


def test_an_account_that_exists_keeps_its_password(make_user):
    user = make_user("ana")
    before = user.password
    assert "existed already" in create("ana@example.com", "curator", "another-one-77")
    user.refresh_from_db()
    assert (user.password, user.is_staff) == (before, True)
    create("ana@example.com", "operator")
    assert user.groups.count() == 2


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [("no address", PASSWORD, "valid email"), ("ana@example.com", "123", "too short")],
)
def test_a_mistake_is_a_sentence(email, password, words):
    with pytest.raises(CommandError, match=words):
        create(email, "curator", password)
    assert not User.objects.exists()


def test_a_password_must_be_there_and_typed_twice_alike():
    empty = mock.patch("builtins.input", side_effect=EOFError("EOF when reading a line"))
    with empty, pytest.raises(CommandError, match="no password to read"):
        call_command("create_staff", "ana@example.com", "--role", "curator", "--password-stdin")
    typed = mock.patch(
        "apps.users.management.commands.create_staff.getpass", side_effect=[PASSWORD, f"{PASSWORD}x"]
    )
    with mock.patch("sys.stdin") as stdin:
        stdin.isatty.return_value = True
        with typed, pytest.raises(CommandError, match="differ"):
            call_command("create_staff", "ana@example.com", "--role", "curator")
        stdin.isatty.return_value = False
        with pytest.raises(CommandError, match="There is no terminal"):
            call_command("create_staff", "ana@example.com", "--role", "curator")
    assert not User.objects.exists()

"""An account has the address that was typed, or none: letters that change in lower case are refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.users.models import User
from apps.users.services.staff import create_staff

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery-9"
CHANGING = [
    "İLKER7@example.com",
    "ıstanbul@example.com",
    "ſam@example.com",
    "\u212aelvin@example.com",
    "a@exam\u0130ple.com",
]
WAYS = {
    "registration": ("auth/users/", {"username": "someone", "password": PASSWORD}),
    "change": ("auth/email/change/", {"password": "a-long-password"}),
    "reset": ("auth/password/reset/", {}),
}


@pytest.mark.parametrize("email", CHANGING)
@pytest.mark.parametrize("way", WAYS)
def test_an_address_that_would_become_another_one_is_refused(way, email, anonymous, as_owner):
    path, body = WAYS[way]
    client = as_owner if way == "change" else anonymous
    refused = client.post(f"/api/v1/{path}", {"email": email, **body})
    assert (refused.status_code, list(refused.data)) == (400, ["email"]), refused.data
    assert not User.objects.exclude(email__contains="owner").exclude(email__contains="stranger").exists()


def test_staff_cannot_make_such_an_account_either(client, superuser):
    client.force_login(superuser)
    body = {"email": CHANGING[0], "username": "ilker", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("admin:users_user_add"), body)
    with pytest.raises(ValidationError, match="before @"):
        create_staff(email=CHANGING[0], role="curator", password=lambda: PASSWORD)
    assert User.objects.count() == 1


@pytest.mark.parametrize("email", ["Ada.L+films@Example.COM", "jörg@bücher.example", "joerg@Bücher.example"])
def test_capital_letters_and_other_domains_are_fine(anonymous, email):
    # Letters of another alphabet cannot be delivered everywhere before @, but in domains.
    made = anonymous.post("/api/v1/auth/users/", {"email": email, "username": "ada", "password": PASSWORD})
    expected = 400 if "jörg" in email else 201
    assert made.status_code == expected, made.data

import pytest
from django.contrib.auth import hashers

from conftest import PASSWORD

URL = "/api/v1/auth/login/"

pytestmark = pytest.mark.django_db


def test_it_answers_a_pair_and_the_account(anonymous, owner, status_of):
    response = anonymous.post(URL, {"email": owner.email.upper(), "password": PASSWORD})
    assert response.status_code == 200
    body = response.json()
    assert set(body) == {"access", "refresh", "user"}
    assert body["user"]["email"] == owner.email
    assert status_of(body["access"]) == 200


def test_a_username_is_taken_in_email_too(anonymous, owner):
    response = anonymous.post(URL, {"email": "OWNER", "password": PASSWORD})
    assert response.status_code == 200
    assert response.json()["user"]["id"] == owner.pk


def test_a_username_that_looks_like_an_address_never_logs_in_for_it(anonymous, make_user, owner):
    thief = make_user("thief")
    type(thief).objects.filter(pk=thief.pk).update(username=owner.email)
    response = anonymous.post(URL, {"email": owner.email, "password": PASSWORD})
    assert response.json()["user"]["id"] == owner.pk


def test_one_same_401_for_unknown_people_wrong_passwords_and_inactive_accounts(anonymous, owner, make_user):
    gone = make_user("gone", is_active=False)
    answers = [
        anonymous.post(URL, body)
        for body in (
            {"email": "nobody@example.com", "password": PASSWORD},
            {"email": owner.email, "password": "wrong"},
            {"email": gone.email, "password": PASSWORD},
            {"email": "no such name", "password": PASSWORD},
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["code"] == "no_active_account"


@pytest.mark.parametrize("known", [True, False])
def test_the_password_is_hashed_once_whether_the_person_is_known_or_not(anonymous, owner, monkeypatch, known):
    calls = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *args, **kw: calls.append(1) or encode(*args, **kw)
    )
    email = owner.email if known else "nobody@example.com"
    assert anonymous.post(URL, {"email": email, "password": "wrong"}).status_code == 401
    assert len(calls) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "a@b.c"},
        {"email": {"a": 1}, "password": PASSWORD},
        {"email": "a\x00b", "password": PASSWORD},
        {"email": "x" * 10_000, "password": PASSWORD},
        {"email": "a@b.c", "password": "x" * 10_000},
        [],
    ],
)
def test_bad_input_is_a_400(anonymous, body):
    assert anonymous.post(URL, body).status_code == 400


def test_an_old_token_in_the_header_does_not_keep_anybody_from_logging_in(bearer, owner):
    response = bearer("garbage").post(URL, {"email": owner.email, "password": PASSWORD})
    assert response.status_code == 200


def test_passwords_are_kept_by_argon2id_at_owasp_parameters(settings):
    settings.PASSWORD_HASHERS = ["apps.users.hashers.Argon2Hasher"]
    assert hashers.make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
